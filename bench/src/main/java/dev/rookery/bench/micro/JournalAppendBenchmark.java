// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.journal.JournalFiles;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

/// A group of deliveries of 4 kB, written to the journal and forced.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in open()
public class JournalAppendBenchmark {
    @Param({"1", "16"})
    public int group;

    private WorkDirectory work;
    private Directory directory;
    private Journal journal;
    private List<Entry> entries;
    private long appended;

    @Setup(Level.Trial)
    public void open() throws IOException {
        work = WorkDirectory.create();
        directory = new LinuxDisk(Durability.POWER_CUT).open(work.path());
        JournalFiles files = files();
        journal = files.begin(0, 1, _ -> {});
        files.publish(journal);
        Entry entry =
                new Entry.MessageAdded(
                        1,
                        1,
                        2,
                        Flags.NONE,
                        1_700_000_000L,
                        1_700_000_000L,
                        4_096,
                        4_096,
                        "1700000000.M1R0123456789abcdefQ7.host,S=4096,W=4096",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Body(SampleMessage.ofBytes(4_096))));
        entries = Collections.nCopies(group, entry);
    }

    private JournalFiles files() {
        return new JournalFiles(directory, Optional.empty(), new SplittableRandom(1));
    }

    @Benchmark
    public long append() throws IOException {
        journal.append(entries, Journal.Room.ORDINARY);
        journal.force();
        return appended += group;
    }

    @TearDown(Level.Trial)
    public void verify() throws IOException {
        try (WorkDirectory _ = work;
                Directory _ = directory) {
            journal.close();
            long[] found = {0};
            JournalFiles.Opened opened =
                    files().open(_ -> true, Optional.empty(), (_, _) -> found[0]++);
            if (!(opened instanceof JournalFiles.Sound(Journal again, _))) {
                throw new IllegalStateException("the journal is not sound: " + opened);
            }
            again.close();
            if (found[0] != appended) {
                throw new IllegalStateException(appended + " appended, " + found[0] + " found");
            }
        }
    }
}
