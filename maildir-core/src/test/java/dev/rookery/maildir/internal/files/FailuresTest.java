// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.NoSpaceException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the numbers with which Linux refuses.
class FailuresTest {
    private static IOException of(int errno) {
        return Failures.of(errno, "write", "a file");
    }

    @ParameterizedTest
    @ValueSource(ints = {Linux.ENOSPC, Linux.EDQUOT})
    void tellsThatThereIsNoRoom(int errno) {
        assertThat(of(errno))
                .isInstanceOf(NoSpaceException.class)
                .hasMessageStartingWith("write a file: disk ");
    }

    @Test
    void tellsMissingAndExistingNames() {
        assertThat(of(Linux.ENOENT)).isInstanceOf(NoSuchFileException.class);
        assertThat(of(Linux.EEXIST)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Linux.EMLINK, Linux.EXDEV, Linux.EPERM})
    void tellsThatALinkIsRefused(int errno) {
        assertThat(((DiskException) of(errno)).refusesLink()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 13, 24, 30, 36})
    void namesAllOthersByNumber(int errno) {
        assertThat(of(errno))
                .isInstanceOf(DiskException.class)
                .hasMessage("write a file: errno " + errno);
        assertThat(((DiskException) of(errno)).refusesLink()).isFalse();
    }
}
