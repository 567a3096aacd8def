// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.CommandStream;
import dev.rookery.server.imap.command.Step;
import dev.rookery.server.imap.wire.CommandLimits;
import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.Warmup;

/// From the bytes of one command to the [Command]: what clients send all day. Cutting the line is
/// part of it; [WireBenchmark] says how much of it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in logIn()
public class CommandBenchmark {
    private static final String SYNCED_ITEMS =
            "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE"
                    + " BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT TO CC MESSAGE-ID REFERENCES)])";

    /// A command as clients word it, and what it is.
    public enum Sent {
        NOOP("NOOP", Command.Noop.class),
        FETCH_FLAGS("FETCH 1:* (FLAGS)", Command.Fetch.class),
        UID_FETCH("UID FETCH 4711:4800,5000 " + SYNCED_ITEMS, Command.Fetch.class),
        SEARCH(
                "UID SEARCH UNDELETED SINCE 1-Feb-2026 OR FROM \"anna\" SUBJECT minutes",
                Command.Search.class),
        STORE_RANGES(
                "UID STORE 1:9,12,15:20,31,40:99,107,110:119 +FLAGS.SILENT (\\Seen $Work)",
                Command.Store.class),
        LIST("LIST \"\" \"Archive/&AOQ-ltere/%\"", Command.ListMailboxes.class),
        APPEND("APPEND Sent (\\Seen) \"21-Nov-2026 12:00:00 +0000\" {4096}", Command.Append.class);

        private final String line;
        private final Class<? extends Command> kind;

        Sent(String text, Class<? extends Command> kind) {
            this.line = "a12 " + text + "\r\n";
            this.kind = kind;
        }
    }

    @Param public Sent sent;

    private CommandStream stream;
    private byte[] line;

    @Setup(Level.Trial)
    public void logIn() {
        stream = new CommandStream(CommandLimits.BEFORE_LOGIN, CommandLimits.AFTER_LOGIN);
        stream.loggedIn();
        line = sent.line.getBytes(US_ASCII);
        Answer.require(sent.kind, parse().getClass());
    }

    @Benchmark
    public Command parse() {
        stream.feed(ByteBuffer.wrap(line));
        if (!(stream.next() instanceof Step.Execute(Command command))) {
            throw new IllegalStateException("refused: " + sent);
        }
        if (command instanceof Command.Append) {
            stream.refuseBody();
        }
        return command;
    }
}
