// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.snapshot.FolderState;
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

/// The next state of a folder, ready to be published, after a message arrived or any one went,
/// whose row is read from the index. [FlagChangeBenchmark] has flags, [SnapshotReadBenchmark]
/// readers.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in open()
public class SnapshotChangeBenchmark {
    @Param({"1000", "1000000"})
    public int messages;

    private final SplittableRandom random = new SplittableRandom(1);
    private IndexedFolder folder;
    private FolderState first;
    private Entry.MessageAdded arrival;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = new IndexedFolder(messages);
        first = folder.state();
        arrival = IndexedFolder.added(messages + 1L);
        Answer.require(messages + 1L, arrive().snapshot().uids().size());
        Answer.require(messages - 1L, expunge().snapshot().uids().size());
    }

    @Benchmark
    public FolderState arrive() throws IOException {
        return first.after(arrival);
    }

    @Benchmark
    public FolderState expunge() throws IOException {
        UidSet one = UidSet.of(new Uid(1 + random.nextInt(messages)));
        long modSeq = first.snapshot().highestModSeq().value() + 1;
        return first.after(
                new Entry.MessagesExpunged(IndexedFolder.ID, modSeq, one, Inodes.UNKNOWN));
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        folder.close();
    }
}
