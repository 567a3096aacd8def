// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.maildir.Uid;
import dev.rookery.server.imap.wire.CommandBytes;
import dev.rookery.server.imap.wire.CommandLimits;
import dev.rookery.server.imap.wire.Frame;
import dev.rookery.server.imap.wire.Framer;
import dev.rookery.server.imap.wire.Lexer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Cutting what a client sends: lines, lines in small pieces, literals that become part of a
/// command, a message let through; then a command into its words.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WireBenchmark {
    private static final String COMMAND = "a12 UID FETCH 4711:4800,5000 (FLAGS \"a b\")";
    private static final byte[] LINE = (COMMAND + "\r\n").getBytes(US_ASCII);
    private static final byte[] WITH_LITERAL =
            "a13 SEARCH SUBJECT {10+}\r\n0123456789 TEXT {5+}\r\nhello\r\n".getBytes(US_ASCII);
    private static final int MESSAGE_BYTES = 65_536;
    private static final byte[] APPEND =
            ("a14 APPEND INBOX {" + MESSAGE_BYTES + "+}\r\n").getBytes(US_ASCII);
    private static final int PIECE_BYTES = 8;
    private static final int PACKET_BYTES = 4_096;

    private final Framer framer = new Framer(CommandLimits.AFTER_LOGIN);
    private final byte[] packet = new byte[PACKET_BYTES];
    private final CommandBytes command = wholeCommand();

    /// Of a framer of its own, which takes no further frame.
    private static CommandBytes wholeCommand() {
        Framer owner = new Framer(CommandLimits.AFTER_LOGIN);
        owner.feed(ByteBuffer.wrap(LINE));
        return complete(owner.next());
    }

    private static CommandBytes complete(Frame frame) {
        if (frame instanceof Frame.Complete(CommandBytes whole)) {
            return whole;
        }
        throw new IllegalStateException("a command was to be complete, but " + frame);
    }

    @Setup(Level.Trial)
    public void verify() {
        Answer.require(COMMAND.length(), line());
        Answer.require(COMMAND, command.ascii(0, command.length()));
        Answer.require(COMMAND.length(), lineInPieces());
        Answer.require(WITH_LITERAL.length - 2, collectedLiterals());
        Answer.require((long) MESSAGE_BYTES, messageLetThrough());
        Answer.require(4_711L + 4_800 + 5_000 + "a12UIDFETCHFLAGSa b".length(), words());
    }

    @Benchmark
    public int line() {
        framer.feed(ByteBuffer.wrap(LINE));
        return complete(framer.next()).length();
    }

    /// As a slow network may bring it.
    @Benchmark
    public int lineInPieces() {
        Frame frame = new Frame.NeedInput();
        for (int at = 0; at < LINE.length; at += PIECE_BYTES) {
            framer.feed(ByteBuffer.wrap(LINE, at, Math.min(PIECE_BYTES, LINE.length - at)));
            frame = framer.next();
        }
        return complete(frame).length();
    }

    @Benchmark
    public int collectedLiterals() {
        framer.feed(ByteBuffer.wrap(WITH_LITERAL));
        Frame frame = framer.next();
        while (frame instanceof Frame.Announced announced) {
            framer.collect(announced.literal());
            frame = framer.next();
        }
        return complete(frame).length();
    }

    /// 64 KiB in pieces of 4 KiB.
    @Benchmark
    public long messageLetThrough() {
        framer.feed(ByteBuffer.wrap(APPEND));
        if (!(framer.next() instanceof Frame.Announced announced)) {
            throw new IllegalStateException("no literal was announced");
        }
        framer.letThrough(announced.literal());
        long passed = 0;
        while (passed < MESSAGE_BYTES) {
            switch (framer.next()) {
                case Frame.NeedInput() -> framer.feed(ByteBuffer.wrap(packet));
                case Frame.Chunk(ByteBuffer bytes) -> passed += bytes.remaining();
                case Frame other -> throw new IllegalStateException("unexpected: " + other);
            }
        }
        return endOfLine(passed);
    }

    private long endOfLine(long passed) {
        framer.feed(ByteBuffer.wrap(LINE, LINE.length - 2, 2));
        return passed + complete(framer.next()).length();
    }

    /// The numbers, and how long the words are.
    @Benchmark
    public long words() {
        Lexer in = new Lexer(command, CommandLimits.AFTER_LOGIN.nestingMax(), false);
        in.refuseNul();
        long found = in.astring("a tag").length();
        found += in.space().keyword("a command").length();
        found += in.space().keyword("a command").length();
        found += in.space().number(Uid.MAX, "a number");
        in.require(':');
        found += in.number(Uid.MAX, "a number");
        in.require(',');
        found += in.number(Uid.MAX, "a number");
        in.space().open("a list");
        found += in.atom("an item").length();
        found += in.space().astring("a text").length();
        in.close();
        in.endOfCommand();
        return found;
    }
}
