// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.Finding;
import dev.rookery.maildir.Finding.Grade;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Passes findings on as they come; of those that say the same of many files, the first few.
final class Report {
    private static final int SAME_MAX = 10;

    private final Consumer<Finding> findings;
    private final Map<String, Integer> counts = new HashMap<>();

    Report(Consumer<Finding> findings) {
        this.findings = findings;
    }

    void note(String where, String what, String meaning, String remedy) {
        findings.accept(new Finding(Grade.NOTE, where, what, meaning, remedy));
    }

    void fault(String where, String what, String meaning, String remedy) {
        findings.accept(new Finding(Grade.FAULT, where, what, meaning, remedy));
    }

    /// One of perhaps many files in a folder.
    void file(Grade grade, String where, String what, String meaning, String remedy) {
        int count = counts.merge(what, 1, Integer::sum);
        if (count <= SAME_MAX) {
            findings.accept(new Finding(grade, where, what, meaning, remedy));
        }
    }

    /// Says how many files were passed over in a folder, and forgets them.
    void endOfFolder(String folder) {
        counts.forEach((what, count) -> {
            if (count > SAME_MAX) {
                note(folder, "further files: " + (count - SAME_MAX), "Of each:", what + ".");
            }
        });
        counts.clear();
    }
}
