// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.bench.measure.ThisMachine;
import dev.rookery.bench.result.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where numbers were measured, in one line.
final class Environment {
    private Environment() {}

    static String describe(WorkDirectory directory) throws IOException {
        Machine machine = ThisMachine.describe(directory.path(), Path.of(""));
        return String.format(
                Locale.ROOT,
                "%s, %d processors, %s, Java %s, mail on %s, commit %s, load %s",
                machine.processor(),
                machine.cores(),
                machine.kernel(),
                machine.java(),
                machine.fileSystem(),
                machine.commit(),
                load());
    }

    /// The averages of 1, 5 and 15 minutes.
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).replaceFirst("( \\S+){2}\\n$", "");
    }
}
