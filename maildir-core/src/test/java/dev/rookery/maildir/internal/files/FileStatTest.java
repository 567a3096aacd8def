// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.internal.files.FileStat.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatTest {
    private static final Owner ANNA = new Owner(1000, 100);

    @Test
    void allowsWhatTheBitsOfTheNearestClassSay() {
        assertThat(new Access(1000, 100, 0700).allows(ANNA, 7)).isTrue();
        assertThat(new Access(1000, 100, 0077).allows(ANNA, 4)).isFalse();
        assertThat(new Access(1, 100, 0040).allows(ANNA, 4)).isTrue();
        assertThat(new Access(1, 100, 0707).allows(ANNA, 4)).isFalse();
        assertThat(new Access(1, 1, 0004).allows(ANNA, 4)).isTrue();
        assertThat(new Access(1, 1, 0004).allows(ANNA, 6)).isFalse();
    }

    @Test
    void allowsTheSuperuserEverything() {
        assertThat(new Access(1000, 100, 0).allows(new Owner(0, 0), 7)).isTrue();
    }

    @Test
    void tellsOwnerAndModeOfAFile(@TempDir Path home) throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        int uid = (int) Files.getAttribute(file, "unix:uid");
        int gid = (int) Files.getAttribute(file, "unix:gid");
        try (Directory directory = new LinuxDisk(Durability.NONE).open(home)) {
            assertThat(directory.stat("file").orElseThrow().access())
                    .isEqualTo(new Access(uid, gid, 0651));
        }
    }
}
