// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

/// Lines of at most 76 characters, none of which begins with a dot. RFC 2045 §6.7.
final class QuotedPrintable {
    private static final int COLUMNS_MAX = 75;
    private static final String HEX = "0123456789ABCDEF";

    private QuotedPrintable() {}

    static void encode(Octets part, Octets message) {
        int column = 0;
        for (int i = 0; i < part.length(); i++) {
            int octet = part.at(i) & 0xff;
            if (octet == '\r') {
                message.crlf();
                column = 0;
                i++;
                continue;
            }
            boolean plain = isPlain(octet) || (octet == ' ' && part.at(i + 1) != '\r');
            if (column + (plain ? 1 : 3) > COLUMNS_MAX) {
                message.octet('=').crlf();
                column = 0;
            }
            plain &= column > 0 || octet != '.';
            column += plain ? 1 : 3;
            if (plain) {
                message.octet(octet);
            } else {
                escape(octet, message);
            }
        }
    }

    static boolean isPlain(int octet) {
        return octet > ' ' && octet < 127 && octet != '=';
    }

    static void escape(int octet, Octets message) {
        message.octet('=').octet(HEX.charAt(octet >>> 4)).octet(HEX.charAt(octet & 0xf));
    }
}
