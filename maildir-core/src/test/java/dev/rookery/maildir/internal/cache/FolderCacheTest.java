// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.mime.Column;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderCacheTest {
    @TempDir Path path;

    private CacheFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new CacheFolder(path);
    }

    @Test
    void knowsWhatItWasToldAlsoWhenOpenedAgain() throws IOException {
        for (int day = 0; day < 5; day++) {
            try (FolderCache cache = folder.open()) {
                append(cache, LongStream.rangeClosed(100L * day + 1, 100L * day + 100).toArray());
                for (long uid = 1; uid <= 100L * day + 100; uid++) {
                    CacheFolder.check(uid, cache.find(new Uid(uid)).orElseThrow());
                }
                assertThat(cache.find(new Uid(100L * day + 101))).isEmpty();
            }
        }
    }

    @Test
    void tellsHowFarItWasFilledUntilMoreComes() throws IOException {
        Filled filled = new Filled(4, 3);
        try (FolderCache cache = folder.open()) {
            append(cache, 1, 2, 3);
            cache.noteFilled(filled);
            assertThat(cache.filled()).isEmpty();
        }
        try (FolderCache cache = folder.open()) {
            assertThat(cache.filled()).contains(filled);
        }
        try (FolderCache cache = folder.open()) {
            cache.append(new Uid(4), CacheFolder.facts(4));
            cache.noteFilled(filled);
            cache.flush();
            assertThat(cache.filled()).isEmpty();
        }
        try (FolderCache cache = folder.open()) {
            assertThat(cache.filled()).isEmpty();
        }
    }

    @Test
    void tellsItAlsoWhenItWasWrittenAnew() throws IOException {
        Filled filled = new Filled(101, 100);
        try (FolderCache cache = folder.open()) {
            append(cache, LongStream.rangeClosed(1, 100).toArray());
            cache.noteFilled(filled);
        }
        try (FolderCache cache = folder.open()) {
            cache.compact(uid -> uid > 50);
        }
        try (FolderCache cache = folder.open()) {
            assertThat(cache.filled()).contains(filled);
            assertThat(cache.find(new Uid(50))).isEmpty();
        }
    }

    @Test
    void tellsItOnlyIfItIsWhole() throws IOException {
        try (FolderCache cache = folder.open()) {
            append(cache, 1, 2, 3);
            cache.noteFilled(new Filled(4, 3));
        }
        byte[] whole = Files.readAllBytes(folder.file());
        for (int i = CacheLayout.FILLED_AT;
                i < CacheLayout.FILLED_AT + CacheLayout.FILLED_BYTES;
                i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            Files.write(folder.file(), damaged);
            try (FolderCache cache = folder.open()) {
                assertThat(cache.filled()).as("byte %d", i).isEmpty();
                CacheFolder.check(3, cache.find(new Uid(3)).orElseThrow());
            }
        }
    }

    @Test
    void findsMessagesAfterFlush() throws IOException {
        try (FolderCache cache = folder.open()) {
            cache.append(Uid.FIRST, CacheFolder.facts(1));
            assertThat(cache.find(Uid.FIRST)).isEmpty();
            cache.flush();
            CacheFolder.check(1, cache.find(Uid.FIRST).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesUidsInAnyOrder(long seed) throws IOException {
        Random random = new Random(seed);
        List<Long> uids = new ArrayList<>(LongStream.rangeClosed(1, 2_000).boxed().toList());
        LongStream.of(1L << 20, 1L << 31, Uid.MAX - 1, Uid.MAX).forEach(uids::add);
        Collections.shuffle(uids, random);
        try (FolderCache cache = folder.open()) {
            for (long uid : uids) {
                cache.append(new Uid(uid), CacheFolder.facts(uid));
                if (random.nextInt(40) == 0) {
                    cache.flush();
                }
            }
        }
        try (FolderCache cache = folder.open()) {
            for (long uid : uids) {
                CacheFolder.check(uid, cache.find(new Uid(uid)).orElseThrow());
            }
            Collections.sort(uids);
            assertThat(
                            CacheFolder.scanned(
                                    cache, CacheFolder.range(1, Uid.MAX), CacheFolder.ALL_LANES))
                    .isEqualTo(uids);
        }
    }

    @Test
    void scansWhatIsAskedFor() throws IOException {
        try (FolderCache cache = folder.open()) {
            append(cache, LongStream.rangeClosed(1, 1_000).filter(uid -> uid % 3 != 0).toArray());
            UidSet wanted = CacheFolder.range(250, 260).or(CacheFolder.range(900, 902));
            assertThat(CacheFolder.scanned(cache, wanted, CacheFolder.ALL_LANES))
                    .containsExactly(250L, 251L, 253L, 254L, 256L, 257L, 259L, 260L, 901L, 902L);
            assertThat(CacheFolder.scanned(cache, wanted, Set.of(Lane.COLUMNS))).hasSize(10);
            assertThat(CacheFolder.scanned(cache, UidSet.EMPTY, CacheFolder.ALL_LANES)).isEmpty();
        }
    }

    @Test
    void givesOnlyTheLanesThatAreScanned() throws IOException {
        try (FolderCache cache = folder.open()) {
            append(cache, 1);
            cache.scan(
                    UidSet.of(Uid.FIRST),
                    Set.of(Lane.HEADER),
                    (_, fields) -> {
                        assertThat(fields.knows(Lane.HEADER)).isTrue();
                        assertThat(fields.knows(Lane.STRUCTURE)).isFalse();
                        assertThat(fields.bytes(Field.ENVELOPE)).isEmpty();
                    });
        }
    }

    @Test
    void believesWhatItWasToldLast() throws IOException {
        MessageFacts other = CacheFolder.facts(1, 50);
        try (FolderCache cache = folder.open()) {
            append(cache, 1);
            cache.append(Uid.FIRST, CacheFolder.facts(1));
            cache.append(Uid.FIRST, other);
            cache.flush();
            CacheFolder.check(1, cache.find(Uid.FIRST).orElseThrow(), other);
        }
    }

    @Test
    void knowsOfACopyWhatItKnowsOfTheOriginal() throws IOException {
        Path other = Files.createDirectory(path.resolve("other"));
        try (FolderCache cache = folder.open();
                FolderCache target = new CacheFolder(other).open()) {
            append(cache, 1, 2);
            target.append(new Uid(7), cache.find(Uid.FIRST).orElseThrow());
            cache.append(new Uid(8), cache.find(new Uid(2)).orElseThrow());
            target.flush();
            cache.flush();
            CacheFolder.check(7, target.find(new Uid(7)).orElseThrow(), CacheFolder.facts(1));
            CacheFolder.check(8, cache.find(new Uid(8)).orElseThrow(), CacheFolder.facts(2));
        }
    }

    @Test
    void knowsRecordsOfAllSizes() throws IOException {
        try (FolderCache cache = folder.open()) {
            for (int uid = 1; uid <= 40; uid++) {
                cache.append(new Uid(uid), CacheFolder.facts(uid, uid * uid * 10));
            }
            cache.flush();
            for (int uid = 1; uid <= 40; uid++) {
                CacheFolder.check(
                        uid,
                        cache.find(new Uid(uid)).orElseThrow(),
                        CacheFolder.facts(uid, uid * uid * 10));
            }
        }
    }

    @Test
    void leavesOutWhatIsTooLarge() throws IOException {
        String huge = "Subject: " + "x".repeat(CacheRecord.BYTES_MAX) + "\n\ntext\n";
        byte[] bytes = huge.getBytes(StandardCharsets.ISO_8859_1);
        try (FolderCache cache = folder.open()) {
            cache.append(new Uid(1), MessageFacts.of(MessageBytes.of(bytes, 0, bytes.length)));
            append(cache, 2);
            CachedFields known = cache.find(new Uid(1)).orElseThrow();
            assertThat(known.storedBytes()).hasValue((long) bytes.length);
            assertThat(known.bytes(Field.ENVELOPE)).isEmpty();
            assertThat(known.bytes(Field.BODY)).isPresent();
            assertThat(known.knows(Lane.HEADER)).isTrue();
            assertThat(known.knows(Lane.COLUMNS)).isFalse();
            CacheFolder.check(2, cache.find(new Uid(2)).orElseThrow());
        }
    }

    /// Nobody reads such a message again to find out more.
    @Test
    void knowsAllOfAMessageWhoseHeaderIsTooLong() throws IOException {
        String header = "X: " + "x".repeat(MessageFacts.HEADER_BYTES_MAX) + "\nSubject: s\n";
        byte[] bytes = (header + "\ntext\n").getBytes(StandardCharsets.ISO_8859_1);
        try (FolderCache cache = folder.open()) {
            cache.append(Uid.FIRST, MessageFacts.of(MessageBytes.of(bytes, 0, bytes.length)));
            cache.flush();
            CachedFields known = cache.find(Uid.FIRST).orElseThrow();
            assertThat(known.areWhole()).isTrue();
            assertThat(known.bytes(Field.HEADER)).isEmpty();
            assertThat(known.column(Column.SUBJECT)).hasValue("s");
        }
    }

    @Test
    void beginsAnewForAnotherGeneration() throws IOException {
        try (FolderCache cache = folder.open()) {
            append(cache, 1);
        }
        UidValidity next = new UidValidity(CacheFolder.VALIDITY.value() + 1);
        try (Directory directory = folder.directory();
                FolderCache cache =
                        FolderCache.open(
                                directory, CacheFolder.FOLDER_ID, next, Optional.empty())) {
            assertThat(cache.find(Uid.FIRST)).isEmpty();
            append(cache, 1);
            CacheFolder.check(1, cache.find(Uid.FIRST).orElseThrow());
        }
        try (FolderCache cache = folder.open()) {
            assertThat(cache.find(Uid.FIRST)).isEmpty();
        }
    }

    @Test
    void beginsAnewBesideAFutureVersion() throws IOException {
        CacheKey key = new CacheKey(CacheFolder.FOLDER_ID, CacheFolder.VALIDITY);
        byte[] header = CacheLayout.header(key, CacheLayout.VERSION + 1);
        assertThat(CacheLayout.complaint(header, key))
                .contains("version 2, this program knows version 1");
        Files.write(folder.file(), header);
        try (FolderCache cache = folder.open()) {
            append(cache, 1);
            CacheFolder.check(1, cache.find(Uid.FIRST).orElseThrow());
        }
    }

    @Test
    void needsLittleMemoryAndFindsItsWayAtOnce() throws IOException {
        try (FolderCache cache = folder.open()) {
            MessageFacts facts = CacheFolder.facts(1);
            for (long uid = 1; uid <= 200_000; uid++) {
                cache.append(new Uid(uid), facts);
            }
        }
        try (FolderCache cache = folder.open()) {
            CacheFile file = Objects.requireNonNull(cache.enter());
            assertThat(file.directory().memoryBytes()).isLessThan(200_000L / 256 * 16);
            file.leave();
            CacheFolder.check(
                    200_000, cache.find(new Uid(200_000)).orElseThrow(), CacheFolder.facts(1));
        }
    }

    @Test
    void answersNothingOnceClosed() throws IOException {
        FolderCache cache = folder.open();
        append(cache, 1);
        CachedFields before = cache.find(Uid.FIRST).orElseThrow();
        cache.close();
        cache.close();
        assertThat(cache.find(Uid.FIRST)).isEmpty();
        assertThat(before.knows(Lane.HEADER)).isFalse();
        append(cache, 2);
        assertThat(CacheFolder.scanned(cache, CacheFolder.range(1, 9), CacheFolder.ALL_LANES))
                .isEmpty();
    }

    private static void append(FolderCache cache, long... uids) throws IOException {
        for (long uid : uids) {
            cache.append(new Uid(uid), CacheFolder.facts(uid));
        }
        cache.flush();
    }
}
