// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.MailLimits;
import dev.rookery.server.imap.command.Step.Verdict;
import dev.rookery.server.imap.wire.CommandBytes;
import dev.rookery.server.imap.wire.CommandLimits;
import dev.rookery.server.imap.wire.Frame;
import dev.rookery.server.imap.wire.Framer;
import dev.rookery.server.imap.wire.LiteralHeader;
import dev.rookery.server.imap.wire.SyntaxException;
import dev.rookery.server.imap.wire.UnfinishedException;
import dev.rookery.server.limits.ServerLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Cuts what a client sends into commands. Sans I/O: bytes go in, steps come out.
///
/// Not safe to share between threads.
public final class CommandStream {
    private static final List<String> STORING = List.of(" APPEND ", " REPLACE ", " UID REPLACE ");
    private static final List<String> SETMETADATA = List.of(" SETMETADATA ");
    private final CommandLimits afterLogin;
    private final Framer framer;
    private final CommandLimits beforeLogin;
    private CommandLimits limits;
    private Arguments.Encoding names = Arguments.Encoding.MODIFIED_UTF_7;
    private boolean loggedIn;
    private int longLines;

    /// The last command handed out; whoever asks for a line or a body asks for it.
    private Optional<Tag> last = Optional.empty();

    /// The command that bytes belong to which are no command themselves.
    private Optional<Tag> running = Optional.empty();

    /// Reads what comes behind the literals of the last command that stores messages.
    private AppendParser messages = new AppendParser(false);

    /// The literal of a message, until it is accepted or refused.
    private Optional<LiteralHeader> offered = Optional.empty();

    private Optional<Step> fatal = Optional.empty();

    public CommandStream(CommandLimits beforeLogin, CommandLimits afterLogin) {
        this.beforeLogin = beforeLogin;
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

    /// The client is unknown again (RFC 8437): all is as at first.
    public void loggedOut() {
        loggedIn = false;
        limits = beforeLogin;
        framer.limits(beforeLogin);
        names = Arguments.Encoding.MODIFIED_UTF_7;
    }

    /// From the next command on the client writes names of mailboxes in UTF-8 (RFC 6855 §3).
    public void namesAreUtf8() {
        names = Arguments.Encoding.UTF_8;
    }

    /// Whether bytes have come that are not used yet.
    public boolean hasBytes() {
        return framer.hasBytes();
    }

    /// Memory held for what has come and is not done with.
    public int heldBytes() {
        return framer.heldBytes();
    }

    /// The next step is a raw [Step.Line]: an answer to AUTHENTICATE, or IDLE's DONE. Called after
    /// [Step.Execute] or [Step.Line], before the next step is taken.
    public void expectLine() {
        framer.expectAnswer();
        running = last;
    }

    /// Whether the literal of a message waits for [#acceptBody] or [#refuseBody].
    public boolean isOfferingBody() {
        return offered.isPresent();
    }

    /// Whether the client waits with it for our go-ahead.
    public boolean isBodyWaiting() {
        return offered.filter(LiteralHeader::synchronizing).isPresent();
    }

    /// The literal of a message is welcome. If it is synchronizing the caller has sent the
    /// go-ahead.
    public void acceptBody() {
        framer.letThrough(takeOffered());
        running = last;
    }

    /// The literal of a message is not welcome. If it comes all the same (not synchronizing), it is
    /// skipped silently, and the rest of the command with it.
    public void refuseBody() {
        drop(takeOffered());
    }

    private LiteralHeader takeOffered() {
        LiteralHeader literal =
                offered.orElseThrow(() -> new IllegalStateException("no message is announced"));
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
            case Frame.Complete(CommandBytes command) -> Optional.of(complete(command));
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

    private Step complete(CommandBytes command) {
        return running.isPresent() ? pieces(command, false) : execute(command, false);
    }

    private Optional<Step> announced(CommandBytes soFar, LiteralHeader literal) {
        boolean ofMessages = running.isPresent() || isStoring(soFar, literal);
        try {
            return ofMessages
                    ? Optional.of(offer(soFar, literal))
                    : collect(soFar, running.or(() -> tagOf(soFar)), literal);
        } catch (UnfinishedException argument) {
            return collect(soFar, running.or(() -> tagOf(soFar)), literal);
        }
    }

    /// The literal becomes part of the command.
    private Optional<Step> collect(CommandBytes soFar, Optional<Tag> tag, LiteralHeader literal) {
        boolean isValue = hasVerb(soFar, literal, SETMETADATA);
        if (isValue
                && literal.synchronizing()
                && literal.sizeBytes() > MailLimits.ANNOTATION_BYTES_MAX) {
            framer.drop(literal, false);
            String text = "a value has at most " + MailLimits.ANNOTATION_BYTES_MAX + " bytes";
            return Optional.of(new Step.Refused(tag, Verdict.NO, MetadataCommands.TOO_LONG, text));
        }
        if (literal.sizeBytes() > limits.literalBytesMax(literal)) {
            running = Optional.empty();
            return Optional.of(literalTooLong(tag, literal));
        }
        framer.collect(literal);
        return Optional.empty();
    }

    /// The literal is that of a message, if it is welcome where it stands.
    ///
    /// @throws UnfinishedException if it is a part of the command
    private Step offer(CommandBytes soFar, LiteralHeader literal) {
        Step step = running.isPresent() ? pieces(soFar, true) : execute(soFar, true);
        if (!loggedIn) {
            step = bad(tagOf(soFar), "messages are stored after login");
        }
        switch (step) {
            case Step.Execute _, Step.Pieces _ -> offered = Optional.of(literal);
            case Step _ -> drop(literal);
        }
        return step;
    }

    /// A literal that waits is refused; one that does not wait would have to be read.
    private Step literalTooLong(Optional<Tag> tag, LiteralHeader literal) {
        String text = "a literal has at most " + limits.literalBytesMax(literal) + " bytes here";
        if (literal.synchronizing()) {
            framer.drop(literal, false);
            return new Step.Refused(tag, Verdict.NO, "TOOBIG", text);
        }
        fatal = Optional.of(new Step.Fatal("TOOBIG", text));
        return new Step.Refused(tag, Verdict.BAD, "TOOBIG", text);
    }

    private Optional<Step> lineTooLong(CommandBytes start, int lineBytesMax) {
        String text = "a line has at most " + lineBytesMax + " bytes";
        if (longLines == ServerLimits.LONG_LINES_MAX) {
            fatal = Optional.of(new Step.Fatal("TOOBIG", text));
            return Optional.empty();
        }
        longLines++;
        Optional<Tag> tag = running.or(() -> tagOf(start));
        running = Optional.empty();
        return Optional.of(bad(tag, text));
    }

    /// @param open whether the bytes end where a literal is announced
    /// @throws UnfinishedException if that is a part of the command
    private Step execute(CommandBytes bytes, boolean open) {
        Optional<Tag> tag = tagOf(bytes);
        try {
            Arguments in = arguments(bytes, open);
            in.refuseNul();
            CommandParser parser = new CommandParser(in, in.tag());
            Command command = parser.parse();
            if (command instanceof Command.Storing storing) {
                messages = parser.rest(storing);
            }
            last = Optional.of(command.tag());
            return new Step.Execute(command);
        } catch (SyntaxException wrong) {
            return refused(tag, wrong);
        }
    }

    /// What follows the literal of a message.
    ///
    /// @throws UnfinishedException as [#execute]
    private Step pieces(CommandBytes rest, boolean open) {
        Optional<Tag> tag = running;
        try {
            Arguments in = arguments(rest, open);
            in.refuseNul();
            Step more = new Step.Pieces(messages.pieces(in));
            running = Optional.empty();
            return more;
        } catch (SyntaxException wrong) {
            running = Optional.empty();
            return refused(tag, wrong);
        }
    }

    private Arguments arguments(CommandBytes bytes, boolean open) {
        return new Arguments(bytes, limits.nestingMax(), names, open);
    }

    /// The command ends here, and what comes of its literal all the same is skipped.
    private void drop(LiteralHeader literal) {
        if (!literal.synchronizing() && literal.sizeBytes() > limits.skippedBytesMax()) {
            fatal = Optional.of(new Step.Fatal("TOOBIG", "the literal is too long to be skipped"));
        } else {
            framer.drop(literal, loggedIn);
        }
    }

    private static Step refused(Optional<Tag> tag, SyntaxException wrong) {
        return new Step.Refused(tag, Verdict.BAD, wrong.code(), wrong.text());
    }

    private static Step bad(Optional<Tag> tag, String text) {
        return new Step.Refused(tag, Verdict.BAD, "", text);
    }

    private Optional<Tag> tagOf(CommandBytes command) {
        Arguments in = arguments(command, false);
        try {
            Tag tag = in.tag();
            return in.sees(' ') || in.isAtEnd() ? Optional.of(tag) : Optional.empty();
        } catch (SyntaxException noTag) {
            return Optional.empty();
        }
    }

    /// Whether the command stores messages; then what stands before `literal` says what it is.
    private static boolean isStoring(CommandBytes soFar, LiteralHeader literal) {
        return hasVerb(soFar, literal, STORING);
    }

    private static boolean hasVerb(CommandBytes soFar, LiteralHeader literal, List<String> verbs) {
        int tagEnd = 0;
        while (tagEnd <= ServerLimits.TAG_CHARS_MAX
                && soFar.at(tagEnd) != ' '
                && tagEnd < literal.start()) {
            tagEnd++;
        }
        for (String verb : verbs) {
            int arguments = tagEnd + verb.length();
            if (arguments <= literal.start()
                    && soFar.ascii(tagEnd, arguments).equalsIgnoreCase(verb)) {
                return true;
            }
        }
        return false;
    }
}
