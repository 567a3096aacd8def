// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A run as JSON, from which its report can be made again. Fields stand in the order of the
/// records, so that two runs can be compared line by line.
public final class RunFile {
    public static final String NAME = "run.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private RunFile() {}

    /// An old file stays as it is if this fails.
    public static void write(BenchRun run, Path file) throws IOException {
        try (Replacements files = new Replacements()) {
            files.write(file, JSON.writeValueAsString(run) + "\n").move();
        }
    }

    /// @throws IOException also if the file holds something else than a run
    public static BenchRun read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), BenchRun.class);
        } catch (JacksonException refused) {
            throw new IOException(file + " holds no run of the benchmark", refused);
        }
    }
}
