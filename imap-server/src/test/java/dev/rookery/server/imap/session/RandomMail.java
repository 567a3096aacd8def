// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.util.List;

/// Messages whose structure and headers are worth asking for; a character is a byte.
final class RandomMail {
    private static final String PLAIN =
            """
            Subject: one
            From: anna@example.org

            text
            """;

    private static final String GROUPS =
            """
            From: "A \\"quoted\\" name" <anna@example.org>, (comment \\\\) bert@example.org
            To: Friends: a@example.org, =?utf-8?q?b=C3=BC?= <b@example.org>;, nobody:;
            Cc: <@relay:c@example.org>, broken <, , undisclosed-recipients:;
            Reply-To:
            Subject: =?iso-8859-1?q?caf=E9?= \"and\" \\
             folded
            Date: Fri, 20 Nov 2026 10:00:00 +0100 (CET)
            Message-ID: <1@example.org>
            In-Reply-To: <0@example.org>
            Content-Type: text/plain; charset="utf-8"; name*0="a"; name*1="b"; x=""
            Content-Disposition: attachment; filename="caf\u00e9 \\".txt"
            Content-Language: de, en
            Content-ID: <id>
            Content-Description: "described"
            Content-Transfer-Encoding: quoted-printable

            caf=C3=A9=
             =00 end
            """;

    private static final String PARTS =
            """
            MIME-Version: 1.0
            Subject: parts
            Content-Type: multipart/mixed; boundary=outer

            preamble
            --outer
            Content-Type: text/html

            <p>some <b>html</b></p>
            --outer
            Content-Type: message/rfc822

            From: inner@example.org
            Subject: inner
            Content-Type: multipart/alternative; boundary=inner

            --inner

            plain
            --inner
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64
            Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
            Content-Location: http://example.org/

            AAECAwQ=
            --inner--
            --outer
            Content-Type: image/png; name
            Content-Transfer-Encoding: x-unknown
            Content-Disposition: ; filename

            ???
            --outer--
            """;

    private static final String NO_PARTS =
            """
            Content-Type: multipart/mixed; boundary="never seen"

            """;

    private static final String EIGHT_BIT =
            """
            Subject: caf\u00e9 \u00c3\u00bc
            From: \u00e4 <\u00e4@\u00e4>
            Content-Type: text/\u00e4; \u00e4=\u00e4; q="\u00c3\u00a4"

            \u00ff\u00fe
            """;

    static final List<String> MESSAGES =
            List.of(
                    crlf(PLAIN),
                    crlf(PLAIN),
                    crlf(GROUPS),
                    crlf(PARTS),
                    crlf(NO_PARTS),
                    crlf(EIGHT_BIT),
                    crlf(PLAIN) + "long line ".repeat(500) + "\r\n",
                    "\r\n",
                    "no header at all");

    private RandomMail() {}

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }
}
