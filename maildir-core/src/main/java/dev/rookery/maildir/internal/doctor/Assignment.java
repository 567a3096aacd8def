// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.layout.Layout;
import java.time.Instant;
import java.util.Optional;

/// What is to be done with which account.
///
/// @param root its directory; stays the caller's to close
/// @param jump how far UIDs and mod-sequences leap where nothing says how far they came; 0 if
///   nothing is to be changed
record Assignment(Directory root, AccountLocation location, Instant now, long jump, Report report) {
    /// Whether what is found is to be mended.
    boolean mends() {
        return jump > 0;
    }

    Optional<Owner> owner() {
        return location.owner();
    }

    Layout layout() {
        return Layout.of(location.layout(), location.names());
    }
}
