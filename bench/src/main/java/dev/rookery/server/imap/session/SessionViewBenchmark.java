// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.bench.micro.Answer;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.snapshot.ExpungeLog;
import dev.rookery.maildir.internal.snapshot.Flagging;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.StoredRows;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.command.NumberSet;
import dev.rookery.server.imap.response.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The map of one session between sequence numbers and UIDs, and the lines of flags made with it.
/// Of the folder's first so many UIDs each tenth is gone, each third is seen.
///
/// It stands in the room it measures, whose classes are nobody else's.
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in prepare()
public class SessionViewBenchmark {
    private static final int LINES = 500;
    private static final NumberSet NUMBERS =
            new NumberSet(
                    List.of(
                            new NumberSet.Range(1, 99),
                            new NumberSet.Range(107, 107),
                            new NumberSet.Range(500, 600),
                            new NumberSet.Range(850, NumberSet.STAR)));

    @Param({"1000", "1000000"})
    public int messages;

    private final SplittableRandom random = new SplittableRandom(1);
    private Snapshot first;
    private Snapshot next;
    private SessionView view;
    private SessionView following;
    private final Enabled enabled = new Enabled();
    private UidSet some;
    private ResponseEncoder out;
    private long sentBytes;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        UidSet seen = every(3, true);
        UidSet known = every(10, false);
        Uid arrived = new Uid(messages + 1L);
        first = snapshot(known, seen, 1);
        next = snapshot(known.or(UidSet.of(arrived)), seen, 2);
        view = new SessionView(first, UidSet.EMPTY);
        following = new SessionView(first, UidSet.EMPTY);
        some = UidSet.range(known.select(1), known.select(LINES)).and(known);
        out = new ResponseEncoder(bytes -> sentBytes += bytes.remaining());
        verify();
    }

    private UidSet every(int step, boolean itself) {
        UidSet.Builder uids = UidSet.builder();
        LongStream.rangeClosed(1, messages)
                .filter(uid -> (uid % step == 0) == itself)
                .forEach(uids);
        return uids.build();
    }

    private Snapshot snapshot(UidSet uids, UidSet seen, long modSeq) {
        UidValidity validity = new UidValidity(1);
        return MailboxSnapshot.stored(
                new MailboxSnapshot.Counters(validity, messages + 2L, modSeq),
                uids,
                Flagging.of(Map.of(SystemFlag.SEEN, seen.and(uids)), Map.of()),
                StoredRows.NONE,
                ExpungeLog.completeSince(0));
    }

    private void verify() throws IOException {
        long count = messages - messages / 10L;
        Answer.require(99 + 1 + 101 + (count - 849), bySequence().size());
        Answer.require(90 + 1 + 90 + (count - 765), byUid().size());
        Answer.require(1L, view.sequenceOf(new Uid(1)));
        Answer.require(900L, view.sequenceOf(new Uid(999)));
        Answer.require(count, catchUp());
        Answer.require(flagText(), flagLines());
    }

    private long flagText() {
        long length = 0;
        for (Uid uid : some) {
            String flags = uid.value() % 3 == 0 ? "\\Seen" : "";
            long sequence = view.sequenceOf(uid);
            length +=
                    ("* " + sequence + " FETCH (UID " + uid + " FLAGS (" + flags + "))\r\n")
                            .length();
        }
        return length;
    }

    /// `1:99,107,500:600,850:*` as sequence numbers.
    @Benchmark
    public UidSet bySequence() {
        return view.messages(new MessageSet.BySequence(NUMBERS));
    }

    /// The same as UIDs.
    @Benchmark
    public UidSet byUid() {
        return view.messages(new MessageSet.ByUid(NUMBERS));
    }

    @Benchmark
    public long sequenceOf() {
        return view.sequenceOf(new Uid(1 + random.nextInt(messages)));
    }

    /// Twice: a message arrives, and goes.
    @Benchmark
    @OperationsPerInvocation(2)
    public long catchUp() throws IOException {
        boolean grown = following.catchUp(next, UidSet.EMPTY, true, true).grown();
        UidSet gone = following.catchUp(first, UidSet.EMPTY, true, true).gone();
        if (!grown || gone.size() != 1) {
            throw new IllegalStateException("grown " + grown + ", gone " + gone);
        }
        return following.known().size();
    }

    /// Each with the UID and the flags.
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long flagLines() throws IOException {
        ChangeReports.flags(some, first, new Audience(view, enabled), true, out);
        out.flush();
        long bytes = sentBytes;
        sentBytes = 0;
        return bytes;
    }
}
