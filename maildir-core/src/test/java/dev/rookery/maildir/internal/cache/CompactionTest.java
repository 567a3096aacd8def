// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    private static final int MESSAGES = 1_000;

    @TempDir Path path;

    private CacheFolder folder;
    private FolderCache cache;

    @BeforeEach
    void fill() throws IOException {
        folder = new CacheFolder(path);
        cache = folder.open();
        for (long uid = MESSAGES; uid >= 1; uid--) {
            cache.append(new Uid(uid), CacheFolder.facts(uid));
        }
        cache.flush();
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    @Test
    void keepsWhatIsStillThere() throws IOException {
        long before = Files.size(folder.file());
        cache.compact(CompactionTest::isLive);
        checkLive();
        assertThat(Files.size(folder.file())).isLessThan(before / 2);
        cache.close();
        cache = folder.open();
        checkLive();
        assertThat(path).isDirectoryContaining("glob:**/rookery.cache");
        assertThat(path).isDirectoryNotContaining("glob:**/rookery.cache-new");
    }

    @Test
    void saysHowMuchIsOfUse() throws IOException {
        CacheSize all = cache.size(_ -> true);
        CacheSize few = cache.size(CompactionTest::isLive);
        assertThat(all.fileBytes()).isEqualTo(few.fileBytes());
        assertThat(all.liveBytes()).isLessThan(all.fileBytes());
        long pages = 4L * CacheLayout.PAGE_BYTES;
        assertThat(few.liveBytes() - pages).isCloseTo((all.liveBytes() - pages) / 5, within(2_000));
        assertThat(new CacheSize(4 << 20, (3 << 20) - 8).isWorthCompacting()).isTrue();
        assertThat(new CacheSize(4 << 20, 3 << 20).isWorthCompacting()).isFalse();
        assertThat(new CacheSize(300, 100).isWorthCompacting()).isFalse();
    }

    private static org.assertj.core.data.Offset<Long> within(long bytes) {
        return org.assertj.core.data.Offset.offset(bytes);
    }

    /// Or it would be compacted again and again.
    @Test
    void leavesNothingWorthCompacting() throws IOException {
        for (int wanted = 1; wanted <= 256; wanted *= 4) {
            int each = wanted;
            cache.compact(uid -> uid % each == 0);
            CacheSize size = cache.size(uid -> uid % each == 0);
            assertThat(size.liveBytes()).isGreaterThanOrEqualTo(size.fileBytes() * 3 / 4);
        }
    }

    @Test
    void takesAlongWhatComesInMeanwhile() throws IOException {
        cache.compact(uid -> {
            if (uid % 100 == 0) {
                append(MESSAGES + uid);
            }
            return true;
        });
        for (long uid = MESSAGES + 100; uid <= 2 * MESSAGES; uid += 100) {
            CacheFolder.check(uid, cache.find(new Uid(uid)).orElseThrow());
        }
        assertThat(
                        CacheFolder.scanned(
                                cache, CacheFolder.range(1, MESSAGES), CacheFolder.ALL_LANES))
                .hasSize(MESSAGES);
    }

    private void append(long uid) {
        try {
            cache.append(new Uid(uid), CacheFolder.facts(uid));
            cache.flush();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void letsReadersFinish() throws IOException {
        CachedFields found = cache.find(new Uid(5)).orElseThrow();
        List<Long> seen = new ArrayList<>();
        cache.scan(
                CacheFolder.range(1, MESSAGES),
                CacheFolder.ALL_LANES,
                (uid, fields) -> {
                    if (uid.value() == 300) {
                        cache.compact(CompactionTest::isLive);
                    }
                    CacheFolder.check(uid.value(), fields);
                    seen.add(uid.value());
                });
        assertThat(seen).hasSize(MESSAGES);
        CacheFolder.check(5, found);
        checkLive();
    }

    @Test
    void leavesTheOldFileWhenItFails() throws IOException {
        assertThatThrownBy(() ->
                        cache.compact(_ -> {
                            throw new IllegalStateException("out of luck");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(path).isDirectoryNotContaining("glob:**/rookery.cache-new");
        assertThat(
                        CacheFolder.scanned(
                                cache, CacheFolder.range(1, MESSAGES), CacheFolder.ALL_LANES))
                .hasSize(MESSAGES);
        cache.compact(CompactionTest::isLive);
        checkLive();
    }

    @Test
    void runsOnlyOnceAtATime() throws IOException {
        cache.compact(uid -> {
            try {
                cache.compact(_ -> false);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
            return isLive(uid);
        });
        checkLive();
    }

    private static boolean isLive(long uid) {
        return uid % 5 == 0;
    }

    private void checkLive() throws IOException {
        assertThat(CacheFolder.scanned(cache, CacheFolder.range(1, Uid.MAX), CacheFolder.ALL_LANES))
                .isEqualTo(
                        LongStream.rangeClosed(1, MESSAGES)
                                .filter(CompactionTest::isLive)
                                .boxed()
                                .toList());
    }
}
