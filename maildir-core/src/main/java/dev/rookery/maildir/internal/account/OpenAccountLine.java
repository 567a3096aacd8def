// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One line of `open-accounts`, the list of accounts that a store has open.
///
/// ```text
///   rookery open accounts 1                                      the first line: the version
///   + 24ceb61e 1000:1000 MAILDIR_PLUS_PLUS UTF8 /srv/vmail/anna  was opened
///   - be01dff0 1000:1000 MAILDIR_PLUS_PLUS UTF8 /srv/vmail/anna  was closed
/// ```
///
/// Behind the sign stand the checksum of sign and fields, whose the files are (`-` if the process's
/// own), the layout of folders, the spelling of their names, and the directory. In that, `%` and
/// two hexadecimal digits stand for each byte that is not printable ASCII, and for `%`.
record OpenAccountLine(boolean opened, AccountLocation account) {
    static final String HEADER = "rookery open accounts ";
    static final int VERSION = 1;

    private static final String NO_OWNER = "-";
    private static final int FIELDS_AT = 11;
    private static final HexFormat HEX = HexFormat.of();

    /// The line as it is written, without its end.
    String text() {
        String owner = account.owner().map(it -> it.uid() + ":" + it.gid()).orElse(NO_OWNER);
        return text(
                opened ? '+' : '-',
                String.join(
                        " ",
                        owner,
                        account.layout().name(),
                        account.names().name(),
                        escaped(account.maildir().toString())));
    }

    private static String text(char sign, String fields) {
        CRC32C crc = new CRC32C();
        crc.update((sign + fields).getBytes(StandardCharsets.US_ASCII));
        return sign + " " + HEX.toHexDigits((int) crc.getValue()) + " " + fields;
    }

    /// Nothing if it is not what [#text] wrote.
    static Optional<OpenAccountLine> parse(String line) {
        char sign = line.isEmpty() ? ' ' : line.charAt(0);
        boolean whole =
                (sign == '+' || sign == '-')
                        && line.length() > FIELDS_AT
                        && line.equals(text(sign, line.substring(FIELDS_AT)));
        try {
            return whole
                    ? Optional.of(
                            new OpenAccountLine(sign == '+', account(line.substring(FIELDS_AT))))
                    : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            return Optional.empty();
        }
    }

    private static AccountLocation account(String fields) {
        String[] each = fields.split(" ", -1);
        return new AccountLocation(Path.of(unescaped(each[3])), owner(each[0]))
                .with(FolderLayout.valueOf(each[1]), FolderNames.valueOf(each[2]));
    }

    private static Optional<Owner> owner(String text) {
        if (text.equals(NO_OWNER)) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        return Optional.of(
                new Owner(
                        Integer.parseInt(text.substring(0, colon)),
                        Integer.parseInt(text.substring(colon + 1))));
    }

    private static String escaped(String path) {
        StringBuilder text = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            if (each > ' ' && each < 0x7f && each != '%') {
                text.append((char) each);
            } else {
                text.append('%').append(HEX.toHexDigits(each));
            }
        }
        return text.toString();
    }

    private static String unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
