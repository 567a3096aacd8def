// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Durability;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockHoldersTest {
    private static final FileId FILE = new FileId(0xFEL, 2_099);

    @TempDir private Path home;

    @Test
    void findsTheLineOfTheFile() {
        List<String> locks =
                List.of(
                        "1: POSIX  ADVISORY  WRITE 17 fe:00:2099 0 EOF",
                        "2: FLOCK  ADVISORY  WRITE 18 fe:01:2099 0 EOF",
                        "3: FLOCK  ADVISORY  WRITE 708 fe:00:2099 0 EOF",
                        "3: -> FLOCK  ADVISORY  WRITE 709 fe:00:2099 0 EOF");

        assertThat(LockHolders.in(locks, FILE)).isEqualTo(OptionalLong.of(708));
    }

    @Test
    void knowsNobodyWhomTheKernelDoesNotName() {
        assertThat(LockHolders.in(List.of(), FILE)).isEmpty();
        assertThat(LockHolders.in(List.of("", "1: FLOCK", "x"), FILE)).isEmpty();
        assertThat(LockHolders.in(List.of("1: FLOCK  ADVISORY  WRITE 0 fe:00:2099 0 EOF"), FILE))
                .isEmpty();
        assertThat(LockHolders.in(List.of("1: FLOCK  ADVISORY  WRITE -1 fe:00:2099 0 EOF"), FILE))
                .isEmpty();
    }

    @Test
    void namesTheProcessThatHoldsALock() throws IOException {
        try (Directory directory = new LinuxDisk(Durability.PROCESS).open(home)) {
            assertThat(directory.lockHolder("lock")).isEmpty();
            try (Closeable _ = directory.tryLock("lock", Optional.empty()).orElseThrow()) {
                assertThat(directory.tryLock("lock", Optional.empty())).isEmpty();
                assertThat(directory.lockHolder("lock"))
                        .isEqualTo(OptionalLong.of(ProcessHandle.current().pid()));
            }
            assertThat(directory.lockHolder("lock")).isEmpty();
        }
    }
}
