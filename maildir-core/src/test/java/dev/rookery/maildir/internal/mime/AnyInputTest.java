// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in, valid IMAP goes out.
class AnyInputTest {
    private static final int ENVELOPE_VALUES = 10;
    private static final int MESSAGES = 1_500;
    private static final List<String> PIECES =
            List.of(
                    "From: ",
                    "To: ",
                    "Subject: ",
                    "Message-ID: ",
                    "Content-Type: ",
                    "Content-Disposition: ",
                    "Content-Language: ",
                    "Content-Transfer-Encoding: ",
                    "base64",
                    "quoted-printable",
                    "multipart/mixed",
                    "multipart/digest",
                    "message/rfc822",
                    "text/plain",
                    "; boundary=b",
                    "; boundary=\"",
                    "; a*0*=",
                    "; a*1=",
                    "; charset=",
                    "--b",
                    "--b--",
                    "\n",
                    "\r\n",
                    "\n\n",
                    "\r",
                    "\0",
                    " ",
                    "\t",
                    "(",
                    ")",
                    "<",
                    ">",
                    "@",
                    ",",
                    ";",
                    ":",
                    ".",
                    "\"",
                    "\\",
                    "[",
                    "]",
                    "=",
                    "a",
                    "b c",
                    "\u00fc",
                    "\u0080",
                    "=?utf-8?q?x?=",
                    "x".repeat(80));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersWithValidImap(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            check(Views.of(input(random)), random);
        }
    }

    static String input(Random random) {
        return random.nextInt(3) == 0 ? brokenMime(random) : pieces(random);
    }

    private static void check(MessageView message, Random random) throws IOException {
        assertThat(ImapSyntax.checkList(Views.latin1(message.envelope())))
                .isEqualTo(ENVELOPE_VALUES);
        ImapSyntax.checkList(Views.latin1(message.body()));
        ImapSyntax.checkList(Views.latin1(message.bodyStructure()));
        for (int i = 0; i < 5; i++) {
            List<Integer> part = List.of(1 + random.nextInt(2), 1 + random.nextInt(2));
            Section section =
                    new Section(part.subList(0, random.nextInt(3)), new Section.Content());
            var content = message.section(section);
            if (content.isPresent()) {
                Message.Content found = content.get();
                assertThat(Views.slice(found, 0, Long.MAX_VALUE).length())
                        .isEqualTo((int) found.sizeBytes());
            }
        }
        MessageText text = new MessageText(message);
        text.header((name, _) -> assertThat(name).isNotEmpty());
        text.body((_, part) -> part.skip(Long.MAX_VALUE) >= 0);
    }

    private static String pieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String brokenMime(Random random) {
        StringBuilder text = new StringBuilder(new RandomMime(random).message());
        for (int i = random.nextInt(10); i > 0 && text.length() > 2; i--) {
            int at = random.nextInt(text.length() - 1);
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }
}
