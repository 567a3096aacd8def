// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import dev.rookery.server.limits.ServerLimits;

/// How much one command may make us hold or skip; one set of numbers before login, another after.
///
/// @param lineBytesMax one line without its end; a literal starts a new line
/// @param answerBytesMax a raw line: the answer to an AUTHENTICATE challenge
/// @param literalBytesMax one literal that waits for our go-ahead
/// @param unaskedLiteralBytesMax one literal that does not wait: `{n+}` (RFC 7888)
/// @param commandBytesMax a whole command, literals included
/// @param literalsMax of a whole command, messages not counted; each has all before it read again
/// @param skippedBytesMax a message that comes unasked after its refusal; past that, closing is
///   cheaper than reading on
/// @param nestingMax lists within lists
public record CommandLimits(
        int lineBytesMax,
        int answerBytesMax,
        int literalBytesMax,
        int unaskedLiteralBytesMax,
        int commandBytesMax,
        int literalsMax,
        int skippedBytesMax,
        int nestingMax) {
    public static final CommandLimits BEFORE_LOGIN =
            new CommandLimits(
                    ServerLimits.LINE_BYTES_BEFORE_LOGIN_MAX,
                    ServerLimits.ANSWER_BYTES_MAX,
                    ServerLimits.LITERAL_BYTES_BEFORE_LOGIN_MAX,
                    ServerLimits.UNASKED_LITERAL_BYTES_MAX,
                    ServerLimits.COMMAND_BYTES_BEFORE_LOGIN_MAX,
                    ServerLimits.LITERALS_BEFORE_LOGIN_MAX,
                    ServerLimits.UNASKED_LITERAL_BYTES_MAX,
                    ServerLimits.NESTING_BEFORE_LOGIN_MAX);

    public static final CommandLimits AFTER_LOGIN =
            new CommandLimits(
                    ServerLimits.LINE_BYTES_MAX,
                    ServerLimits.LINE_BYTES_MAX,
                    ServerLimits.LITERAL_BYTES_MAX,
                    ServerLimits.UNASKED_LITERAL_BYTES_MAX,
                    ServerLimits.COMMAND_BYTES_MAX,
                    ServerLimits.LITERALS_MAX,
                    ServerLimits.SKIPPED_BYTES_MAX,
                    ServerLimits.NESTING_MAX);

    public CommandLimits {
        requirePositive(lineBytesMax, "lineBytesMax");
        requirePositive(answerBytesMax, "answerBytesMax");
        requirePositive(literalBytesMax, "literalBytesMax");
        requirePositive(unaskedLiteralBytesMax, "unaskedLiteralBytesMax");
        requirePositive(literalsMax, "literalsMax");
        requirePositive(skippedBytesMax, "skippedBytesMax");
        requirePositive(nestingMax, "nestingMax");
        if (commandBytesMax < lineBytesMax || commandBytesMax < literalBytesMax) {
            throw new IllegalArgumentException(
                    "commandBytesMax must have room for one line and for one literal");
        }
    }

    /// The longest literal taken that is announced like `literal`.
    public int literalBytesMax(LiteralHeader literal) {
        return literal.synchronizing() ? literalBytesMax : unaskedLiteralBytesMax;
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
