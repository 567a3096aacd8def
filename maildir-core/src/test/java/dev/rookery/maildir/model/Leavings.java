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
        List<Path> drafts = drafts(maildir);
        Invariant.I11.require(drafts.isEmpty(), "left in tmp: %s", drafts);
        List<String> open = descriptors(maildir);
        Invariant.I11.require(open.isEmpty(), "still open: %s", open);
    }

    private static List<Path> drafts(Path maildir) throws IOException {
        List<Path> drafts = new ArrayList<>();
        try (Stream<Path> folders = Files.list(maildir)) {
            for (Path folder : Stream.concat(Stream.of(maildir), folders).toList()) {
                Path tmp = folder.resolve("tmp");
                if (!folder.endsWith("tmp") && Files.isDirectory(tmp)) {
                    try (Stream<Path> files = Files.list(tmp)) {
                        drafts.addAll(files.toList());
                    }
                }
            }
        }
        return drafts;
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
