// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Decodes `%XX` (RFC 3986 §2.1) and nothing else: a plus sign stays one, since clients send
/// `anna+lists@example.org` unencoded. For the same reason a `%` that starts no escape stays.
final class PercentEncoding {
    private PercentEncoding() {}

    /// The text, decoded once; none if its bytes are not UTF-8.
    static Optional<String> decode(String encoded) {
        byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%' && isEscape(in, i)) {
                out.write(
                        HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2]));
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return utf8(out.toByteArray());
    }

    private static boolean isEscape(byte[] in, int at) {
        return at + 2 < in.length
                && HexFormat.isHexDigit(in[at + 1])
                && HexFormat.isHexDigit(in[at + 2]);
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
