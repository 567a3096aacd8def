// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A server process and everything it started.
public record ProcessTree(ProcessHandle root) {
    /// `USER_HZ`, which Linux has fixed for all that a program can ask.
    private static final double TICKS_PER_SECOND = 100;

    /// ESRCH: it has ended, and its parent has not taken note.
    private static final String NO_SUCH_PROCESS = "No such process";

    /// Fields of `/proc/PID/stat` behind the name: user and system time, the same of children that
    /// ended and were waited for. proc(5).
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    /// CPU time of all that run and of all that ended, to 10 ms.
    public double cpuSeconds() throws IOException {
        long ticks = 0;
        for (ProcessHandle each : all()) {
            String stat = read(each, "stat");
            if (!stat.isEmpty()) {
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                for (int field : TIMES) {
                    ticks += Long.parseLong(fields[field]);
                }
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /// Memory, with pages that several share divided among them.
    public long pssKilobytes() throws IOException {
        long kilobytes = 0;
        for (ProcessHandle each : all()) {
            for (String line : read(each, "smaps_rollup").lines().toList()) {
                if (line.startsWith("Pss:")) {
                    kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return kilobytes;
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /// Nothing of a process that has ended meanwhile.
    private static String read(ProcessHandle process, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), US_ASCII);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException ending) {
            if (process.isAlive() && !NO_SUCH_PROCESS.equals(ending.getMessage())) {
                throw ending;
            }
            return "";
        }
    }
}
