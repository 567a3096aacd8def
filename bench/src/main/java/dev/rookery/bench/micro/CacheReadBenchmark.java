// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.cache.Field;
import dev.rookery.maildir.internal.cache.FolderCache;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What the cache says of messages in a folder of 20,000: the envelope of any of them, and the
/// structures of all of them in order.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in fill()
public class CacheReadBenchmark {
    private static final int MESSAGES = 20_000;
    private static final UidSet ALL = UidSet.range(Uid.FIRST, new Uid(MESSAGES));

    private final SplittableRandom random = new SplittableRandom(1);
    private WorkDirectory work;
    private Directory directory;
    private FolderCache cache;
    private MessageFacts facts;

    private static final class Bytes implements MessageBytes {
        private final byte[] all;

        Bytes(byte[] all) {
            this.all = all;
        }

        @Override
        public long sizeBytes() {
            return all.length;
        }

        @Override
        public int read(long at, byte[] into, int offset, int wanted) {
            if (at >= all.length) {
                return -1;
            }
            int count = (int) Math.min(wanted, all.length - at);
            System.arraycopy(all, (int) at, into, offset, count);
            return count;
        }
    }

    @Setup(Level.Trial)
    public void fill() throws IOException {
        work = WorkDirectory.create();
        directory = new LinuxDisk(Durability.PROCESS).open(work.path());
        cache = FolderCache.open(directory, 1, new UidValidity(1), Optional.empty());
        facts = MessageFacts.of(new Bytes(SampleMessage.ofBytes(4_096)));
        for (long uid = 1; uid <= MESSAGES; uid++) {
            cache.append(new Uid(uid), facts);
        }
        cache.flush();
    }

    @Benchmark
    public int envelope() {
        Uid uid = new Uid(1 + random.nextInt(MESSAGES));
        byte[] envelope =
                cache.find(uid).flatMap(known -> known.bytes(Field.ENVELOPE)).orElseThrow();
        return require(facts.envelope().length, envelope.length);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long structuresInOrder() throws IOException {
        long[] read = new long[1];
        cache.scan(
                ALL,
                Set.of(Field.BODY_STRUCTURE.lane()),
                (_, known) ->
                        read[0] +=
                                known.view(Field.BODY_STRUCTURE)
                                        .map(ByteBuffer::remaining)
                                        .orElse(0));
        return require((long) MESSAGES * facts.bodyStructure().length, read[0]);
    }

    private static int require(int expected, int got) {
        return (int) require((long) expected, (long) got);
    }

    private static long require(long expected, long got) {
        if (expected != got) {
            throw new IllegalStateException(got + " bytes, not " + expected);
        }
        return got;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        cache.close();
        directory.close();
        work.close();
    }
}
