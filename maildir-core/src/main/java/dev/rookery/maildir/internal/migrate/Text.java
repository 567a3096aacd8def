// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads words out of lines whose bytes stand as ISO 8859-1 characters.
final class Text {
    private static final int DIGITS_MAX = 18;

    private Text() {}

    /// A decimal number that fills the text; empty if it is none or has more than 18 digits.
    static OptionalLong number(String text) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= DIGITS_MAX
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /// The text behind those bytes, if they are UTF-8.
    static Optional<String> utf8(String latin1) {
        if (latin1.chars().allMatch(c -> c < 128)) {
            return Optional.of(latin1);
        }
        ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /// Whether IMAP lets a keyword have this name: an atom. RFC 9051 §9.
    static boolean isKeyword(String word) {
        return !word.isEmpty()
                && word.chars().allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
    }
}
