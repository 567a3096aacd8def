// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Cuts bytes into commands by line ends and literal headers alone, within hard limits; what a
/// command says is not looked at. A line ends in CRLF, or in LF alone as other servers accept.
public final class Framer {
    /// Enough for a literal's header at the end of a skipped line.
    private static final int TAIL_BYTES = 32;

    private static final byte[] CRLF = {'\r', '\n'};

    private enum Mode {
        LINE,
        ANSWER,
        DECISION,
        GO_AHEAD,
        LITERAL,
        STREAM,
        SKIPPED_LITERAL,
        SKIPPED_LINE,
        FINISHED,
        LOST
    }

    private final Input input = new Input();
    private final CommandBytes command = new CommandBytes();
    private CommandLimits limits;
    private Mode mode = Mode.LINE;
    private int lineStart;
    private long literalBytesLeft;

    /// Whether the command that is skipped was to store messages, whose literals may be long.
    private boolean skippingMessages;

    public Framer(CommandLimits limits) {
        this.limits = limits;
    }

    public void limits(CommandLimits newLimits) {
        limits = newLimits;
    }

    public void feed(ByteBuffer bytes) {
        input.feed(bytes);
    }

    /// Whether bytes were fed that no frame has had yet.
    public boolean hasBytes() {
        return input.size() > 0 || (command.length() > 0 && mode != Mode.FINISHED);
    }

    /// Memory held for what has come and is not done with.
    public int heldBytes() {
        return input.heldBytes() + command.heldBytes();
    }

    public Frame next() {
        while (true) {
            Optional<Frame> frame = step();
            if (frame.isPresent()) {
                return frame.get();
            }
        }
    }

    /// The next line is an answer, not a command.
    public void expectAnswer() {
        require(mode == Mode.FINISHED);
        startLine(Mode.ANSWER);
    }

    /// The announced literal becomes part of the command, if that has room for it.
    public void collect(LiteralHeader literal) {
        require(mode == Mode.DECISION);
        literalBytesLeft = literal.sizeBytes();
        command.expectLiteral();
        if (command.literals() > limits.literalsMax()
                || literalBytesLeft > limits.commandBytesMax() - command.length()) {
            mode = Mode.LOST;
            command.clear();
            return;
        }
        if (literal.binary()) {
            command.expectBinary((int) literal.sizeBytes());
        }
        mode = literal.synchronizing() ? Mode.GO_AHEAD : Mode.LITERAL;
    }

    /// The announced literal comes in chunks, then the rest of the line as a command of its own.
    public void letThrough(LiteralHeader literal) {
        require(mode == Mode.DECISION);
        literalBytesLeft = literal.sizeBytes();
        command.clear();
        mode = Mode.STREAM;
    }

    /// The command ends here. A literal that comes without our go-ahead is skipped with the rest of
    /// its line.
    ///
    /// @param messages whether other such literals behind it may be as long as messages are
    public void drop(LiteralHeader literal, boolean messages) {
        require(mode == Mode.DECISION);
        startLine(Mode.LINE);
        skippingMessages = messages;
        if (!literal.synchronizing()) {
            literalBytesLeft = literal.sizeBytes();
            mode = Mode.SKIPPED_LITERAL;
        }
    }

    private Optional<Frame> step() {
        return switch (mode) {
            case LINE -> commandLine();
            case ANSWER -> answer();
            case GO_AHEAD -> goAhead();
            case LITERAL -> literal();
            case STREAM -> stream();
            case SKIPPED_LITERAL -> skippedLiteral();
            case SKIPPED_LINE -> skippedLine();
            case FINISHED -> startLine(Mode.LINE);
            case LOST -> Optional.of(new Frame.CommandTooLong());
            case DECISION -> throw new IllegalStateException("a literal awaits its decision");
        };
    }

    private Optional<Frame> startLine(Mode kind) {
        command.clear();
        lineStart = 0;
        mode = kind;
        return Optional.empty();
    }

    private Optional<Frame> commandLine() {
        Optional<Frame> unfinished = takeLine(limits.lineBytesMax());
        if (unfinished.isPresent()) {
            return unfinished;
        }
        Optional<LiteralHeader> header = LiteralHeader.atEnd(command, lineStart);
        if (header.isEmpty()) {
            mode = Mode.FINISHED;
            return Optional.of(new Frame.Complete(command));
        }
        command.append(CRLF, 0, CRLF.length);
        mode = Mode.DECISION;
        return Optional.of(new Frame.Announced(command, header.get()));
    }

    private Optional<Frame> answer() {
        Optional<Frame> unfinished = takeLine(limits.answerBytesMax());
        if (unfinished.isPresent()) {
            return unfinished;
        }
        mode = Mode.FINISHED;
        return Optional.of(new Frame.Answer(ByteBuffer.wrap(command.copy(0, command.length()))));
    }

    /// Moves the line into `command`, without its end. Empty when the end has come.
    private Optional<Frame> takeLine(int lineBytesMax) {
        int size = input.sizeOfLine();
        boolean ended = size < input.size();
        int roomWithCarriageReturn = lineBytesMax + 1 - (command.length() - lineStart);
        input.moveTo(command, Math.min(size, roomWithCarriageReturn));
        boolean carriageReturn = command.length() > lineStart && command.endsWith('\r');
        int content = command.length() - lineStart - (carriageReturn ? 1 : 0);
        if (content > lineBytesMax || size > roomWithCarriageReturn) {
            mode = Mode.SKIPPED_LINE;
            skippingMessages = false;
            return Optional.of(new Frame.LineTooLong(command, lineBytesMax));
        }
        if (lineStart + content > limits.commandBytesMax()) {
            return lost();
        }
        if (!ended) {
            return Optional.of(new Frame.NeedInput());
        }
        input.skip(1);
        if (carriageReturn) {
            command.dropLast();
        }
        return Optional.empty();
    }

    private Optional<Frame> goAhead() {
        mode = Mode.LITERAL;
        return Optional.of(new Frame.GoAhead());
    }

    private Optional<Frame> literal() {
        int count = literalBytesAtHand();
        input.moveTo(command, count);
        literalBytesLeft -= count;
        if (literalBytesLeft > 0) {
            return Optional.of(new Frame.NeedInput());
        }
        lineStart = command.length();
        mode = Mode.LINE;
        return Optional.empty();
    }

    private Optional<Frame> stream() {
        if (literalBytesLeft == 0) {
            return startLine(Mode.LINE);
        }
        int count = literalBytesAtHand();
        if (count == 0) {
            return Optional.of(new Frame.NeedInput());
        }
        literalBytesLeft -= count;
        return Optional.of(new Frame.Chunk(input.take(count)));
    }

    private Optional<Frame> skippedLiteral() {
        int count = literalBytesAtHand();
        input.skip(count);
        literalBytesLeft -= count;
        if (literalBytesLeft > 0) {
            return Optional.of(new Frame.NeedInput());
        }
        return startLine(Mode.SKIPPED_LINE);
    }

    /// A skipped line, too, may go on in a literal that comes unasked.
    private Optional<Frame> skippedLine() {
        int size = input.sizeOfLine();
        boolean ended = size < input.size();
        int tail = Math.min(size, TAIL_BYTES);
        input.skip(size - tail);
        input.moveTo(command, tail);
        command.keepLast(TAIL_BYTES);
        if (!ended) {
            return Optional.of(new Frame.NeedInput());
        }
        input.skip(1);
        if (command.endsWith('\r')) {
            command.dropLast();
        }
        Optional<LiteralHeader> literal =
                LiteralHeader.atEnd(command, 0).filter(header -> !header.synchronizing());
        startLine(Mode.LINE);
        return literal.isEmpty() ? Optional.empty() : skip(literal.get());
    }

    private Optional<Frame> skip(LiteralHeader literal) {
        int bytesMax =
                skippingMessages ? limits.skippedBytesMax() : limits.unaskedLiteralBytesMax();
        if (literal.sizeBytes() > bytesMax) {
            return lost();
        }
        literalBytesLeft = literal.sizeBytes();
        mode = Mode.SKIPPED_LITERAL;
        return Optional.empty();
    }

    private Optional<Frame> lost() {
        mode = Mode.LOST;
        command.clear();
        return Optional.of(new Frame.CommandTooLong());
    }

    private int literalBytesAtHand() {
        return (int) Math.min(literalBytesLeft, input.size());
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException("the framer is not asked to decide this now");
        }
    }
}
