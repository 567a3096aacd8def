// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirSizeFileTest {
    private static final QuotaLimits LIMITS =
            new QuotaLimits(OptionalLong.of(1_024_000), OptionalLong.of(50));

    @TempDir private Path home;
    private Directory root;
    private MaildirSizeFile file;

    @BeforeEach
    void open() throws IOException {
        root = new LinuxDisk(Durability.PROCESS).open(home);
        file = new MaildirSizeFile(root, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    @Test
    void addsUpWhatItAndOthersAppend() throws IOException {
        file.write(LIMITS, new Usage(87, 3));
        assertThat(file.append(new Usage(29, 1))).isTrue();
        Files.writeString(home.resolve("maildirsize"), "-87 -3\n", StandardOpenOption.APPEND);
        assertThat(file.append(new Usage(-1, 0))).isTrue();
        assertThat(file.read()).contains(new MaildirSize(LIMITS, new Usage(28, 1), 4));
    }

    @Test
    void saysWhenItIsMissingOrTooLong() throws IOException {
        assertThat(file.read()).isEmpty();
        assertThat(file.append(new Usage(1, 1))).isFalse();
        assertThat(home.resolve("maildirsize")).doesNotExist();
        file.write(LIMITS, Usage.NOTHING);
        int lines = 1;
        while (file.append(new Usage(1, 1))) {
            lines++;
            assertThat(file.read().orElseThrow().usageLines()).isEqualTo(lines);
        }
        assertThat(lines).isEqualTo(364);
        assertThat(file.read()).isEmpty();
        assertThat(file.isIllegible()).isFalse();
        file.write(LIMITS, new Usage(364, 364));
        assertThat(file.read()).contains(new MaildirSize(LIMITS, new Usage(364, 364), 1));
    }

    @Test
    void saysWhenItMeansNothing() throws IOException {
        assertThat(file.isIllegible()).isFalse();
        file.write(LIMITS, new Usage(87, 3));
        assertThat(file.isIllegible()).isFalse();
        Files.writeString(home.resolve("maildirsize"), "-88", StandardOpenOption.APPEND);
        assertThat(file.isIllegible()).isTrue();
    }

    @Test
    void isGoneOnceDropped() throws IOException {
        file.write(LIMITS, Usage.NOTHING);
        file.drop();
        file.drop();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void writesOverWhatAnInterruptedWriteLeft() throws IOException {
        Files.writeString(home.resolve(MaildirSizeFile.ASIDE), "half of a fi");
        file.write(LIMITS, Usage.NOTHING);
        assertThat(root.list()).extracting(Directory.Entry::name).containsExactly("maildirsize");
    }

    @Test
    void leavesTheOldOneWhenTheDiskIsFull() throws IOException {
        file.write(LIMITS, new Usage(87, 3));
        FaultyDisk disk = new FaultyDisk();
        try (Directory full = disk.open(home)) {
            MaildirSizeFile tested = new MaildirSizeFile(full, Optional.empty());
            disk.plan(FaultPlan.diskFull());
            assertThatThrownBy(() -> tested.write(LIMITS, new Usage(1, 1)))
                    .isInstanceOf(NoSpaceException.class);
            assertThatThrownBy(() -> tested.append(new Usage(1, 1)))
                    .isInstanceOf(NoSpaceException.class);
            assertThat(tested.read()).contains(new MaildirSize(LIMITS, new Usage(87, 3), 1));
        }
    }

    @Test
    void countsAgainAfterHalfALine() throws IOException {
        file.write(LIMITS, new Usage(87, 3));
        FaultyDisk disk = new FaultyDisk();
        try (Directory full = disk.open(home)) {
            disk.plan(
                    FaultPlan.every(
                            call -> call.kind() == DiskCall.Kind.EXTEND, Fault.SHORT_WRITE));
            assertThatThrownBy(() ->
                            new MaildirSizeFile(full, Optional.empty()).append(new Usage(100, 1)))
                    .isInstanceOf(NoSpaceException.class);
        }
        assertThat(file.read()).isEmpty();
    }

    @Test
    void followsNoLink() throws IOException {
        Files.write(home.resolve("elsewhere"), MaildirSize.format(LIMITS, Usage.NOTHING));
        Files.createSymbolicLink(home.resolve("maildirsize"), Path.of("elsewhere"));
        assertThatThrownBy(file::read).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> file.append(new Usage(1, 1))).isInstanceOf(IOException.class);
        file.write(LIMITS, new Usage(1, 1));
        assertThat(Files.isSymbolicLink(home.resolve("maildirsize"))).isFalse();
        assertThat(Files.readString(home.resolve("elsewhere"), US_ASCII)).contains(" 0 0\n");
    }
}
