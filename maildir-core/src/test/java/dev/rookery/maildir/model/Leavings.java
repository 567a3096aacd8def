// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a closed store may not leave behind.
final class Leavings {
    private Leavings() {}

    static void requireNone(Path maildir) throws IOException {
        List<Path> drafts = new ArrayList<>();
        List<Path> locks = new ArrayList<>();
        try (Stream<Path> all = Files.walk(maildir)) {
            for (Path path : all.toList()) {
                Path parent = path.getParent();
                if (parent != null && parent.endsWith("tmp")) {
                    drafts.add(path);
                } else if (isLock(path)) {
                    locks.add(path);
                }
            }
        }
        Invariant.I11.require(drafts.isEmpty(), "left in tmp: %s", drafts);
        Invariant.I11.require(locks.isEmpty(), "still locked: %s", locks);
        List<String> open = descriptors(maildir);
        Invariant.I11.require(open.isEmpty(), "still open: %s", open);
    }

    /// Those of other programs' formats; `rookery.lock` stays, and means nothing without its owner.
    private static boolean isLock(Path path) {
        return path.toString().endsWith(".lock") && !path.endsWith("rookery.lock");
    }

    private static List<String> descriptors(Path maildir) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all.toList()) {
                String target = target(descriptor);
                if (target.equals(maildir.toString()) || target.startsWith(maildir + "/")) {
                    open.add(target);
                }
            }
        }
        return open;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }
}
