// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "=?utf-8?q?gr=C3=BC=C3=9Fe?=, gr\u00fc\u00dfe",
        "=?ISO-8859-1?Q?a_b=E4?=, a b\u00e4",
        "a =?utf-8?b?w7w=?= b, a \u00fc b",
        "=?utf-8?b?w7w=?= =?utf-8?b?w7w=?=, \u00fc\u00fc",
        "=?utf-8?b?ww==?= =?utf-8?b?vA==?=, \u00fc",
        "=?unknown-8?q?x?=, =?unknown-8?q?x?=",
        "=?utf-8?x?y?=, =?utf-8?x?y?=",
        "=?utf-8?q?=C3, =?utf-8?q?=C3",
        "=?=?utf-8?q?a?=, =?a",
        "=?utf-8?q??=, =?utf-8?q??=",
        "a\u00fcb, a\u00fcb"
    })
    void decodesFields(String field, String expected) throws IOException {
        List<String> values = new ArrayList<>();
        String message = "Subject: " + Views.latin1(field.getBytes(StandardCharsets.UTF_8));
        text(message).header((_, value) -> values.add(value));
        assertThat(values).containsExactly(expected);
    }

    @Test
    void takesEightBitFieldsThatAreNotUtf8ForLatin1() throws IOException {
        List<String> values = new ArrayList<>();
        text("Subject: \u00fc").header((_, value) -> values.add(value));
        assertThat(values).containsExactly("\u00fc");
    }

    @Test
    void decodesManyBrokenWordsInLinearTime() throws IOException {
        List<String> values = new ArrayList<>();
        text("Subject: " + "=?a?q?".repeat(150_000)).header((_, value) -> values.add(value));
        assertThat(values.getFirst()).hasSize(900_000);
    }

    @Test
    void decodesTransferEncodingAndCharsetOfTextParts() throws IOException {
        String message =
                """
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                gr=C3=BC=
                =C3=9Fe  =20
                --b
                Content-Type: text/html; charset=iso-8859-15
                Content-Transfer-Encoding: BASE64

                PGI+pDwv
                Yj4=
                --b
                Content-Type: text/plain; charset=no-such-charset

                plain \u00c3\u00bc
                --b
                Content-Type: application/octet-stream

                not text
                --b--
                """;
        assertThat(bodies(message))
                .containsExactly("gr\u00fc\u00dfe   ", "<b>\u20ac</b>", "plain \u00fc");
    }

    @Test
    void showsHeadersOfMessagesWithinAndTheirTexts() throws IOException {
        String message =
                """
                Subject: outer
                Content-Type: message/rfc822

                Subject: =?utf-8?q?inner?=
                X: y

                text
                """;
        assertThat(bodies(message)).containsExactly("Subject: inner\nX: y\n", "text\n");
    }

    @Test
    void stopsWhenNobodyWantsMore() throws IOException {
        String message = "Content-Type: multipart/mixed; boundary=b\n\n--b\nA: b\n\n1\n--b\n\n2\n";
        List<String> seen = new ArrayList<>();
        text(message)
                .body((_, text) -> {
                    seen.add(all(text));
                    return seen.size() < 3;
                });
        assertThat(seen).containsExactly("A: b\n", "", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "quoted-printable"})
    void decodesWhatIsNotEncoded(String encoding) throws IOException {
        String header = "Content-Type: text/plain\nContent-Transfer-Encoding: " + encoding;
        for (String body : List.of("", "=", "====", "A", "A=", "\u00fc", "=\n=\n", "\0", " \n ")) {
            assertThat(bodies(header + "\n\n" + body)).hasSize(1);
        }
    }

    @Test
    void cutsRunsOfBlanksThatADecoderWouldKeep() throws IOException {
        String message =
                "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\na"
                        + " ".repeat(1_000_000)
                        + "b";
        assertThat(bodies(message).getFirst()).startsWith("a  ").endsWith("  b").hasSize(1_000);
    }

    private static MessageText text(String message) {
        return new MessageText(Views.of(message));
    }

    private static List<String> bodies(String message) throws IOException {
        List<String> seen = new ArrayList<>();
        text(message)
                .body((place, text) -> place != MessageText.Place.CONTENT || seen.add(all(text)));
        return seen;
    }

    private static String all(Reader text) throws IOException {
        StringWriter out = new StringWriter();
        text.transferTo(out);
        return out.toString();
    }
}
