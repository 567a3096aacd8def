// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
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
import org.openjdk.jmh.annotations.Warmup;

/// Sets of messages as folders, flags and commands have them: of the first so many UIDs each tenth
/// is gone, each third is seen. Whole sets are combined, walked and written; single members are
/// looked up and added.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in prepare()
public class UidSetBenchmark {
    @Param({"1000", "1000000"})
    public int messages;

    private final SplittableRandom random = new SplittableRandom(1);
    private UidSet known;
    private UidSet seen;
    private byte[] serialized;
    private UidSet next;

    @Setup(Level.Trial)
    public void prepare() {
        UidSet.Builder left = UidSet.builder();
        LongStream.rangeClosed(1, messages).filter(uid -> uid % 10 != 0).forEach(left);
        known = left.build();
        UidSet.Builder read = UidSet.builder();
        LongStream.rangeClosed(1, messages).filter(uid -> uid % 3 == 0).forEach(read);
        seen = read.build();
        serialized = known.serialized();
        next = UidSet.of(new Uid(messages + 1L));
        verify();
    }

    private void verify() {
        long seenAndKnown = messages / 3L - messages / 30L;
        long all = messages - messages / 10L;
        Answer.require(seenAndKnown, and().size());
        Answer.require(all - seenAndKnown, minus().size());
        Answer.require(all + 1, withOneMore().size());
        Answer.require(iterate(), forEach());
        Answer.require(known, deserialize());
        Answer.require("1:9,11:19,21:29,", format().substring(0, 16));
        Answer.require(messages / 10, format().split(",", -1).length);
        Answer.require(new Uid(11), known.select(known.rank(new Uid(11))));
        Answer.require(10L, known.rank(new Uid(11)));
    }

    private long anyPlace() {
        return 1 + random.nextLong(known.size());
    }

    /// `SEARCH SEEN`.
    @Benchmark
    public UidSet and() {
        return known.and(seen);
    }

    /// `SEARCH UNSEEN`.
    @Benchmark
    public UidSet minus() {
        return known.minus(seen);
    }

    /// One more message arrived.
    @Benchmark
    public UidSet withOneMore() {
        return known.or(next);
    }

    /// The sum of all members.
    @Benchmark
    public long iterate() {
        long sum = 0;
        for (Uid uid : known) {
            sum += uid.value();
        }
        return sum;
    }

    @Benchmark
    public long forEach() {
        long[] sum = new long[1];
        known.forEachUid(uid -> sum[0] += uid);
        return sum[0];
    }

    /// As IMAP has it: `1:9,11:19`.
    @Benchmark
    public String format() {
        return known.toString();
    }

    @Benchmark
    public byte[] serialize() {
        return known.serialized();
    }

    @Benchmark
    public UidSet deserialize() {
        return UidSet.deserialize(ByteBuffer.wrap(serialized));
    }

    /// From any sequence number to the UID and back.
    @Benchmark
    public long selectAndRank() {
        return known.rank(known.select(anyPlace()));
    }
}
