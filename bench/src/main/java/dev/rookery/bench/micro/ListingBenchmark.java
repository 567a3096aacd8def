// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.bench.corpus.GeneratedMaildir;
import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// Another program renames one file of 100,000; the time until a refreshed mailbox shows it, which
/// the kernel tells; and the time until whoever reads the message has found its file: a listing,
/// held against the index name by name.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in open()
public class ListingBenchmark {
    @Param({"100000"})
    public int messages;

    private WorkDirectory work;
    private MailStore store;
    private Account account;
    private Mailbox inbox;
    private Path plain;
    private Path flagged;
    private boolean flag;

    @Setup(Level.Trial)
    public void open() throws IOException {
        work = WorkDirectory.create();
        Path path = work.path().resolve("Maildir");
        GeneratedMaildir maildir = GeneratedMaildir.create(path, messages);
        plain = maildir.file(0, "S");
        flagged = maildir.file(0, "FS");
        store = MailStore.builder().build();
        account = store.open(new AccountLocation(path));
        inbox = account.mailbox(MailboxName.INBOX);
    }

    @Setup(Level.Invocation)
    public void rename() throws IOException {
        flag = !flag;
        Files.move(flag ? plain : flagged, flag ? flagged : plain);
    }

    @Benchmark
    public long refresh() throws IOException {
        long found = inbox.refresh().having(SystemFlag.FLAGGED).size();
        if (found != (flag ? 1 : 0)) {
            throw new IllegalStateException(found + " messages are flagged");
        }
        return found;
    }

    @Benchmark
    public long readRenamed() throws IOException {
        try (Message message = inbox.message(Uid.FIRST)) {
            Message.Content content = message.section(Section.WHOLE).orElseThrow();
            content.writeTo(OutputStream.nullOutputStream(), 0, content.sizeBytes());
            return content.sizeBytes();
        }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        account.close();
        store.close();
        work.close();
    }
}
