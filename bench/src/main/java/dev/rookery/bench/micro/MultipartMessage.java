// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// A message of two texts and an attachment of 2 kB.
final class MultipartMessage {
    private static final String ATTACHMENT_LINE = "QUJD".repeat(18) + "\n";
    private static final int ATTACHMENT_LINES = 28;
    private static final String BEGINNING =
            """
            Return-Path: <anna@example.org>
            Received: from mx.example.org by mail.example.org; Sat, 21 Nov 2026 12:00:00 +0000
            From: =?UTF-8?Q?Anna_M=C3=BCller?= <anna@example.org>
            To: Bert <bert@example.org>, "Clara, of the board" <clara@example.org>
            Cc: dora@example.org
            Subject: Minutes of the meeting
            Date: Sat, 21 Nov 2026 12:00:00 +0000
            Message-ID: <minutes.2@example.org>
            In-Reply-To: <minutes.1@example.org>
            References: <agenda@example.org> <minutes.1@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="outer"

            --outer
            Content-Type: multipart/alternative; boundary="inner"

            --inner
            Content-Type: text/plain; charset=utf-8; format=flowed
            Content-Transfer-Encoding: quoted-printable

            See what we agreed on, and what is left for next time =E2=80=93 not much.

            --inner
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <html><body><p>See what we agreed on, and what is left for next time.</p></body></html>

            --inner--

            --outer
            Content-Type: application/pdf; name="minutes.pdf"
            Content-Disposition: attachment; filename="minutes.pdf"; size=1512
            Content-Transfer-Encoding: base64

            """;
    private static final String END = "\n--outer--\n";

    private MultipartMessage() {}

    static byte[] bytes() {
        String text = BEGINNING + ATTACHMENT_LINE.repeat(ATTACHMENT_LINES) + END;
        return text.replace("\n", "\r\n").getBytes(US_ASCII);
    }
}
