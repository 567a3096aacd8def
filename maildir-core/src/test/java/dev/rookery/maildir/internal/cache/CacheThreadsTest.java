// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheThreadsTest {
    private static final int MESSAGES = 4_000;

    @TempDir Path path;

    @Test
    void readsRightWhileOthersWriteAndCompact()
            throws IOException, InterruptedException, ExecutionException {
        AtomicBoolean done = new AtomicBoolean();
        try (FolderCache cache = new CacheFolder(path).open();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> readers = new ArrayList<>();
            readers.add(threads.submit(() -> lookUp(cache, done, new Random(1))));
            readers.add(threads.submit(() -> lookUp(cache, done, new Random(2))));
            readers.add(threads.submit(() -> scan(cache, done)));
            Future<?> compacting = threads.submit(() -> compact(cache, done));
            write(cache, new Random(3));
            done.set(true);
            compacting.get();
            for (Future<?> reader : readers) {
                reader.get();
            }
            for (long uid = 1; uid <= MESSAGES; uid++) {
                CacheFolder.check(uid, cache.find(new Uid(uid)).orElseThrow());
            }
        }
    }

    private static void write(FolderCache cache, Random random) throws IOException {
        List<Long> uids = new ArrayList<>();
        for (long uid = 1; uid <= MESSAGES; uid++) {
            uids.add(random.nextInt(uids.size() + 1), uid);
        }
        for (long uid : uids) {
            cache.append(new Uid(uid), CacheFolder.facts(uid));
            if (random.nextInt(8) == 0) {
                cache.flush();
            }
        }
        cache.flush();
    }

    private static boolean lookUp(FolderCache cache, AtomicBoolean done, Random random)
            throws IOException {
        while (!done.get()) {
            long uid = 1L + random.nextInt(MESSAGES);
            Optional<CachedFields> found = cache.find(new Uid(uid));
            if (found.isPresent()) {
                assertThat(CacheFolder.isKnownAndRight(uid, found.get())).isTrue();
            }
        }
        return true;
    }

    private static boolean scan(FolderCache cache, AtomicBoolean done) throws IOException {
        while (!done.get()) {
            CacheFolder.scanned(cache, CacheFolder.range(1, MESSAGES), CacheFolder.ALL_LANES);
        }
        return true;
    }

    private static boolean compact(FolderCache cache, AtomicBoolean done) throws IOException {
        while (!done.get()) {
            cache.compact(_ -> true);
        }
        return true;
    }
}
