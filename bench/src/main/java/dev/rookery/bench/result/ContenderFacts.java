// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

/// Who took part.
///
/// @param settings the configuration it ran with, secrets and paths of the run apart
public record ContenderFacts(String name, String title, String version, String settings) {
    public static final String ROOKERY = "rookery";

    /// Flags are in file names before the answer.
    public static final String STRICT = "rookery-strict";

    /// As Debian ships it: what the others are compared with.
    public static final String DOVECOT = "dovecot";

    public static final String TUNED = "dovecot-tuned";
}
