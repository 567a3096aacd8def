// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Builds IMAP data from bytes held as Latin-1 strings. RFC 9051 §4.
final class ImapText {
    private final StringBuilder text = new StringBuilder();

    ImapText raw(String imap) {
        text.append(imap);
        return this;
    }

    ImapText raw(ImapText imap) {
        text.append(imap.text);
        return this;
    }

    ImapText space() {
        text.append(' ');
        return this;
    }

    ImapText number(long value) {
        text.append(value);
        return this;
    }

    /// The string, or NIL if there is none.
    ImapText nstring(@Nullable String bytes) {
        return bytes == null ? raw("NIL") : string(bytes);
    }

    /// The same of a whole field: a CR that ends no line is a space, as in Dovecot.
    ImapText field(@Nullable String bytes) {
        return bytes == null ? raw("NIL") : string(bytes.replace('\r', ' '));
    }

    /// Quoted where the grammar allows it, else a literal; NUL, which neither can hold, is dropped.
    ImapText string(String bytes) {
        String clean = bytes.indexOf('\0') < 0 ? bytes : bytes.replace("\0", "");
        return isQuotable(clean) ? quoted(clean) : literal(clean);
    }

    private static boolean isQuotable(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '\r' || c == '\n' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private ImapText quoted(String bytes) {
        text.append('"');
        int copied = 0;
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) == '"' || bytes.charAt(i) == '\\') {
                text.append(bytes, copied, i).append('\\');
                copied = i;
            }
        }
        text.append(bytes, copied, bytes.length()).append('"');
        return this;
    }

    private ImapText literal(String bytes) {
        text.append('{').append(bytes.length()).append("}\r\n").append(bytes);
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    byte[] bytes() {
        return bytes(toString());
    }

    /// Bytes out of a Latin-1 string.
    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The bytes as a Latin-1 string.
    @Override
    public String toString() {
        return text.toString();
    }
}
