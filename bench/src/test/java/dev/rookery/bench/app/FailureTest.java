// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.bench.measure.WrongAnswerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void saysWhatIsWrongWithAFile() {
        assertThat(Failure.sentence(new NoSuchFileException("/a/b")))
                .isEqualTo("/a/b is not there");
        assertThat(Failure.sentence(new AccessDeniedException("/a/b")))
                .isEqualTo("/a/b: permission denied");
        assertThat(Failure.sentence(new FileSystemException("/a", "/b", "Invalid link")))
                .contains("/a", "/b", "Invalid link");
    }

    @Test
    void tellsWrongAnswersFromRefusals() {
        assertThat(Failure.sentence(new WrongAnswerException("1 message")))
                .isEqualTo("answered wrongly: 1 message");
        assertThat(Failure.sentence(new IOException("NO"))).isEqualTo("NO");
    }

    @Test
    void saysSomethingOfAFailureWithoutMessage() {
        assertThat(Failure.sentence(new IllegalStateException()))
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void knowsAFullDiskByAnyOfItsCauses() {
        IOException full = new FileSystemException("/a", null, "No space left on device");
        assertThat(Failure.isOfDisk(full)).isTrue();
        assertThat(Failure.isOfDisk(new IOException("no mail", full))).isTrue();
        assertThat(Failure.isOfDisk(new IOException("no mail"))).isFalse();
    }

    @Test
    void asksForAStackTraceOnlyOfWhatNobodyExpected() {
        assertThat(Failure.isBug(new IllegalStateException("?"))).isTrue();
        assertThat(Failure.isBug(new OutOfMemoryError())).isTrue();
        assertThat(Failure.isBug(new WrongAnswerException("1 message"))).isFalse();
        assertThat(Failure.isBug(new UsageException("--rounds"))).isFalse();
        assertThat(Failure.isBug(new IOException("NO"))).isFalse();
    }
}
