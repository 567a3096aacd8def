// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Reads the words of one command from left to right. RFC 3501 §4 and §9.
///
/// Each method takes what it is named for, or throws a [SyntaxException] that says what it
/// expected, where, and what it found there.
public class Lexer {
    private static final int FOUND_CHARS_MAX = 20;

    private final CommandBytes bytes;
    private final int nestingMax;
    private final boolean open;
    private int at;
    private int depth;
    private boolean secret;

    /// @param open whether the bytes end with the header of a literal that has not come yet
    public Lexer(CommandBytes bytes, int nestingMax, boolean open) {
        this.bytes = bytes;
        this.nestingMax = nestingMax;
        this.open = open;
    }

    /// NUL is allowed nowhere.
    public final void refuseNul() {
        int nul = bytes.indexOfNul();
        if (nul >= 0) {
            throw new SyntaxException("", "NUL at byte " + (nul + 1));
        }
    }

    /// From here on no message shows what was found.
    public final void keepSecret() {
        secret = true;
    }

    public final boolean isAtEnd() {
        return at == bytes.length();
    }

    public final boolean sees(char c) {
        return at < bytes.length() && bytes.at(at) == c;
    }

    /// Whether this word comes next, in any case and whole.
    public final boolean seesWord(String word) {
        int end = at + word.length();
        return end <= bytes.length()
                && bytes.ascii(at, end).equalsIgnoreCase(word)
                && (end == bytes.length() || !Characters.isAtom(bytes.at(end)));
    }

    /// Whether these characters come next.
    public final boolean sees(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAt(at + i, text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    public final boolean seesDigit() {
        return at < bytes.length() && Characters.isDigit(bytes.at(at));
    }

    /// Takes `c` if it comes next.
    public final boolean takes(char c) {
        boolean seen = sees(c);
        if (seen) {
            at++;
        }
        return seen;
    }

    public final void require(char c) {
        if (!takes(c)) {
            throw expected("\"" + c + "\"");
        }
    }

    public Lexer space() {
        if (!takes(' ')) {
            throw expected("a space");
        }
        return this;
    }

    /// Spaces after the last word are forgiven.
    public final void endOfCommand() {
        if (!seesNoMoreWords()) {
            throw expected("the end of the command");
        }
    }

    /// Whether nothing is left but spaces.
    public final boolean seesNoMoreWords() {
        int end = at;
        while (end < bytes.length() && bytes.at(end) == ' ') {
            end++;
        }
        return end == bytes.length();
    }

    /// Whatever is left cannot be read and does not matter.
    public final void skipRest() {
        at = bytes.length();
    }

    public final String atom(String what) {
        return run(Characters::isAtom, what);
    }

    /// An atom in upper case.
    public final String keyword(String what) {
        return atom(what).toUpperCase(Locale.ROOT);
    }

    /// All characters of that class that come next, one at least.
    public final String run(IntPredicate accepted, String what) {
        int end = at;
        while (end < bytes.length() && accepted.test(bytes.at(end))) {
            end++;
        }
        if (end == at) {
            throw expected(what);
        }
        String text = bytes.ascii(at, end);
        at = end;
        return text;
    }

    /// At most `max`, which is at least 10.
    public final long number(long max, String what) {
        int start = at;
        int end = at;
        while (end < bytes.length() && Characters.isDigit(bytes.at(end))) {
            end++;
        }
        if (end == start) {
            throw expected(what);
        }
        long value = LiteralHeader.number(bytes, start, end);
        if (value > max || value == Long.MAX_VALUE) {
            throw expected(what + " up to " + max);
        }
        at = end;
        return value;
    }

    /// Up to 2^63 - 1.
    public final long number63(String what) {
        int start = at;
        long value = 0;
        while (at < bytes.length() && Characters.isDigit(bytes.at(at))) {
            int digit = bytes.at(at) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                at = start;
                throw expected(what + " up to " + Long.MAX_VALUE);
            }
            value = value * 10 + digit;
            at++;
        }
        if (at == start) {
            throw expected(what);
        }
        return value;
    }

    /// Exactly `count` digits.
    public final int digits(int count, String what) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            if (i >= bytes.length() || !Characters.isDigit(bytes.at(i))) {
                throw expected(what);
            }
            value = value * 10 + bytes.at(i) - '0';
        }
        at += count;
        return value;
    }

    /// An atom, quoted string or literal.
    public final String astring(String what) {
        return wordOrString(Characters::isAstring, what);
    }

    /// Characters of that class, or a quoted string or literal.
    public final String wordOrString(IntPredicate accepted, String what) {
        return seesString() ? string(what) : run(accepted, what);
    }

    /// An astring whose bytes need not be UTF-8.
    public final byte[] astringBytes(String what) {
        return seesString() ? stringBytes(what) : astring(what).getBytes(StandardCharsets.US_ASCII);
    }

    /// A quoted string or literal, in UTF-8.
    public final String string(String what) {
        int start = at;
        byte[] content = stringBytes(what);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException notText) {
            at = start;
            throw new SyntaxException("", "expected " + what + " in UTF-8" + place());
        }
    }

    /// A string, or nothing for NIL.
    public final Optional<String> nstring(String what) {
        if (seesString()) {
            return Optional.of(string(what));
        }
        nil(what + " or NIL");
        return Optional.empty();
    }

    /// The bytes of a string or of a binary literal, or nothing for NIL. RFC 5464 §5.
    public final Optional<byte[]> binaryString(String what) {
        int start = at;
        if (takes('~')) {
            Optional<LiteralHeader> header = headerHere();
            if (header.isEmpty()) {
                at = start;
                throw expected(what);
            }
            return Optional.of(literal(header.get(), what));
        }
        if (seesString()) {
            return Optional.of(stringBytes(what));
        }
        nil(what + " or NIL");
        return Optional.empty();
    }

    public final void nil(String what) {
        int start = at;
        if (!keyword(what).equals("NIL")) {
            at = start;
            throw expected(what);
        }
    }

    /// The header of a literal whose bytes have not come yet.
    public final LiteralHeader literalToCome(String what) {
        int start = at;
        takes('~');
        Optional<LiteralHeader> header = headerHere().filter(this::isToCome);
        if (header.isEmpty()) {
            at = start;
            throw expected(what);
        }
        at = header.get().end() + 2;
        return header.get();
    }

    private boolean isToCome(LiteralHeader header) {
        return open && header.end() + 2 == bytes.length();
    }

    /// Takes `(`.
    ///
    /// @throws SyntaxException with the code LIMIT if that many lists are open already
    public final void open(String what) {
        if (!sees('(')) {
            throw expected(what);
        }
        enter();
        at++;
    }

    public final void close() {
        require(')');
        leave();
    }

    /// Goes one level deeper, as a list does.
    public final void enter() {
        if (depth == nestingMax) {
            throw new SyntaxException("LIMIT", "nested deeper than " + nestingMax + place());
        }
        depth++;
    }

    public final void leave() {
        depth--;
    }

    /// Says what should have come here instead.
    public final SyntaxException expected(String what) {
        return new SyntaxException("", "expected " + what + place() + found());
    }

    /// Where the next word starts, to come back to with [#backTo].
    public final int position() {
        return at;
    }

    public final void backTo(int position) {
        at = position;
    }

    private boolean seesString() {
        return sees('"') || sees('{');
    }

    private byte[] stringBytes(String what) {
        return sees('"') ? quoted() : literal(headerHere().orElseThrow(() -> expected(what)), what);
    }

    /// A header counts only at the end of its line: there the [Framer] has seen it, too.
    private Optional<LiteralHeader> headerHere() {
        return LiteralHeader.at(bytes, at)
                .filter(header -> isAt(header.end(), '\r') && isAt(header.end() + 1, '\n'));
    }

    private byte[] literal(LiteralHeader header, String what) {
        if (isToCome(header)) {
            throw new UnfinishedException();
        }
        int start = header.end() + 2;
        if (header.sizeBytes() > bytes.length() - start) {
            throw expected(what);
        }
        at = start + (int) header.sizeBytes();
        return bytes.copy(start, at);
    }

    private byte[] quoted() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int i = at + 1;
        while (!isAt(i, '"')) {
            if (isAt(i, '\\') && (isAt(i + 1, '\\') || isAt(i + 1, '"'))) {
                i++;
            } else if (i >= bytes.length() || isAt(i, '\\') || isAt(i, '\r') || isAt(i, '\n')) {
                at = Math.min(i, bytes.length());
                throw expected("the rest of a quoted string");
            }
            content.write(bytes.at(i));
            i++;
        }
        at = i + 1;
        return content.toByteArray();
    }

    private boolean isAt(int index, char c) {
        return index < bytes.length() && bytes.at(index) == c;
    }

    private String place() {
        return " at byte " + (at + 1);
    }

    private String found() {
        if (secret) {
            return "";
        }
        if (at >= bytes.length() || isAt(at, '\r') || isAt(at, '\n')) {
            return ", found the end of the line";
        }
        StringBuilder text = new StringBuilder();
        int end = Math.min(bytes.length(), at + FOUND_CHARS_MAX);
        for (int i = at; i < end && !isAt(i, '\r') && !isAt(i, '\n'); i++) {
            text.append(Characters.isPrintable(bytes.at(i)) ? (char) bytes.at(i) : '?');
        }
        return ", found \"" + text + "\"";
    }
}
