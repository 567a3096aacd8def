// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLimitsTest {
    @TempDir Path directory;
    private final List<String> warnings = new ArrayList<>();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("limit"), "128\n");
    }

    @Test
    void areRaisedAndPutBack() throws IOException {
        try (KernelLimits limits = raise(4_096)) {
            assertThat(file).hasContent("4096");
            assertThat(limits.settings()).endsWith("limit = 4096\n");
        }
        assertThat(file).hasContent("128");
        assertThat(warnings).isEmpty();
    }

    @Test
    void areLeftAloneIfTheyAreHighEnough() throws IOException {
        try (KernelLimits limits = raise(100)) {
            assertThat(file).hasContent("128");
            assertThat(limits.settings()).endsWith("limit = 128\n");
        }
        assertThat(file).hasContent("128");
    }

    @Test
    void areNotPutBackIfSomebodyElseChangedThem() throws IOException {
        try (KernelLimits _ = raise(4_096)) {
            Files.writeString(file, "9999");
        }
        assertThat(file).hasContent("9999");
    }

    @Test
    void areReadWholeFromTheKernel() throws IOException {
        String limit = "/proc/sys/fs/inotify/max_user_instances";
        String said = Tool.run("cat", limit);
        assertThat(said).hasSizeGreaterThan(1);
        try (KernelLimits limits = KernelLimits.raise(Map.of(Path.of(limit), 1L), warnings::add)) {
            assertThat(limits.settings())
                    .isEqualTo("# fs.inotify.max_user_instances = " + said + "\n");
        }
    }

    @Test
    void thatCannotBeRaisedAreAWarning() throws IOException {
        Path fixed = Path.of("/proc/sys/kernel/ngroups_max");
        String said = Tool.run("cat", fixed.toString());
        try (KernelLimits limits =
                KernelLimits.raise(Map.of(fixed, Long.MAX_VALUE), warnings::add)) {
            assertThat(limits.settings()).endsWith(" = " + said + "\n");
        }
        assertThat(warnings)
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning).startsWith("kernel.ngroups_max stays " + said));
    }

    private KernelLimits raise(long least) throws IOException {
        return KernelLimits.raise(Map.of(file, least), warnings::add);
    }
}
