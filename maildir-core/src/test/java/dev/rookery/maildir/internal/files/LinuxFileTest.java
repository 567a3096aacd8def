// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Durability;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxFileTest {
    @TempDir private Path home;
    private Directory root;

    @BeforeEach
    void open() throws IOException {
        root = new LinuxDisk(Durability.POWER_CUT).open(home);
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static List<ByteBuffer> buffersOf(byte[] bytes) {
        byte[] longer = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, longer, 5, bytes.length);
        ByteBuffer direct = ByteBuffer.allocateDirect(longer.length).put(longer);
        return List.of(
                ByteBuffer.wrap(longer)
                        .slice(3, longer.length - 3)
                        .position(2)
                        .limit(2 + bytes.length),
                ByteBuffer.wrap(bytes).asReadOnlyBuffer(),
                direct.position(5).limit(5 + bytes.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
    void writesWhatABufferHoldsWhereItBelongs(int length) throws IOException {
        byte[] bytes = random(length);
        for (ByteBuffer buffer : buffersOf(bytes)) {
            try (OutputFile file = root.create("file", Optional.empty())) {
                file.write(3, buffer);
                assertThat(buffer.hasRemaining()).isFalse();
            }
            byte[] expected = new byte[length == 0 ? 0 : length + 3];
            System.arraycopy(bytes, 0, expected, Math.min(3, expected.length), length);
            assertThat(Files.readAllBytes(home.resolve("file"))).isEqualTo(expected);
            root.delete("file");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 299, 300, 301})
    void goesOnBehindWhatAShortWriteWrote(int bytesAtOnce) throws IOException {
        byte[] bytes = random(300);
        byte[] written = new byte[bytes.length + 5];
        LinuxFile.writeAll(
                5,
                MemorySegment.ofArray(bytes),
                bytes.length,
                (from, length, at) -> {
                    int taken = Math.min(length, bytesAtOnce);
                    MemorySegment.copy(from, JAVA_BYTE, 0, written, (int) at, taken);
                    return taken;
                });
        assertThat(Arrays.copyOfRange(written, 5, written.length)).isEqualTo(bytes);
    }

    @Test
    void appendsBehindWhatOthersAppended() throws IOException {
        try (OutputFile ours = root.create("file", Optional.empty());
                OutputFile other = root.openForWriting("file")) {
            for (int i = 0; i < 1_000; i++) {
                ours.append("ours\n".getBytes(US_ASCII));
                other.append("and another's\n".getBytes(US_ASCII));
            }
            assertThatThrownBy(() -> ours.append(new byte[NativeMemory.SIZE_BYTES + 1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(home.resolve("file")).hasContent("ours\nand another's\n".repeat(1_000));
    }

    @Test
    void startsToWriteManyFilesBeforeEachIsForced() throws IOException {
        List<OutputFile> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            OutputFile file = root.create("file" + i, Optional.empty());
            file.write(0, random(8_192), 0, 8_192);
            file.startWriteback();
            files.add(file);
        }
        for (OutputFile file : files) {
            file.force();
            file.close();
            assertThatThrownBy(file::startWriteback).hasMessageContaining("closed");
        }
        assertThat(Files.readAllBytes(home.resolve("file7"))).isEqualTo(random(8_192));
    }

    @Test
    void setsTimesBeforeAndAfter1970() throws IOException {
        try (OutputFile file = root.create("file", Optional.empty())) {
            for (long seconds : new long[] {-86_400, 0, 1_764_000_000, 5_000_000_000L}) {
                file.modified(seconds);
                assertThat(file.stat().modifiedNanos()).isEqualTo(seconds * 1_000_000_000);
            }
        }
    }

    /// Native memory is lent from call to call: nobody may find another's bytes or names in it.
    @Test
    void keepsTheBytesOfThreadsApart() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] bytes = random(1_000 + i);
            String name = "name-" + "x".repeat(i) + ".é";
            tasks.add(() -> {
                for (int round = 0; round < 50; round++) {
                    try (OutputFile file = root.create(name, Optional.empty())) {
                        file.write(0, bytes, 0, bytes.length);
                        assertThat(file.stat().sizeBytes()).isEqualTo(bytes.length);
                    }
                    try (InputFile file = root.open(name)) {
                        byte[] seen = new byte[bytes.length];
                        assertThat(file.read(0, seen, 0, seen.length)).isEqualTo(seen.length);
                        assertThat(seen).isEqualTo(bytes);
                    }
                    assertThat(root.stat(name + "-")).isEmpty();
                    assertThat(root.delete(name)).isTrue();
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(root.list()).isEmpty();
    }
}
