// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
    private static final int FILES_BEFORE = 200;

    @TempDir Path parent;

    @Test
    void leavesNothingThoughSomebodyStillWorksInIt() throws Exception {
        WorkDirectory work = WorkDirectory.below(parent);
        Path cur = Files.createDirectory(work.path().resolve("cur"));
        CountDownLatch busy = new CountDownLatch(FILES_BEFORE);
        FutureTask<Void> writer =
                new FutureTask<>(() -> {
                    for (int number = 0; !Thread.interrupted(); number++) {
                        Files.writeString(cur.resolve("message" + number), "x");
                        busy.countDown();
                    }
                    return null;
                });
        Thread thread = Thread.ofPlatform().start(writer);
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
        work.close();
        assertThatThrownBy(() -> writer.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void mayBeGoneAlready() throws IOException {
        WorkDirectory work = WorkDirectory.below(parent);
        Files.delete(work.path());
        work.close();
        assertThat(parent).isEmptyDirectory();
    }
}
