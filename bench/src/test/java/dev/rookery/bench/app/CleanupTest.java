// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {
    private final List<String> ended = new ArrayList<>();

    @Test
    void endsTheLastFirst() throws Exception {
        try (Cleanup cleanup = new Cleanup(() -> {})) {
            var _ = cleanup.keep(() -> ended.add("first"));
            var _ = cleanup.keep(() -> ended.add("second"));
        }
        assertThat(ended).containsExactly("second", "first");
    }

    @Test
    void endsNothingTwice() throws Exception {
        try (Cleanup cleanup = new Cleanup(() -> {})) {
            AutoCloseable part = cleanup.keep(() -> ended.add("part"));
            cleanup.end(part);
            cleanup.end(part);
        }
        assertThat(ended).containsExactly("part");
    }

    @Test
    void goesOnBehindWhatCannotBeEnded() throws Exception {
        try (Cleanup cleanup = new Cleanup(() -> {})) {
            var _ = cleanup.keep(() -> ended.add("first"));
            var _ =
                    cleanup.keep(() -> {
                        throw new IllegalStateException("does not end");
                    });
        }
        assertThat(ended).containsExactly("first");
    }

    @Test
    void endsProcessesBeforeAndAfterAllElseWhenInterrupted() throws Exception {
        try (Cleanup cleanup = new Cleanup(() -> ended.add("processes"))) {
            var _ = cleanup.keep(() -> ended.add("part"));
            cleanup.interrupted();
            assertThat(ended).containsExactly("processes", "part", "processes");
        }
        assertThat(ended).hasSize(3);
    }

    @Test
    void keepsNothingMoreOnceInterrupted() throws Exception {
        try (Cleanup cleanup = new Cleanup(() -> {})) {
            cleanup.goOn();
            cleanup.interrupted();
            assertThatThrownBy(() -> cleanup.keep(() -> ended.add("late")))
                    .isInstanceOf(InterruptedException.class);
            assertThatThrownBy(cleanup::goOn).isInstanceOf(InterruptedException.class);
        }
        assertThat(ended).containsExactly("late");
    }
}
