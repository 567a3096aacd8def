// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Message;
import dev.rookery.server.imap.command.Tag;
import dev.rookery.server.imap.response.Responses.Data;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseEncoderTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private final ResponseEncoder out = new ResponseEncoder(this::send);

    @Test
    void writesStatusResponses() throws IOException {
        out.tagged(new Tag("a1"), Status.ok("READ-WRITE", "Selected."));
        out.tagged(new Tag("a2"), Status.no("", "No such mailbox."));
        out.untagged(Status.bad("What?"));
        out.untagged(Status.bye("Bye."));

        assertThat(text().lines())
                .containsExactly(
                        "a1 OK [READ-WRITE] Selected.",
                        "a2 NO No such mailbox.",
                        "* BAD What?",
                        "* BYE Bye.");
    }

    @Test
    void letsNoTextEndItsLine() throws IOException {
        out.tagged(new Tag("a"), Status.no("X\r\n* ]BYE", "x\r\n* BYE now\0\u0085ü😀"));
        out.goAhead("x\r\ny");

        assertThat(text()).isEqualTo("a NO [X??* ?BYE] x??* BYE now????\r\n+ x??y\r\n");
    }

    @Test
    void letsNoTextPoseAsACode() throws IOException {
        out.untagged(Status.ok("[ALERT] Hello"));

        assertThat(text()).isEqualTo("* OK (ALERT] Hello\r\n");
    }

    @Test
    void writesSomeTextAlways() throws IOException {
        out.untagged(Status.ok("UIDNEXT 7", ""));

        assertThat(text()).isEqualTo("* OK [UIDNEXT 7] .\r\n");
    }

    @Test
    void writesAnEmptyChallenge() throws IOException {
        out.goAhead("");

        assertThat(text()).isEqualTo("+ \r\n");
    }

    @Test
    void shortensLongTexts() throws IOException {
        out.untagged(Status.bad("x".repeat(501)));

        assertThat(text()).isEqualTo("* BAD " + "x".repeat(500) + "...\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "abc | abc",
                "INBOX | INBOX",
                "'' | '\"\"'",
                "'a b' | '\"a b\"'",
                "'a\"\\b' | '\"a\\\"\\\\b\"'",
                "nil | '\"nil\"'",
                "NIL | '\"NIL\"'",
                "a] | '\"a]\"'",
                "{3} | '\"{3}\"'",
                "* | '\"*\"'",
            })
    void writesStringsAsAtomOrQuoted(String string, String encoded) throws IOException {
        assertThat(written(line -> line.string(string))).isEqualTo("* " + encoded + "\r\n");
    }

    @Test
    void writesOtherStringsAsLiterals() throws IOException {
        assertThat(written(line -> line.string("a\r\nb"))).isEqualTo("* {4}\r\na\r\nb\r\n");
        assertThat(written(line -> line.string("ü"))).isEqualTo("* {2}\r\nü\r\n");
        assertThat(written(line -> line.string("\0"))).isEqualTo("* {3}\r\n\uFFFD\r\n");
        assertThat(written(line -> line.string("x".repeat(1_001)))).startsWith("* {1001}\r\nx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"INBOX | INBOX", "Grün | Gr&APw-n", "R&D | R&-D", "a b | '\"a b\"'"})
    void writesMailboxNames(String name, String encoded) throws IOException {
        assertThat(written(line -> line.mailbox(name))).isEqualTo("* " + encoded + "\r\n");
    }

    @Test
    void writesPiecesInOrder() throws IOException {
        Data data =
                line ->
                        line.number(12)
                                .raw(" FETCH (UID ")
                                .number(4_294_967_295L)
                                .raw(" BODY[] ")
                                .literal(content("hello world"), 0, Long.MAX_VALUE)
                                .raw(" X ".getBytes(UTF_8))
                                .raw(")");

        assertThat(written(data))
                .isEqualTo("* 12 FETCH (UID 4294967295 BODY[] {11}\r\nhello world X )\r\n");
    }

    @ParameterizedTest
    @CsvSource({"0,5,5,hello", "6,100,5,world", "11,1,0,''", "12,1,0,''", "3,2,2,lo"})
    void writesPartOfAContent(long offset, long length, int size, String bytes) throws IOException {
        assertThat(written(line -> line.literal(content("hello world"), offset, length)))
                .isEqualTo("* {" + size + "}\r\n" + bytes + "\r\n");
    }

    @Test
    void sendsNoNul() throws IOException {
        out.untagged(line -> line.literal(content("\0a\0\0b"), 0, 5));
        out.untagged(line -> line.literal(content("a\0b\0c"), 2, 2));
        out.flush();

        assertThat(sent.toString(ISO_8859_1))
                .isEqualTo("* {5}\r\n\u0080a\u0080\u0080b\r\n* {2}\r\nb\u0080\r\n");
    }

    @Test
    void refusesAContentOfAnotherSizeThanItSays() {
        Message.Content liar =
                new Message.Content() {
                    @Override
                    public long sizeBytes() {
                        return 5;
                    }

                    @Override
                    public void writeTo(OutputStream into, long offset, long length)
                            throws IOException {
                        into.write(new byte[4]);
                    }
                };

        assertThatThrownBy(() -> out.untagged(line -> line.literal(liar, 0, 5)))
                .isInstanceOf(IOException.class)
                .hasMessage("a literal of 5 bytes got 4");
    }

    @Test
    void gathersSmallPieces() throws IOException {
        for (int i = 0; i < 100; i++) {
            out.untagged(line -> line.raw("OK"));
        }
        assertThat(writes).isEmpty();
        out.flush();
        out.flush();

        assertThat(writes).containsExactly(600);
    }

    @Test
    void streamsLargeContentInOrderAndBoundedPieces() throws IOException {
        byte[] piece = "x".repeat(8_191).getBytes(UTF_8);
        Message.Content large =
                new Message.Content() {
                    @Override
                    public long sizeBytes() {
                        return 1_000L * piece.length;
                    }

                    @Override
                    public void writeTo(OutputStream into, long offset, long length)
                            throws IOException {
                        for (int i = 0; i < 1_000; i++) {
                            into.write(piece);
                        }
                    }
                };
        out.untagged(line -> line.literal(large, 0, Long.MAX_VALUE));
        out.flush();

        assertThat(writes).allMatch(size -> size <= OutputBuffer.CAPACITY_BYTES);
        assertThat(sent.size()).isEqualTo("* {8191000}\r\n".length() + 8_191_000 + 2);
    }

    @Test
    void passesLargePiecesBy() throws IOException {
        byte[] large = "x".repeat(100_000).getBytes(UTF_8);
        out.untagged(line -> line.raw("A ").raw(large).raw(" B"));

        assertThat(text()).isEqualTo("* A " + "x".repeat(100_000) + " B\r\n");
        assertThat(writes).containsExactly(4, 100_000, 4);
    }

    private static Message.Content content(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Message.Content() {
            @Override
            public long sizeBytes() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream into, long offset, long length) throws IOException {
                int from = (int) Math.min(offset, bytes.length);
                into.write(bytes, from, (int) Math.min(length, bytes.length - from));
            }
        };
    }

    private String written(Data data) throws IOException {
        out.untagged(data);
        return text();
    }

    private String text() throws IOException {
        out.flush();
        String text = sent.toString(UTF_8);
        sent.reset();
        return text;
    }

    private void send(ByteBuffer bytes) {
        writes.add(bytes.remaining());
        sent.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }
}
