// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What is known of one message, any of 100,000: from memory its flags, from the index its size and
/// date.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in open()
public class SnapshotReadBenchmark {
    @Param({"100000"})
    public int messages;

    private final SplittableRandom random = new SplittableRandom(1);
    private IndexedFolder folder;
    private Snapshot snapshot;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = new IndexedFolder(messages);
        snapshot = folder.read().snapshot();
    }

    private Uid anyUid() {
        return new Uid(1 + random.nextInt(messages));
    }

    @Benchmark
    public int flags() {
        return snapshot.flags(anyUid()).system().size();
    }

    @Benchmark
    public long flagsSizeAndDate() throws IOException {
        Uid uid = anyUid();
        long date = snapshot.internalDate(uid).getEpochSecond();
        long size = snapshot.sizeBytes(uid);
        if (size != IndexedFolder.BYTES || date != IndexedFolder.FIRST_DATE + uid.value()) {
            throw new IllegalStateException("UID " + uid.value() + ": " + size + ", " + date);
        }
        return snapshot.flags(uid).system().size();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        folder.close();
    }
}
