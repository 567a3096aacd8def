// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.LogLines;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CacheFaultTest {
    private static final int MESSAGES = 30;

    @TempDir Path path;

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "DEATH", mode = EnumSource.Mode.EXCLUDE)
    void goesOnAfterAnyCallThatFails(Fault fault) throws IOException {
        try (LogLines log = new LogLines("dev.rookery.maildir.internal.cache")) {
            long descriptors = descriptors();
            boolean met = true;
            for (int n = 1; met; n++) {
                Path directory = Files.createDirectory(path.resolve("folder" + n));
                FaultyDisk disk = new FaultyDisk();
                try (Directory folder = disk.open(directory)) {
                    disk.plan(FaultPlan.nth(n, fault));
                    work(folder);
                    met = disk.hit().isPresent();
                    disk.plan(FaultPlan.HEALTHY);
                    try (FolderCache cache = open(folder)) {
                        fill(cache);
                        for (int uid = 1; uid <= MESSAGES; uid++) {
                            CacheFolder.check(uid, cache.find(new Uid(uid)).orElseThrow());
                        }
                    }
                }
            }
            assertThat(descriptors()).isEqualTo(descriptors);
            assertThat(log.lines()).isNotNull();
        }
    }

    /// Only opening, closing, scanning and compacting may fail.
    private static void work(Directory folder) {
        try (FolderCache cache = open(folder)) {
            fill(cache);
            look(cache);
            cache.compact(uid -> uid % 2 == 0);
            look(cache);
        } catch (IOException expected) {
            assertThat(expected).hasMessageNotContaining("null");
        }
    }

    private static FolderCache open(Directory folder) throws IOException {
        return FolderCache.open(
                folder, CacheFolder.FOLDER_ID, CacheFolder.VALIDITY, Optional.empty());
    }

    private static void fill(FolderCache cache) throws IOException {
        for (int uid = 1; uid <= MESSAGES; uid++) {
            cache.append(new Uid(uid), CacheFolder.facts(uid));
            if (uid % 7 == 0) {
                cache.flush();
            }
        }
        cache.flush();
    }

    private static void look(FolderCache cache) throws IOException {
        for (int uid = 1; uid <= MESSAGES; uid++) {
            Optional<CachedFields> found = cache.find(new Uid(uid));
            if (found.isPresent()) {
                CacheFolder.isKnownAndRight(uid, found.get());
            }
        }
        cache.scan(
                CacheFolder.range(1, MESSAGES),
                CacheFolder.ALL_LANES,
                (uid, fields) -> CacheFolder.isKnownAndRight(uid.value(), fields));
    }

    @Test
    void keepsWhatItHasOnAFullDisk() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (LogLines log = new LogLines("dev.rookery.maildir.internal.cache");
                Directory folder = disk.open(path);
                FolderCache cache = open(folder)) {
            fill(cache);
            disk.plan(FaultPlan.diskFull());
            for (int uid = 1_000; uid < 2_000; uid++) {
                cache.append(new Uid(uid), CacheFolder.facts(uid, 1_000));
            }
            cache.flush();
            CacheFolder.check(1, cache.find(Uid.FIRST).orElseThrow());
            assertThat(log.lines()).hasSize(1).first().asString().contains("cannot be written");
            disk.plan(FaultPlan.HEALTHY);
            cache.append(new Uid(3_000), CacheFolder.facts(3_000));
            cache.flush();
            CacheFolder.check(3_000, cache.find(new Uid(3_000)).orElseThrow());
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
