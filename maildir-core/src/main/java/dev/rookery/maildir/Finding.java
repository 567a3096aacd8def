// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// One thing that [MailStore#examine] found, in sentences for people.
///
/// @param where the file or folder, as a path
/// @param what is the matter, with the offset if there is one
/// @param meaning for the mail
/// @param remedy what [MailStore#repair] does about it, or did
public record Finding(Grade grade, String where, String what, String meaning, String remedy) {
    /// How much it matters.
    public enum Grade {
        /// All is well; somebody may want to know all the same.
        NOTE,
        /// Something is not as it should be.
        FAULT
    }

    @Override
    public String toString() {
        return "%s: %s. %s %s".formatted(where, what, meaning, remedy);
    }
}
