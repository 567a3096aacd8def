// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.util.CharsetUtil;
import org.jspecify.annotations.Nullable;

/// Turns bytes into text: transfer encodings, charsets and encoded words. The only class that knows
/// Mime4j.
final class Decoding {
    private Decoding() {}

    /// The text of a part.
    static Reader text(InputStream body, MimeFields mime) {
        return new InputStreamReader(transfer(body, mime.transferEncoding()), charset(mime));
    }

    /// The charset of a text.
    static Charset charset(MimeFields mime) {
        return charset(mime.parameter("charset").orElse("us-ascii"));
    }

    /// A body without its transfer encoding.
    static InputStream transfer(InputStream body, @Nullable String encoding) {
        return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
            case "base64" -> new NonEmptyReads(new Base64InputStream(body, DecodeMonitor.SILENT));
            case "quoted-printable" ->
                    new NonEmptyReads(
                            new QuotedPrintableInputStream(
                                    new BlankRuns(body), DecodeMonitor.SILENT));
            default -> body;
        };
    }

    /// Whether a body so encoded is made of bytes that can be had back. RFC 2045 §6.1.
    static boolean canUndo(String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary", "base64", "quoted-printable" -> true;
            default -> false;
        };
    }

    /// UTF-8 stands in for what is unknown, and for US-ASCII, whose texts often are not.
    private static Charset charset(String name) {
        Charset charset = CharsetUtil.lookup(name.strip());
        return charset == null || charset.equals(StandardCharsets.US_ASCII)
                ? StandardCharsets.UTF_8
                : charset;
    }

    /// The text of a header field: its 8-bit bytes and its encoded words (RFC 2047) decoded.
    ///
    /// @param value bytes as Latin-1
    static String field(String value) {
        String text = eightBit(value);
        if (!text.contains("=?")) {
            return text;
        }
        StringBuilder decoded = new StringBuilder();
        int at = 0;
        while (true) {
            EncodedWords words = EncodedWords.find(text, at);
            if (words.isEmpty()) {
                return decoded.append(text, at, text.length()).toString();
            }
            decoded.append(text, at, words.start());
            decoded.append(
                    DecoderUtil.decodeEncodedWords(
                            text.substring(words.start(), words.end()), DecodeMonitor.SILENT));
            at = words.end();
        }
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String eightBit(String value) {
        if (isAscii(value)) {
            return value;
        }
        try {
            byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            return value;
        }
    }
}
