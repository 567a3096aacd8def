// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// New files that take the place of old ones. Each is written whole beside its place; only when all
/// are there do they move, so that old ones outlive a full disk.
final class Replacements implements AutoCloseable {
    private static final String UNFINISHED = ".new";

    private record Replacement(Path unfinished, Path place) {}

    private final List<Replacement> written = new ArrayList<>();

    Replacements write(Path place, String text) throws IOException {
        Path unfinished = place.resolveSibling(place.getFileName() + UNFINISHED);
        written.add(new Replacement(unfinished, place));
        Files.writeString(unfinished, text);
        return this;
    }

    void move() throws IOException {
        for (Replacement each : written) {
            Files.move(each.unfinished(), each.place(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Removes what has not moved.
    @Override
    public void close() throws IOException {
        for (Replacement each : written) {
            Files.deleteIfExists(each.unfinished());
        }
    }
}
