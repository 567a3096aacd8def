// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.internal.mime.HeaderBytes;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.server.imap.response.ResponseEncoder;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/// Encoding answers, whose bytes are counted and dropped: a line of flags, one of 1,000 before a
/// flush; then a line with an envelope, a message as a literal, a folder's name.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // fields are set in prepare()
public class ResponseBenchmark {
    private static final int LINES = 1_000;
    private static final int MESSAGE_BYTES = 4_096;

    private ResponseEncoder out;
    private long sentBytes;
    private byte[] envelope;
    private Message.Content message;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        out = new ResponseEncoder(bytes -> sentBytes += bytes.remaining());
        byte[] bytes = SampleMessage.ofBytes(MESSAGE_BYTES);
        envelope = MessageFacts.of(MessageBytes.of(bytes, 0, bytes.length)).envelope();
        message = new HeaderBytes(bytes).whole();
        verify();
    }

    private void verify() throws IOException {
        long lines = 0;
        for (int i = 1; i <= LINES; i++) {
            lines += ("* " + i + " FETCH (UID " + (i + LINES) + " FLAGS (\\Seen))\r\n").length();
        }
        Answer.require(lines, flagLines());
        Answer.require((long) "* 7 FETCH (ENVELOPE )\r\n".length() + envelope.length, envelope());
        Answer.require(
                (long) "* 7 FETCH (BODY[] {4096}\r\n)\r\n".length() + MESSAGE_BYTES, literal());
        Answer.require((long) "* LIST () \"/\" Entw&APw-rfe\r\n".length(), mailbox());
    }

    private long sent() throws IOException {
        out.flush();
        long bytes = sentBytes;
        sentBytes = 0;
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public long flagLines() throws IOException {
        for (int i = 1; i <= LINES; i++) {
            long sequence = i;
            out.untagged(line ->
                    line.number(sequence)
                            .raw(" FETCH (UID ")
                            .number(sequence + LINES)
                            .raw(" FLAGS ")
                            .raw("(\\Seen)")
                            .raw(")"));
        }
        return sent();
    }

    @Benchmark
    public long envelope() throws IOException {
        out.untagged(line -> line.number(7).raw(" FETCH (ENVELOPE ").raw(envelope).raw(")"));
        return sent();
    }

    /// `BODY[]` of 4 kB.
    @Benchmark
    public long literal() throws IOException {
        out.untagged(line ->
                line.number(7).raw(" FETCH (BODY[] ").literal(message, 0, MESSAGE_BYTES).raw(")"));
        return sent();
    }

    @Benchmark
    public long mailbox() throws IOException {
        out.untagged(line -> line.raw("LIST () \"/\" ").mailbox("Entwürfe"));
        return sent();
    }
}
