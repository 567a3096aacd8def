// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.LogLines;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever became of the file: a right answer or none, and it goes on from there.
class CacheDamageTest {
    private static final int MESSAGES = 4;
    private static final int BLOCK_BYTES = 4_096;

    @TempDir Path path;

    private final LogLines log = new LogLines("dev.rookery.maildir.internal.cache");
    private CacheFolder folder;
    private byte[] sound;

    @BeforeEach
    void writeSoundFile() throws IOException {
        folder = new CacheFolder(path);
        try (FolderCache cache = folder.open()) {
            append(cache, 1, MESSAGES / 2);
        }
        try (FolderCache cache = folder.open()) {
            append(cache, MESSAGES / 2 + 1, MESSAGES);
        }
        sound = Files.readAllBytes(folder.file());
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void givesNoWrongAnswerWhateverByteIsDamaged() throws IOException {
        int misses = 0;
        for (int at = 0; at < sound.length; at++) {
            if (sound[at] != 0 || at % 499 == 0) {
                byte[] damaged = sound.clone();
                damaged[at] ^= (byte) (1 << at % 8);
                misses += MESSAGES - known(damaged);
            }
        }
        assertThat(misses).isPositive();
    }

    @Test
    void givesNoWrongAnswerWhereverTheFileEnds() throws IOException {
        for (int length = 0; length < sound.length; length += length < 200 ? 1 : 251) {
            known(Arrays.copyOf(sound, length));
            try (FolderCache cache = folder.open()) {
                append(cache, MESSAGES + 1, MESSAGES + 2);
                CacheFolder.check(MESSAGES + 1, cache.find(new Uid(MESSAGES + 1)).orElseThrow());
            }
            assertThat(known(Files.readAllBytes(folder.file()))).isNotNegative();
        }
    }

    /// A crash leaves any of the blocks unwritten.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void givesNoWrongAnswerAfterACrash(long seed) throws IOException {
        Random random = new Random(seed);
        try (FolderCache cache = folder.open()) {
            append(cache, MESSAGES + 1, 400);
        }
        byte[] all = Files.readAllBytes(folder.file());
        for (int i = 0; i < 30; i++) {
            byte[] torn = Arrays.copyOf(all, all.length - random.nextInt(all.length / 2));
            for (int lost = random.nextInt(20); lost > 0; lost--) {
                int from = random.nextInt(torn.length / BLOCK_BYTES) * BLOCK_BYTES;
                Arrays.fill(torn, from, from + BLOCK_BYTES, (byte) 0);
            }
            Files.write(folder.file(), torn);
            try (FolderCache cache = folder.open()) {
                append(cache, 300, 500);
                for (long uid = 300; uid <= 500; uid++) {
                    CacheFolder.check(uid, cache.find(new Uid(uid)).orElseThrow());
                }
            }
            try (FolderCache cache = folder.open()) {
                for (long uid = 1; uid <= 500; uid++) {
                    checkIfKnown(cache, uid);
                }
            }
        }
    }

    @Test
    void goesOnBehindWhatWasNeverClosed() throws IOException {
        FolderCache crashed = folder.open();
        append(crashed, MESSAGES + 1, 20);
        byte[] left = Files.readAllBytes(folder.file());
        crashed.close();
        Files.write(folder.file(), left);
        for (int uid = 21; uid < 40; uid++) {
            try (FolderCache cache = folder.open()) {
                append(cache, uid, uid);
            }
        }
        try (FolderCache cache = folder.open()) {
            for (long uid = 1; uid < 40; uid++) {
                CacheFolder.check(uid, cache.find(new Uid(uid)).orElseThrow());
            }
        }
    }

    @Test
    void saysWhichFileIsDamagedAndWhere() throws IOException {
        byte[] damaged = sound.clone();
        damaged[13] ^= 1;
        known(damaged);
        damaged = sound.clone();
        damaged[24] ^= 1;
        known(damaged);
        damaged = sound.clone();
        damaged[CacheLayout.HEADER_BYTES] ^= 1;
        known(damaged);
        damaged = sound.clone();
        damaged[CacheLayout.HEADER_BYTES + CacheLayout.ZONE_HEADER_BYTES] ^= 1;
        known(damaged);
        String file = folder.file().toString();
        assertThat(log.lines())
                .containsExactly(
                        file + ": made for another folder or UIDVALIDITY; begun anew",
                        file + ": damaged header at byte 0; begun anew",
                        file + ": cut off at byte 64",
                        file
                                + ": no whole record at byte 96, nor perhaps elsewhere; it is made"
                                + " again");
    }

    @Test
    void beginsAnewInPlaceOfALink() throws IOException {
        Path other = Files.write(path.resolve("other"), sound);
        Files.delete(folder.file());
        Files.createSymbolicLink(folder.file(), other);
        try (FolderCache cache = folder.open()) {
            append(cache, 9, 9);
            assertThat(cache.find(Uid.FIRST)).isEmpty();
            CacheFolder.check(9, cache.find(new Uid(9)).orElseThrow());
        }
        assertThat(other).hasBinaryContent(sound);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsAnythingWithoutCrashing(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = sound.clone();
            for (int n = random.nextInt(30); n > 0; n--) {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(64, bytes.length - from));
                int source = random.nextInt(bytes.length - length);
                System.arraycopy(sound, source, bytes, from, length);
            }
            known(bytes);
        }
    }

    /// How many messages are known whole.
    private int known(byte[] bytes) throws IOException {
        Files.write(folder.file(), bytes);
        int known = 0;
        try (FolderCache cache = folder.open()) {
            for (int uid = 1; uid <= MESSAGES; uid++) {
                known += checkIfKnown(cache, uid) ? 1 : 0;
            }
            cache.scan(
                    CacheFolder.range(1, Uid.MAX),
                    CacheFolder.ALL_LANES,
                    (uid, fields) -> CacheFolder.isKnownAndRight(uid.value(), fields));
        }
        return known;
    }

    private static boolean checkIfKnown(FolderCache cache, long uid) throws IOException {
        Optional<CachedFields> fields = cache.find(new Uid(uid));
        return fields.isPresent() && CacheFolder.isKnownAndRight(uid, fields.get());
    }

    private static void append(FolderCache cache, int from, int to) throws IOException {
        for (int uid = from; uid <= to; uid++) {
            cache.append(new Uid(uid), CacheFolder.facts(uid));
        }
        cache.flush();
    }
}
