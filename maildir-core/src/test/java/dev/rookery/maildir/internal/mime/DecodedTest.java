// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UnknownEncodingException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parts without their transfer encoding: BINARY, RFC 3516.
class DecodedTest {
    private static final long SEED = 1;
    private static final int LARGE_BYTES = 200_000;

    private static final String MIXED =
            """
            Subject: parts
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b
            Content-Transfer-Encoding: base64

            --b
            Content-Type: text/plain
            Content-Transfer-Encoding: quoted-printable

            one=3Dtwo =
            three=20
            end
            --b
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64

            AAEC
            /w==
            --b
            Content-Type: message/rfc822
            Content-Transfer-Encoding: quoted-printable

            Subject: inner=3D
            MIME-Version: 1.0
            Content-Transfer-Encoding: base64

            aW5uZXI=
            --b
            Content-Type: application/x-other
            Content-Transfer-Encoding: x-UUencode

            begin
            --b
            Content-Type: multipart/alternative; boundary=c
            Content-Transfer-Encoding: x-none

            --c

            deep
            --c--
            --b--
            """;

    private static String onDisk(String lf, boolean crlf) {
        return crlf ? lf.replace("\n", "\r\n") : lf;
    }

    private static String of(String encoding, String body) {
        String field = encoding.isEmpty() ? "" : "Content-Transfer-Encoding: " + encoding + "\n";
        return "MIME-Version: 1.0\n" + field + "\n" + body;
    }

    private static String text(Message message, Integer... part) throws IOException {
        Message.Decoded decoded = message.decoded(List.of(part)).orElseThrow();
        String text = Views.slice(decoded, 0, decoded.sizeBytes());
        assertThat(decoded.sizeBytes()).isEqualTo(text.length());
        assertThat(decoded.hasNul()).isEqualTo(text.contains("\0"));
        assertThat(Views.slice(decoded, 0, Long.MAX_VALUE)).isEqualTo(text);
        return text;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void undoesTheEncodingOfEachPart(boolean crlf) throws IOException {
        MessageView message = Views.of(onDisk(MIXED, crlf));
        assertThat(text(message, 1)).isEqualTo("one=two three \r\nend");
        assertThat(text(message, 2)).isEqualTo("\0\u0001\u0002\u00ff");
        assertThat(text(message, 3, 1)).isEqualTo("inner");
        assertThat(text(message, 5, 1)).isEqualTo("deep");
    }

    /// RFC 2045 §6.4: composite parts have none, whatever they say.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesCompositePartsAsTheyAre(boolean crlf) throws IOException {
        MessageView message = Views.of(onDisk(MIXED, crlf));
        assertThat(text(message)).isEqualTo(MIXED.replace("\n", "\r\n"));
        assertThat(text(message, 3)).startsWith("Subject: inner=3D\r\n").endsWith("aW5uZXI=");
        assertThat(text(message, 5)).startsWith("--c\r\n").endsWith("--c--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "1.1", "2.1", "3.2", "3.1.1", "4.1", "5.2", "7", "99"})
    void hasNothingOfPartsThatAreNotThere(String part) throws IOException {
        List<Integer> number = List.of(part.split("\\.")).stream().map(Integer::valueOf).toList();
        assertThat(Views.of(MIXED).decoded(number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-UUencode", "uuencode", "base-64", "base64url", "7-bit", "yEnc"})
    void namesTheEncodingThatNobodyKnows(String encoding) {
        assertThatThrownBy(() -> Views.of(of(encoding, "begin\n")).decoded(List.of(1)))
                .isInstanceOfSatisfying(
                        UnknownEncodingException.class,
                        unknown -> assertThat(unknown.encoding()).isEqualTo(encoding));
    }

    @Test
    void refusesOnlyThePartWhoseEncodingNobodyKnows() throws IOException {
        MessageView message = Views.of(MIXED);
        assertThatThrownBy(() -> message.decoded(List.of(4)))
                .isInstanceOf(UnknownEncodingException.class);
        assertThat(text(message, 2)).hasSize(4);
        MessageView other = Views.of(of("x-other", "as it is\n"));
        assertThat(text(other)).endsWith("\r\n\r\nas it is\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7bit", "8bit", "8BIT", "binary", "(none)"})
    void givesOutWhatIsNotEncodedWithItsLineEnds(String encoding) throws IOException {
        String body = "a\nb\r\n\rc\n=41\u00fc\0 \n";
        MessageView message = Views.of(of(encoding, body));
        assertThat(text(message, 1)).isEqualTo("a\r\nb\r\n\rc\r\n=41\u00fc\0 \r\n");
    }

    @Test
    void knowsEncodingsWithoutCaseAndComments() throws IOException {
        assertThat(text(Views.of(of("BASE64", "eA==\n")), 1)).isEqualTo("x");
        assertThat(text(Views.of(of("Base64 (of old)", "eA==\n")), 1)).isEqualTo("x");
        assertThat(text(Views.of(of("Quoted-Printable", "=78")), 1)).isEqualTo("x");
    }

    /// As BODYSTRUCTURE says, RFC 2045 §4.
    @Test
    void knowsNoEncodingOfAMessageThatIsNotMime() throws IOException {
        MessageView message = Views.of("Content-Transfer-Encoding: base64\n\neA==\n");
        assertThat(Views.latin1(message.body())).contains("\"7bit\"");
        assertThat(text(message, 1)).isEqualTo("eA==\r\n");
    }

    @Test
    void takesTheFirstOfTwoEncodings() throws IOException {
        String fields = "base64\nContent-Transfer-Encoding: x-other";
        assertThat(text(Views.of(of(fields, "eA==\n")), 1)).isEqualTo("x");
    }

    /// Rows: what is encoded, with `\n`, and what comes of it, with `\r\n` and `\0`.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsQuotedPrintableWithEitherLineEnd(boolean crlf) throws IOException {
        String[][] rows = {
            {"", ""},
            {"a\nb\n", "a\r\nb\r\n"},
            {"a=\nb", "ab"},
            {"a= \t\nb", "ab"},
            {"a  \nb\t\n", "a\r\nb\r\n"},
            {"a=20\nb", "a \r\nb"},
            {"=00", "\0"},
            {"=0D=0A=0A", "\r\n\n"},
            {"=fF=Ff", "\u00ff\u00ff"},
            {"\n\n=\n\n", "\r\n\r\n\r\n"},
            {"last=", "last="},
        };
        for (String[] row : rows) {
            MessageView message = Views.of(onDisk(of("quoted-printable", row[0]), crlf));
            assertThat(text(message, 1)).as(row[0]).isEqualTo(row[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 76", "1, 76", "2, 4", "3, 4", "999, 60", "200000, 76", "200000, 5000"})
    void readsBase64OfAnyLengthAndLines(int length, int lineChars) throws IOException {
        byte[] bytes = new byte[length];
        new Random(SEED).nextBytes(bytes);
        for (String end : new String[] {"\n", "\r\n"}) {
            Base64.Encoder encoder =
                    Base64.getMimeEncoder(lineChars, end.getBytes(StandardCharsets.US_ASCII));
            String body = encoder.encodeToString(bytes) + end;
            assertThat(text(Views.of(of("base64", body)), 1)).isEqualTo(Views.latin1(bytes));
        }
    }

    /// As far as it goes, and no further.
    @ParameterizedTest
    @CsvSource({
        "QUJD REVG, ABCDEF",
        "QUJDRE, ABC",
        "QUJDR, ABC",
        "QUJDREU, ABC",
        "QU!J*D, ABC",
        "QUJDRA=, ABC",
        "====, ''",
        "=, ''",
        "!, ''",
        "QQ==QUJD, A",
    })
    void readsWhatItCanOfBrokenBase64(String body, String begin) throws IOException {
        for (String end : new String[] {"", "\n", "\r\n", "\n\n"}) {
            MessageView message = Views.of(of("base64", body + end));
            assertThat(text(message, 1)).startsWith(begin);
        }
    }

    @Test
    void readsAnythingAsBase64AndQuotedPrintable() throws IOException {
        System.out.println("seed of DecodedTest: " + SEED);
        Random random = new Random(SEED);
        String bytes = "QUJD=\n\r \tz9+/-_!\0\u00ff=3D";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder body = new StringBuilder();
            for (int left = random.nextInt(60); left > 0; left--) {
                body.append(bytes.charAt(random.nextInt(bytes.length())));
            }
            String encoding = random.nextBoolean() ? "base64" : "quoted-printable";
            String lf = of(encoding, body.toString().replace("\r", ""));
            assertThat(text(Views.of(lf), 1))
                    .as("round %d: %s", round, encoding)
                    .isEqualTo(text(Views.of(onDisk(lf, true)), 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "quoted-printable", "binary"})
    void slicesAsAnArrayWouldBeSliced(String encoding) throws IOException {
        System.out.println("seed of DecodedTest: " + SEED);
        Random random = new Random(SEED);
        byte[] bytes = new byte[LARGE_BYTES];
        random.nextBytes(bytes);
        String body = Base64.getMimeEncoder().encodeToString(bytes).replace("\r", "");
        Message.Decoded decoded = Views.of(of(encoding, body)).decoded(List.of(1)).orElseThrow();
        String whole = Views.slice(decoded, 0, Long.MAX_VALUE);
        assertThat(whole).hasSize((int) decoded.sizeBytes());
        for (int round = 0; round < 60; round++) {
            int offset = random.nextInt(whole.length() + 2);
            int length = random.nextInt(round % 2 == 0 ? 100 : whole.length());
            int from = Math.min(offset, whole.length());
            int to = Math.min(from + length, whole.length());
            assertThat(Views.slice(decoded, offset, length))
                    .as("%s<%d.%d>", encoding, offset, length)
                    .isEqualTo(whole.substring(from, to));
        }
        assertThat(Views.slice(decoded, Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
        assertThat(Views.slice(decoded, 0, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "4096", "16384"})
    void putsTogetherWhatComesInPieces(int pieceBytes) throws IOException {
        byte[] stored = MIXED.getBytes(StandardCharsets.ISO_8859_1);
        MessageView message =
                new MessageView(Uid.FIRST, new ArrayBytes(stored, pieceBytes), () -> {});
        assertThat(text(message, 1)).isEqualTo("one=two three \r\nend");
        assertThat(text(message, 2)).hasSize(4);
        assertThat(text(message)).isEqualTo(MIXED.replace("\n", "\r\n"));
    }

    /// However late.
    @Test
    void findsOneNulAmongMany() throws IOException {
        byte[] bytes = new byte[LARGE_BYTES];
        new Random(SEED).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] |= 1;
        }
        assertThat(hasNul(bytes)).isFalse();
        for (int at : new int[] {0, 16_383, 16_384, 100_001, LARGE_BYTES - 1}) {
            byte[] one = bytes.clone();
            one[at] = 0;
            assertThat(hasNul(one)).as("at %d", at).isTrue();
        }
    }

    private static boolean hasNul(byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(bytes);
        return Views.of(of("base64", body)).decoded(List.of(1)).orElseThrow().hasNul();
    }

    /// Whoever wants the beginning does not wait for the rest.
    @Test
    void readsNoFurtherThanItIsAsked() throws IOException {
        ArrayBytes bytes = ArrayBytes.of(of("base64", "QUJD\n".repeat(LARGE_BYTES)));
        MessageView message = new MessageView(Uid.FIRST, bytes, () -> {});
        Message.Decoded decoded = message.decoded(List.of(1)).orElseThrow();
        long before = bytes.readBytes();
        decoded.writeTo(OutputStream.nullOutputStream(), 0, 10);
        assertThat(bytes.readBytes() - before).isLessThan(LARGE_BYTES / 2);
    }

    @Test
    void failsAsItsOutputFails() throws IOException {
        Message.Decoded decoded = Views.of(of("base64", "QUJD")).decoded(List.of(1)).orElseThrow();
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("gone");
                    }
                };
        assertThatThrownBy(() -> decoded.writeTo(broken, 0, 3)).hasMessage("gone");
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        decoded.writeTo(again, 0, 3);
        assertThat(again.toString(StandardCharsets.US_ASCII)).isEqualTo("ABC");
    }

    @Test
    void failsWhenTheFileEndsEarly() {
        MessageView message = new MessageView(Uid.FIRST, new CutBytes(), () -> {});
        assertThatThrownBy(() -> message.decoded(List.of())).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> message.decoded(List.of(1))).isInstanceOf(EOFException.class);
    }

    @Test
    void needsAnOpenMessage() {
        MessageView message = Views.of(MIXED);
        message.close();
        assertThatThrownBy(() -> message.decoded(List.of(1))).isInstanceOf(ClosedException.class);
    }
}
