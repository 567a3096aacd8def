// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.corpus.Box;
import dev.rookery.bench.corpus.Shape;
import dev.rookery.bench.process.Tool;
import dev.rookery.bench.report.Numbers;
import dev.rookery.bench.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Room on the file system where the mail lies.
///
/// @param files that can still be made
record Room(Path directory, long bytes, long files) {
    private static final long BYTES_MIN = 16 * 1024 * 1024;
    private static final long FILES_MIN = 1_000;
    private static final double GIGA = 1e9;

    /// At this moment.
    static Room at(Path directory) throws IOException {
        String[] files =
                Tool.run("stat", "--file-system", "--format=%c %d", directory.toString())
                        .split(" ", 2);
        boolean isLimited = Long.parseLong(files[0]) > 0;
        return new Room(
                directory,
                Files.getFileStore(directory).getUsableSpace(),
                isLimited ? Long.parseLong(files[1]) : Long.MAX_VALUE);
    }

    /// That figures of this file system say nothing of a disk, if so.
    static Optional<String> doubt(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type();
        return type.equals("tmpfs") || type.equals("ramfs")
                ? Optional.of(
                        directory
                                + " is memory ("
                                + type
                                + "): nothing is measured of a disk there;"
                                + " --work DIR says where else mail may lie")
                : Optional.empty();
    }

    boolean isFull() {
        return bytes < BYTES_MIN || files < FILES_MIN;
    }

    /// Looks at the mail that is generated and at the copies of the largest stage; what indexes and
    /// the scenarios add comes on top.
    ///
    /// @param generatesHere whether generated mail lies there too
    /// @throws StoppedException if there is less room than that
    void require(Plan plan, boolean generatesHere) throws StoppedException {
        Stream<Box> generated = plan.stages().stream().map(Stage::box).distinct();
        long neededFiles = 0;
        long neededBytes = 0;
        for (Stage each : plan.stages()) {
            long copies = (long) each.users() * plan.contenders().size() * each.box().messages();
            neededFiles = Math.max(neededFiles, copies);
            neededBytes = Math.max(neededBytes, copies * bytesOnDisk(each.box().shape()));
        }
        if (generatesHere) {
            for (Box each : generated.toList()) {
                neededFiles += each.messages();
                neededBytes += each.messages() * bytesOnDisk(each.shape());
            }
        }
        if (neededBytes > bytes || neededFiles > files) {
            throw new StoppedException(
                    "mail alone needs about %s GB and %s files; %s has room for %s GB and %s files"
                            .formatted(
                                    Numbers.figure(neededBytes / GIGA),
                                    Numbers.count(neededFiles),
                                    directory,
                                    Numbers.figure(bytes / GIGA),
                                    Numbers.count(files)));
        }
    }

    /// Of a message, in blocks of 4 KiB.
    private static long bytesOnDisk(Shape shape) {
        return switch (shape) {
            case SMALL -> 4_096;
            case LEAN -> 10_000;
            case MIXED -> 66_000;
        };
    }
}
