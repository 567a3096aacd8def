// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Limits of the kernel that an admin raises for a large server; they are put back on closing.
final class KernelLimits implements AutoCloseable {
    private static final Path ROOT = Path.of("/proc/sys");
    private static final int TEXT_BYTES_MAX = 100;

    private record Raised(Path file, String before, String after) {}

    private final List<Raised> raised = new ArrayList<>();
    private final Map<Path, Long> minimums;

    private KernelLimits(Map<Path, Long> minimums) {
        this.minimums = new TreeMap<>(minimums);
    }

    /// Leaves alone what is high enough.
    ///
    /// @param minimums of files below `/proc/sys`
    /// @param warnings of what cannot be raised
    static KernelLimits raise(Map<Path, Long> minimums, Consumer<String> warnings)
            throws IOException {
        KernelLimits limits = new KernelLimits(minimums);
        for (Map.Entry<Path, Long> each : limits.minimums.entrySet()) {
            String before = read(each.getKey());
            if (Long.parseLong(before) < each.getValue()) {
                limits.raise(each.getKey(), before, each.getValue().toString(), warnings);
            }
        }
        return limits;
    }

    private void raise(Path file, String before, String after, Consumer<String> warnings) {
        try {
            Files.writeString(file, after);
            raised.add(new Raised(file, before, after));
        } catch (IOException refused) {
            warnings.accept(name(file) + " stays " + before + ": " + Failure.sentence(refused));
        }
    }

    /// As they are now, for the report: they hold for all contenders.
    String settings() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path each : minimums.keySet()) {
            text.append("# ").append(name(each)).append(" = ").append(read(each)).append('\n');
        }
        return text.toString();
    }

    private static String name(Path file) {
        Path name = file.startsWith(ROOT) ? ROOT.relativize(file) : file;
        return name.toString().replace('/', '.');
    }

    /// In one go: the kernel does not say how long it is, and gives no second part.
    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = new byte[TEXT_BYTES_MAX];
            int length = in.read(text);
            return new String(text, 0, Math.max(0, length), US_ASCII).strip();
        }
    }

    /// What somebody else has changed meanwhile stays.
    @Override
    public void close() throws IOException {
        for (Raised each : raised) {
            if (read(each.file()).equals(each.after())) {
                Files.writeString(each.file(), each.before());
            }
        }
        raised.clear();
    }
}
