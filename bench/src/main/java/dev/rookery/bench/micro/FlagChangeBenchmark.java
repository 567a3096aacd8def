// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
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

/// The next snapshot after the flags of one message changed, in memory.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in open()
public class FlagChangeBenchmark {
    private static final Flags FLAGGED = Flags.of(SystemFlag.FLAGGED);

    @Param({"1000", "1000000"})
    public int messages;

    private final SplittableRandom random = new SplittableRandom(1);
    private IndexedFolder folder;
    private MailboxSnapshot first;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = new IndexedFolder(messages);
        first = folder.withFlagChanges(Math.min(messages, 8_192), true).snapshot();
    }

    @Benchmark
    public MailboxSnapshot change() {
        Uid uid = new Uid(1 + random.nextInt(messages));
        boolean flagged = first.having(SystemFlag.FLAGGED).contains(uid);
        FlagChange change = flagged ? FlagChange.remove(FLAGGED) : FlagChange.add(FLAGGED);
        long modSeq = first.highestModSeq().value() + 1;
        MailboxSnapshot next = first.flagsChanged(UidSet.of(uid), change, modSeq);
        if (next.having(SystemFlag.FLAGGED).contains(uid) == flagged) {
            throw new IllegalStateException("nothing changed");
        }
        return next;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        folder.close();
    }
}
