// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

/// What another program meant by renaming a file: what it added to the name is added to the flags,
/// what it took away is taken away, all others stay as clients set them.
///
/// Letters go by their bits, as [dev.rookery.maildir.internal.filename.FlagLetters] counts them.
///
/// @param added letters that are news
/// @param removed letters whose absence is
public record FlagMerge(int added, int removed) {
    /// @param known letters in the name we last knew
    /// @param found letters in the name the file has now
    /// @param ours letters that we changed meanwhile: there it is the name that is out of date
    public static FlagMerge of(int known, int found, int ours) {
        return new FlagMerge(found & ~known & ~ours, known & ~found & ~ours);
    }
}
