// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// The name of an entry: to Linux any bytes but `/` and zero, to us text if it is UTF-8.
public final class EntryName {
    private static final char REPLACEMENT = '\uFFFD';

    private EntryName() {}

    /// The name that calls take; nothing if it is not UTF-8.
    public static Optional<String> text(byte[] name, int length) {
        String text = description(name, length);
        return text.indexOf(REPLACEMENT) < 0 || isUtf8(name, length)
                ? Optional.of(text)
                : Optional.empty();
    }

    /// The name with something else for what is not UTF-8: for people, not for calls.
    public static String description(byte[] name, int length) {
        return new String(name, 0, length, UTF_8);
    }

    private static boolean isUtf8(byte[] name, int length) {
        try {
            var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(name, 0, length));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
