// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.filename.NameGenerator;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a directory entry costs in thinking: reading a name, asking for its parts, making the next.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MessageFileNameBenchmark {
    private final NameGenerator generator =
            new NameGenerator("mail.example.org", 42, InstantSource.system());
    private final String entry =
            "1795262400.M123456R0123456789abcdefQ7.mail.example.org,S=4096,W=4200:2,FSab";
    private final MessageFileName name = new MessageFileName(entry);

    @Benchmark
    public Optional<MessageFileName> parse() {
        return MessageFileName.parse(entry);
    }

    @Benchmark
    public long parseBaseFlagsAndSize() {
        MessageFileName parsed = MessageFileName.parse(entry).orElseThrow();
        return parsed.base().hashCode() + parsed.flags().size() + parsed.crlfBytes().orElse(0);
    }

    @Benchmark
    public Optional<MessageFileName> withOtherFlags() {
        return name.with(EnumSet.of(SystemFlag.ANSWERED, SystemFlag.SEEN), "b");
    }

    @Benchmark
    public MessageFileName next() {
        return generator.next();
    }
}
