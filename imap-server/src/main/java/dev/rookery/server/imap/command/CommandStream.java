// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.imap.command.Step.Verdict;
import dev.rookery.server.imap.wire.CommandBytes;
import dev.rookery.server.imap.wire.CommandLimits;
import dev.rookery.server.imap.wire.Frame;
import dev.rookery.server.imap.wire.Framer;
import dev.rookery.server.imap.wire.LiteralHeader;
import dev.rookery.server.imap.wire.SyntaxException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Cuts what a client sends into commands. Sans I/O: bytes go in, steps come out.
///
/// Not safe to share between threads.
public final class CommandStream {
    private static final String APPEND = " APPEND ";
    private static final int LONG_LINES_MAX = 1;

    private final CommandLimits afterLogin;
    private final Framer framer;
    private CommandLimits limits;
    private boolean loggedIn;
    private int longLines;

    /// The last command handed out; whoever asks for a line or a body asks for it.
    private Optional<Tag> last = Optional.empty();

    /// The command that bytes belong to which are no command themselves.
    private Optional<Tag> running = Optional.empty();

    /// APPEND's literal, until it is accepted or refused.
    private Optional<LiteralHeader> offered = Optional.empty();

    private Optional<Step> fatal = Optional.empty();

    public CommandStream(CommandLimits beforeLogin, CommandLimits afterLogin) {
        this.afterLogin = afterLogin;
        limits = beforeLogin;
        framer = new Framer(beforeLogin);
    }

    /// Takes all of `bytes`, copying them. Holds them until used: feed on [Step.NeedInput] only.
    public void feed(ByteBuffer bytes) {
        framer.feed(bytes);
    }

    public Step next() {
        while (fatal.isEmpty()) {
            Optional<Step> step = step(framer.next());
            if (step.isPresent()) {
                return step.get();
            }
        }
        return fatal.get();
    }

    /// The client is known: its limits after login apply from the next command on.
    public void loggedIn() {
        loggedIn = true;
        limits = afterLogin;
        framer.limits(afterLogin);
    }

    /// The next step is a raw [Step.Line]: an answer to AUTHENTICATE, or IDLE's DONE. Called after
    /// [Step.Execute] or [Step.Line], before the next step is taken.
    public void expectLine() {
        framer.expectAnswer();
        running = last;
    }

    /// APPEND's literal is welcome. If it is synchronizing the caller has sent the go-ahead.
    public void acceptBody() {
        framer.letThrough(takeOffered());
        running = last;
    }

    /// APPEND's literal is not welcome. If it comes all the same (not synchronizing), it is skipped
    /// silently.
    public void refuseBody() {
        drop(takeOffered());
    }

    private LiteralHeader takeOffered() {
        LiteralHeader literal =
                offered.orElseThrow(() -> new IllegalStateException("no APPEND awaits an answer"));
        offered = Optional.empty();
        return literal;
    }

    private Optional<Step> step(Frame frame) {
        return switch (frame) {
            case Frame.NeedInput() -> Optional.of(new Step.NeedInput());
            case Frame.GoAhead() -> Optional.of(new Step.GoAhead());
            case Frame.Chunk(ByteBuffer bytes) -> Optional.of(new Step.Body(bytes));
            case Frame.Answer(ByteBuffer line) -> Optional.of(answer(line));
            case Frame.Announced(CommandBytes soFar, LiteralHeader literal) ->
                    announced(soFar, literal);
            case Frame.Complete(CommandBytes command) ->
                    Optional.of(running.isPresent() ? endOfBody(command) : execute(command));
            case Frame.LineTooLong(CommandBytes start, int lineBytesMax) ->
                    lineTooLong(start, lineBytesMax);
            case Frame.CommandTooLong() -> {
                fatal = Optional.of(new Step.Fatal("TOOBIG", "the command is too long"));
                yield Optional.empty();
            }
        };
    }

    private Step answer(ByteBuffer line) {
        running = Optional.empty();
        return new Step.Line(line);
    }

    private Optional<Step> announced(CommandBytes soFar, LiteralHeader literal) {
        if (running.isPresent()) {
            Step refused = endOfBody(soFar);
            drop(literal);
            return Optional.of(refused);
        }
        if (announcesMessage(soFar, literal)) {
            return Optional.of(loggedIn ? append(soFar, literal) : appendTooEarly(soFar, literal));
        }
        if (literal.sizeBytes() > limits.literalBytesMax(literal)) {
            return Optional.of(literalTooLong(soFar, literal));
        }
        framer.collect(literal);
        return Optional.empty();
    }

    private Step append(CommandBytes command, LiteralHeader literal) {
        Step step = execute(command);
        if (step instanceof Step.Execute) {
            offered = Optional.of(literal);
        } else {
            drop(literal);
        }
        return step;
    }

    private Step appendTooEarly(CommandBytes command, LiteralHeader literal) {
        Step refused = bad(tagOf(command), "APPEND needs a login");
        drop(literal);
        return refused;
    }

    /// A literal that waits is refused; one that does not wait would have to be read.
    private Step literalTooLong(CommandBytes command, LiteralHeader literal) {
        Optional<Tag> tag = tagOf(command);
        String text = "a literal has at most " + limits.literalBytesMax(literal) + " bytes here";
        if (literal.synchronizing()) {
            framer.drop(literal);
            return new Step.Refused(tag, Verdict.NO, "TOOBIG", text);
        }
        fatal = Optional.of(new Step.Fatal("TOOBIG", text));
        return new Step.Refused(tag, Verdict.BAD, "TOOBIG", text);
    }

    private Optional<Step> lineTooLong(CommandBytes start, int lineBytesMax) {
        String text = "a line has at most " + lineBytesMax + " bytes";
        if (longLines == LONG_LINES_MAX) {
            fatal = Optional.of(new Step.Fatal("TOOBIG", text));
            return Optional.empty();
        }
        longLines++;
        Optional<Tag> tag = running.or(() -> tagOf(start));
        running = Optional.empty();
        return Optional.of(bad(tag, text));
    }

    private Step execute(CommandBytes bytes) {
        Optional<Tag> tag = tagOf(bytes);
        try {
            Arguments in = new Arguments(bytes, limits.nestingMax());
            in.refuseNul();
            Command command = new CommandParser(in, in.tag()).parse();
            last = Optional.of(command.tag());
            return new Step.Execute(command);
        } catch (SyntaxException wrong) {
            return refused(tag, wrong);
        }
    }

    /// Nothing may stand behind the literal.
    private Step endOfBody(CommandBytes rest) {
        Optional<Tag> tag = running;
        running = Optional.empty();
        try {
            new Arguments(rest, limits.nestingMax()).endOfCommand();
            return new Step.BodyEnd();
        } catch (SyntaxException wrong) {
            return refused(tag, wrong);
        }
    }

    /// The command ends here, and what comes of its literal all the same is skipped.
    private void drop(LiteralHeader literal) {
        if (!literal.synchronizing() && literal.sizeBytes() > limits.skippedBytesMax()) {
            fatal = Optional.of(new Step.Fatal("TOOBIG", "the literal is too long to be skipped"));
        } else {
            framer.drop(literal);
        }
    }

    private static Step refused(Optional<Tag> tag, SyntaxException wrong) {
        return new Step.Refused(tag, Verdict.BAD, wrong.code(), wrong.text());
    }

    private static Step bad(Optional<Tag> tag, String text) {
        return new Step.Refused(tag, Verdict.BAD, "", text);
    }

    private static Optional<Tag> tagOf(CommandBytes command) {
        Arguments in = new Arguments(command, 1);
        try {
            Tag tag = in.tag();
            return in.sees(' ') || in.isAtEnd() ? Optional.of(tag) : Optional.empty();
        } catch (SyntaxException noTag) {
            return Optional.empty();
        }
    }

    /// Whether `literal` is APPEND's message, not its mailbox.
    private static boolean announcesMessage(CommandBytes soFar, LiteralHeader literal) {
        int tagEnd = 0;
        while (tagEnd <= Tag.CHARS_MAX && soFar.at(tagEnd) != ' ' && tagEnd < literal.start()) {
            tagEnd++;
        }
        int arguments = tagEnd + APPEND.length();
        return arguments < literal.start()
                && soFar.ascii(tagEnd, arguments).equalsIgnoreCase(APPEND);
    }
}
