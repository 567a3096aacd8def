// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Names the programs, and perhaps the privilege, without which a test class says nothing.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ProgramsPresent.class)
@interface NeedsPrograms {
    String[] value();

    /// Files that must be there besides; a relative name counts from the root of the repository.
    String[] files() default {};

    /// Postfix and mounts want the superuser.
    boolean root() default false;
}
