// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import java.util.Optional;

/// What the directory of a folder is called that was set aside to be removed: by a name that is no
/// folder's, and tells whose it was.
public final class RemovedFolder {
    private static final String ASIDE = "..rookery-removed.";
    private static final int DIGITS_MAX = 9;

    private RemovedFolder() {}

    public static String nameOf(int folder) {
        return ASIDE + folder;
    }

    /// The folder whose directory was set aside under that name, if any.
    public static Optional<Integer> folderOf(String directory) {
        String number = directory.startsWith(ASIDE) ? directory.substring(ASIDE.length()) : "";
        boolean ours =
                !number.isEmpty()
                        && number.length() <= DIGITS_MAX
                        && number.chars().allMatch(c -> c >= '0' && c <= '9');
        return ours ? Optional.of(Integer.parseInt(number)) : Optional.empty();
    }
}
