// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Words of a header field that are not all ASCII. RFC 2047.
final class EncodedWords {
    private static final int ENCODED_MAX = 45;

    private EncodedWords() {}

    /// Writes the text as it is if it can be.
    static void write(String text, Language language, Octets to) {
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            to.text(text);
            return;
        }
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start, language);
            to.text(start == 0 ? "" : "\r\n ");
            word(text.substring(start, end), language, to);
            start = end;
        }
    }

    /// Where the word ends that begins there: characters are not cut.
    private static int end(String text, int start, Language language) {
        int end = start;
        int room = ENCODED_MAX;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            room -= cost(text.substring(end, next), language);
            if (room < 0) {
                return end;
            }
            end = next;
        }
        return end;
    }

    /// Of one character, before Base64 makes four of three.
    private static int cost(String character, Language language) {
        int bytes = character.getBytes(language.charset()).length;
        boolean escaped = character.charAt(0) > '~';
        return escaped && language.encoding() != TransferEncoding.BASE64 ? 3 * bytes : bytes;
    }

    private static void word(String text, Language language, Octets to) {
        byte[] bytes = text.getBytes(language.charset());
        to.text("=?").text(language.charset().name());
        if (language.encoding() == TransferEncoding.BASE64) {
            to.text("?B?").text(Base64.getEncoder().encodeToString(bytes));
        } else {
            to.text("?Q?");
            escape(bytes, to);
        }
        to.text("?=");
    }

    private static void escape(byte[] bytes, Octets to) {
        for (byte each : bytes) {
            if (each == ' ') {
                to.octet('_');
            } else if (each > 0 && Character.isLetterOrDigit(each)) {
                to.octet(each);
            } else {
                QuotedPrintable.escape(each & 0xff, to);
            }
        }
    }
}
