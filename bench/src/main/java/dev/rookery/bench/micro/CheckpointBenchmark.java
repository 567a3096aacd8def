// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
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

/// Writing the index of a folder of 100,000 after 8,192 changes of flags, durably.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in open()
public class CheckpointBenchmark {
    private static final int MESSAGES = 100_000;

    @Param({"8192"})
    public int changes;

    private IndexedFolder folder;
    private FolderState changed;
    private boolean flag;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = new IndexedFolder(MESSAGES);
    }

    @Setup(Level.Invocation)
    public void change() throws IOException {
        flag = !flag;
        changed = folder.withFlagChanges(changes, flag);
    }

    @Benchmark
    public FolderState write() throws IOException {
        folder.write(changed);
        return folder.state();
    }

    @TearDown(Level.Trial)
    public void verify() throws IOException {
        try (IndexedFolder closing = folder) {
            long found = closing.read().snapshot().having(SystemFlag.FLAGGED).size();
            if (found != (flag ? changes : 0)) {
                throw new IllegalStateException(found + " messages are flagged");
            }
        }
    }
}
