// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.ClosedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class StorageThreadsTest {
    private final StorageThreads threads = new StorageThreads(Runnable::run, () -> {});

    @Test
    void answerInOrder() throws IOException {
        assertThat(threads.run(() -> 1)).isEqualTo(1);
        assertThat(threads.runOnParts(List.of(1, 2, 3), part -> part)).containsExactly(1, 2, 3);
    }

    /// Whoever calls a store that closes hears that, and not what becomes of threads.
    @Test
    void sayThatTheStoreIsClosed() {
        threads.close();
        assertThatThrownBy(() -> threads.run(() -> 1)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> threads.runOnParts(List.of(1), part -> part))
                .isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> threads.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
