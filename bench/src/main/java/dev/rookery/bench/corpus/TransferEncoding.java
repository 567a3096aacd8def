// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/// How the bytes of a part are written into a message. RFC 2045 §6.
enum TransferEncoding {
    SEVEN_BIT("7bit") {
        @Override
        void encode(Octets part, Octets message) {
            message.octets(part, 0, part.length());
        }
    },
    QUOTED_PRINTABLE("quoted-printable") {
        @Override
        void encode(Octets part, Octets message) {
            QuotedPrintable.encode(part, message);
        }
    },
    BASE64("base64") {
        @Override
        void encode(Octets part, Octets message) {
            byte[] lines = Base64.getMimeEncoder(76, CRLF).encode(part.copy());
            message.octets(lines, 0, lines.length).crlf();
        }
    };

    private static final byte[] CRLF = "\r\n".getBytes(US_ASCII);

    private final String label;

    TransferEncoding(String label) {
        this.label = label;
    }

    /// In `Content-Transfer-Encoding`.
    String label() {
        return label;
    }

    /// @param part which ends with CRLF
    abstract void encode(Octets part, Octets message);
}
