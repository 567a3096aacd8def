// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import java.util.ArrayList;
import java.util.List;

/// What people should know of a file that was read nevertheless: the first few findings in words,
/// the others counted.
final class Remarks {
    private static final int WORDED_MAX = 10;

    private final String file;
    private final List<String> worded = new ArrayList<>();
    private long unworded;

    Remarks(String file) {
        this.file = file;
    }

    void add(String finding) {
        if (worded.size() < WORDED_MAX) {
            worded.add(file + ": " + finding);
        } else {
            unworded++;
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>(worded);
        if (unworded > 0) {
            all.add(file + ": and " + unworded + " more");
        }
        return List.copyOf(all);
    }
}
