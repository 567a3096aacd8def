// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    /// Three pages and a bit.
    private static final int MESSAGES = 800;

    @TempDir private Path directory;
    private FolderCache cache;

    @BeforeEach
    void fill() throws IOException {
        cache = new CacheFolder(directory).open();
        append(1, MESSAGES);
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    private void append(long first, long last) throws IOException {
        for (long uid = first; uid <= last; uid++) {
            cache.append(new Uid(uid), CacheFolder.facts(uid, (int) (uid % 7) * 300));
        }
        cache.flush();
    }

    private static void check(long uid, CachedFields fields) throws IOException {
        CacheFolder.check(uid, fields, CacheFolder.facts(uid, (int) (uid % 7) * 300));
    }

    private CachedFields find(ReadAhead ahead, long uid) {
        return ahead.find(cache, new Uid(uid)).orElseThrow();
    }

    private static ReadAhead ahead(long first, long last) {
        return new ReadAhead(UidSet.range(new Uid(first), new Uid(last)));
    }

    @Test
    void knowsWhatTheCacheKnowsInAnyOrder() throws IOException {
        List<Long> uids = new ArrayList<>();
        for (long uid = 1; uid <= MESSAGES; uid++) {
            uids.add(uid);
        }
        ReadAhead ahead = ahead(1, MESSAGES);
        for (long uid : uids) {
            check(uid, find(ahead, uid));
        }
        Collections.shuffle(uids, new Random(1));
        for (long uid : uids) {
            check(uid, find(ahead, uid));
        }
        assertThat(ahead.find(cache, new Uid(MESSAGES + 1))).isEmpty();
        assertThat(ahead.find(cache, new Uid(10 * MESSAGES))).isEmpty();
    }

    @Test
    void answersForOthersAsWell() throws IOException {
        ReadAhead ahead = ahead(100, 110);
        for (long uid : List.of(100L, 300L, 99L, 110L, 111L)) {
            check(uid, find(ahead, uid));
        }
    }

    @Test
    void whatWasFoundStaysGood() throws IOException {
        ReadAhead ahead = ahead(1, MESSAGES);
        Map<Long, CachedFields> found = new LinkedHashMap<>();
        for (long uid = 1; uid <= MESSAGES; uid++) {
            CachedFields fields = find(ahead, uid);
            assertThat(fields.knows(Lane.STRUCTURE)).isTrue();
            found.put(uid, fields);
        }
        for (Map.Entry<Long, CachedFields> each : found.entrySet()) {
            check(each.getKey(), each.getValue());
        }
    }

    @Test
    void findsWhatCameSince() throws IOException {
        ReadAhead ahead = ahead(1, 2 * MESSAGES);
        check(MESSAGES, find(ahead, MESSAGES));
        append(MESSAGES + 1, MESSAGES + 300);
        for (long uid = MESSAGES - 1; uid <= MESSAGES + 300; uid++) {
            check(uid, find(ahead, uid));
        }
    }

    @Test
    void goesOnInACompactedFile() throws IOException {
        ReadAhead ahead = ahead(1, MESSAGES);
        check(3, find(ahead, 3));
        CachedFields before = find(ahead, 5);
        cache.compact(uid -> uid % 2 == 1);
        check(5, before);
        check(7, find(ahead, 7));
        assertThat(ahead.find(cache, new Uid(8))).isEmpty();
    }

    @Test
    void knowsNothingOfAClosedCache() throws IOException {
        ReadAhead ahead = ahead(1, MESSAGES);
        check(1, find(ahead, 1));
        cache.close();
        assertThat(ahead.find(cache, new Uid(2))).isEmpty();
    }
}
