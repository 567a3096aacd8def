// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Random;

/// Messages as the world sends them, each a function of seed and number; with CRLF and a first
/// header `X-Generated: number` that tells it apart and marks where trace lines end.
///
/// The seed is fixed, or given with `-Drookery.seed`.
final class GeneratedMail {
    private static final String MARK = "X-Generated: ";
    private static final int LONGEST_LINE = 998;
    private static final String[] WORDS = {
        "Krähe",
        "nest",
        "Saatkrähe",
        "ворона",
        "烏",
        "twig",
        "=20",
        "feather",
        "rook",
        "colony",
        "–",
        "egg"
    };

    private final long seed;

    GeneratedMail() {
        seed = Long.getLong("rookery.seed", 20_261_121);
        System.out.println("messages are generated with -Drookery.seed=" + seed);
    }

    byte[] message(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        return switch (number % 10) {
            case 0 -> text(number, "Subject: bare text", "plain words, no MIME at all\n", US_ASCII);
            case 1 -> text(number, mime("text/plain; charset=utf-8", "8bit"), prose(random), UTF_8);
            case 2 ->
                    text(
                            number,
                            "Subject: Grüße 烏 \nTo: \"Jörg\" <j@client.test>",
                            "raw UTF-8\n",
                            UTF_8);
            case 3 ->
                    text(
                            number,
                            mime("text/plain; charset=iso-8859-1", "8bit"),
                            "Äpfel, Öl, ß\n",
                            ISO_8859_1);
            case 4 ->
                    text(
                            number,
                            "Subject: dots",
                            ".\n..\n.hidden\n...\nFrom here on\n>From\n.\n",
                            US_ASCII);
            case 5 -> text(number, "Subject: long lines", longLines(random), US_ASCII);
            case 6 -> alternative(number, prose(random));
            case 7 -> attachment(number, random.nextInt(300_000));
            case 8 ->
                    text(
                            number,
                            "Subject: nothing inside",
                            random.nextBoolean() ? "" : "\n\n \t\n\n",
                            US_ASCII);
            default -> text(number, folded(random), prose(random), UTF_8);
        };
    }

    /// A message that carries a file of the given size.
    byte[] attachment(int number, int bytes) {
        byte[] file = new byte[bytes];
        new Random(seed + number).nextBytes(file);
        String encoded = Base64.getMimeEncoder().encodeToString(file).replace("\r\n", "\n");
        String body =
                """
                preamble
                --outer
                Content-Type: text/plain

                see the file
                --outer
                Content-Type: application/octet-stream
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename*=utf-8''kr%%C3%%A4he.bin

                %s
                --outer--
                epilogue
                """
                        .formatted(encoded);
        return text(number, mime("multipart/mixed; boundary=outer", "8bit"), body, UTF_8);
    }

    /// What stands below the trace lines: from the mark on, with LF line ends, one character an
    /// octet.
    static String belowTrace(byte[] stored) {
        String text = new String(stored, ISO_8859_1);
        int begin = text.startsWith(MARK) ? 0 : text.indexOf("\n" + MARK) + 1;
        return text.substring(begin).replace("\r\n", "\n");
    }

    /// The number that a message, or its header, was generated with.
    static int number(String message) {
        int begin = message.indexOf(MARK) + MARK.length();
        return Integer.parseInt(message.substring(begin, message.indexOf('\n', begin)).strip());
    }

    private static byte[] text(int number, String header, String body, Charset charset) {
        String message =
                """
                %1$s%2$d
                From: Generator <sender@client.test>
                Date: Sat, 21 Nov 2026 06:00:00 +0000
                Message-ID: <%2$d@generated.test>
                %3$s

                %4$s\
                """
                        .formatted(MARK, number, header, body);
        return message.replace("\n", "\r\n").getBytes(charset);
    }

    private static String mime(String type, String encoding) {
        return """
        Subject: %1$s
        MIME-Version: 1.0
        Content-Type: %1$s
        Content-Transfer-Encoding: %2$s\
        """
                .formatted(type, encoding);
    }

    private static byte[] alternative(int number, String prose) {
        String body =
                """
                --a
                Content-Type: multipart/alternative; boundary="b c"

                --b c
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                %s
                --b c
                Content-Type: text/html; charset=utf-8

                <p>html</p>
                --b c--

                --a
                Content-Type: message/rfc822

                Subject: inner

                inner body
                --a--
                """
                        .formatted(prose);
        return text(number, mime("multipart/mixed; boundary=a", "8bit"), body, UTF_8);
    }

    private static String prose(Random random) {
        StringBuilder prose = new StringBuilder();
        for (int line = random.nextInt(80); line >= 0; line--) {
            for (int word = random.nextInt(12); word >= 0; word--) {
                prose.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            prose.append('\n');
        }
        return prose.toString();
    }

    private static String longLines(Random random) {
        String line = "x".repeat(LONGEST_LINE - 1);
        return line
                + "y\n."
                + line.substring(1)
                + "\n"
                + line.substring(random.nextInt(900))
                + "\n";
    }

    private static String folded(Random random) {
        StringBuilder header =
                new StringBuilder(
                        "Subject: =?utf-8?q?Kr=C3=A4he?=\n =?utf-8?b?4pyT?=\nReferences:");
        for (int i = random.nextInt(40); i >= 0; i--) {
            header.append("\n\t<").append(random.nextLong()).append("@generated.test>");
        }
        return header.toString();
    }
}
