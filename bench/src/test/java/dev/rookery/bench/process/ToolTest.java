// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {
    @Test
    void returnsWhatWasPrintedWithoutComplaints() throws IOException {
        assertThat(Tool.run("sh", "-c", "echo complaint >&2; echo printed")).isEqualTo("printed");
    }

    @Test
    void givesItsEnvironmentToTheProgram() throws IOException {
        List<String> command = List.of("sh", "-c", "echo $ROOKERY_TOOL_TEST");
        assertThat(Tool.run(command, Map.of("ROOKERY_TOOL_TEST", "here"))).isEqualTo("here");
    }

    @Test
    void tellsTheComplaintOfAProgramThatFailed() {
        assertThatThrownBy(() -> Tool.run("sh", "-c", "echo no such thing >&2; exit 3"))
                .isInstanceOf(ToolException.class)
                .hasMessageEndingWith(": no such thing");
    }

    @Test
    void tellsWhichProgramIsMissing() {
        assertThatThrownBy(() -> Tool.run("rookery-no-such-program"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("rookery-no-such-program");
    }

    @Test
    void readsMoreComplaintsThanAPipeHolds() throws IOException {
        String many =
                "i=0; while [ $i -lt 20000 ]; do echo complaint >&2; i=$((i+1)); done; echo x";
        assertThat(Tool.run("sh", "-c", many)).isEqualTo("x");
    }
}
