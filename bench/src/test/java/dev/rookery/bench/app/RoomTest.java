// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.scenario.Programme;
import dev.rookery.bench.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    private static final List<Stage> STAGES =
            Selection.of(Programme.of(Programme.Length.NORMAL), List.of("folder-1k"), List.of());
    private static final long PLENTY = 1_000_000_000;
    @TempDir Path directory;

    @Test
    void isWhatTheFileSystemHas() throws IOException {
        Room room = Room.at(directory);
        assertThat(room.bytes()).isPositive();
        assertThat(room.files()).isPositive();
        assertThat(room.isFull()).isFalse();
    }

    @Test
    void isRefusedIfTheMailDoesNotFit() {
        Plan plan = plan();
        assertThatCode(() -> new Room(directory, PLENTY, PLENTY).require(plan, true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Room(directory, 45_000_000, PLENTY).require(plan, true))
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("0.0500 GB and 5,000 files");
        assertThatThrownBy(() -> new Room(directory, PLENTY, 4_500).require(plan, true))
                .isInstanceOf(StoppedException.class);
        assertThatCode(() -> new Room(directory, 45_000_000, 4_500).require(plan, false))
                .doesNotThrowAnyException();
    }

    @Test
    void isFullBeforeTheLastByte() {
        assertThat(new Room(directory, 1_000_000, PLENTY).isFull()).isTrue();
        assertThat(new Room(directory, PLENTY, 10).isFull()).isTrue();
    }

    private static Plan plan() {
        return new Plan(
                List.of(new Present("a"), new Present("b")), STAGES, 1, Duration.ofSeconds(1));
    }
}
