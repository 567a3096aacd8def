// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.result.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    @TempDir Path directory;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = directory.resolve(RunFile.NAME);
        RunFile.write(SampleRun.small(), file);
        assertThat(RunFile.read(file)).isEqualTo(SampleRun.small());
    }

    @Test
    void writesOneFieldALineInTheOrderOfTheRecords() throws IOException {
        Path file = directory.resolve(RunFile.NAME);
        RunFile.write(SampleRun.small(), file);
        assertThat(Files.readString(file))
                .startsWith("{\n  \"command\" : \"bench --rounds 3\",\n  \"begun\" : ")
                .endsWith("}\n");
    }

    @Test
    void anOldFileOutlivesOneThatCannotBeWritten() throws IOException {
        Path file = directory.resolve(RunFile.NAME);
        RunFile.write(SampleRun.small(), file);
        Files.createDirectories(directory.resolve(RunFile.NAME + ".new/full"));
        assertThatThrownBy(() -> RunFile.write(SampleRun.run(), file))
                .isInstanceOf(IOException.class);
        assertThat(RunFile.read(file)).isEqualTo(SampleRun.small());
    }

    @Test
    void readsFiguresThatAreNoNumbers() throws IOException {
        Path file = directory.resolve(RunFile.NAME);
        BenchRun run =
                SampleRun.run(SampleRun.delivery("a", 1, Double.NaN, Double.NEGATIVE_INFINITY));
        RunFile.write(run, file);
        assertThat(RunFile.read(file)).isEqualTo(run);
    }

    @Test
    void saysWhichFileIsNoRun() throws IOException {
        Path file = directory.resolve("other.json");
        Files.writeString(file, "{\"command\": \"bench\"}");
        assertThatThrownBy(() -> RunFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.json");
    }
}
