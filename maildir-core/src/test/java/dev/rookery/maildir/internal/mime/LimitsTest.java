// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final String OPAQUE = "\"application\" \"octet-stream\"";

    @ParameterizedTest
    @CsvSource({"8, false", "9, false", "10, true", "11, true"})
    void stopsAtTheDepthOfMultiparts(int nested, boolean cut) throws IOException {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < nested; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b");
            message.append(i).append("\n");
        }
        checkDepth(message + "\nlast", cut);
    }

    @ParameterizedTest
    @CsvSource({"8, false", "9, false", "10, true", "11, true"})
    void stopsAtTheDepthOfMessagesInMessages(int nested, boolean cut) throws IOException {
        checkDepth("Content-Type: message/rfc822\n\n".repeat(nested) + "\nlast", cut);
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "6, true"})
    void stopsAtTheDepthOfDigests(int nested, boolean cut) throws IOException {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < nested; i++) {
            message.append("Content-Type: multipart/digest; boundary=b").append(i);
            message.append("\n\n--b").append(i).append("\n\n");
        }
        checkDepth(message + "\nlast", cut);
    }

    private static void checkDepth(String message, boolean cut) throws IOException {
        Limits limits = new Limits(100, 10, 1 << 20, 10 << 20, 100);
        MessageView view = Views.of(message, limits);
        String body = Views.latin1(view.bodyStructure());
        assertThat(body.contains(OPAQUE)).isEqualTo(cut);
        assertThat(whole(view)).isEqualTo(message.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 10, 50})
    void leavesTheRestOfTooManyPartsInTheLastOne(int parts) throws IOException {
        String message =
                "Content-Type: multipart/mixed; boundary=b\n\n"
                        + IntStream.rangeClosed(1, parts)
                                .mapToObj(i -> "--b\n\npart " + i + "\n")
                                .collect(Collectors.joining())
                        + "--b--\n";
        MessageView view = Views.of(message, new Limits(10, 10, 1 << 20, 10 << 20, 100));
        int seen = Math.min(parts, 9);
        assertThat(Views.section(view, new Section.Content(), seen)).isPresent();
        assertThat(Views.section(view, new Section.Content(), seen + 1)).isEmpty();
        String last = Views.text(Views.section(view, new Section.Content(), seen));
        assertThat(last).startsWith("part " + seen);
        assertThat(last.contains("--b--")).isEqualTo(parts >= 9);
        assertThat(whole(view)).isEqualTo(message.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message/rfc822", "multipart/mixed; boundary=c"})
    void doesNotLookIntoTheLastPart(String type) throws IOException {
        String message =
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n1\n--b\nContent-Type: "
                        + type
                        + "\n\n--c\n\ninner\n";
        MessageView view = Views.of(message, new Limits(3, 10, 1 << 20, 10 << 20, 100));
        assertThat(Views.latin1(view.body())).contains(OPAQUE);
        assertThat(Views.section(view, new Section.Header(), 2)).isEmpty();
        assertThat(Views.text(Views.section(view, new Section.Content(), 2))).contains("inner");
    }

    @ParameterizedTest
    @CsvSource({
        "9, '', NIL",
        "18, 012345678, NIL",
        "20, 0123456789, NIL",
        "26, 0123456789, ((NIL NIL \"a\" \"MISSING_DOMAIN\"))",
        "27, 0123456789, ((NIL NIL \"a\" \"b\"))"
    })
    void parsesAHeaderBlockUpToItsLimit(int limit, String subject, String to) throws IOException {
        String message = "Subject: 0123456789\nTo: a@b\n\nbody";
        MessageView view = Views.of(message, new Limits(10, 10, limit, 10 << 20, 100));
        assertThat(Views.latin1(view.envelope()))
                .isEqualTo("(NIL \"" + subject + "\" NIL NIL NIL " + to + " NIL NIL NIL NIL)");
        assertThat(whole(view)).isEqualTo(message.replace("\n", "\r\n"));
        Section.HeaderFields fields = new Section.HeaderFields(List.of("To"), false);
        assertThat(Views.text(Views.section(view, fields))).isEqualTo("To: a@b\r\n\r\n");
    }

    @Test
    void parsesAllHeaderBlocksTogetherUpToTheirLimit() throws IOException {
        String part = "--b\nContent-Type: image/png\n\n\n";
        String message = "Content-Type: multipart/mixed; boundary=b\n\n" + part.repeat(4);
        MessageView view = Views.of(message, new Limits(10, 10, 1_000, 100, 100));
        assertThat(Views.latin1(view.body()).split("\"image\"", -1)).hasSize(3);
        assertThat(Views.section(view, new Section.Mime(), 4)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "1001, false"})
    void ignoresFieldsWithTooLongAName(int length, boolean seen) throws IOException {
        List<String> names = new ArrayList<>();
        String name = "n".repeat(length);
        Views.of(name + ": value\n\n").readHeader((found, _) -> names.add(found));
        assertThat(names.contains(name)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({"127, 127", "128, 128", "129, 128", "100000, 128"})
    void ignoresParametersBeyondTheLimit(int sent, int seen) {
        String parameters =
                IntStream.range(0, sent)
                        .mapToObj(i -> "; name*" + i + "*=x")
                        .collect(Collectors.joining());
        List<Parameter> parsed = Parameters.parse(new FieldLexer(parameters));
        assertThat(parsed).containsExactly(new Parameter("name*", "x".repeat(seen)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2_047, 2_048, 2_049, 5_000})
    void comparesTheBeginningOfALongBoundary(int length) throws IOException {
        String boundary = "b".repeat(length);
        String message =
                "Content-Type: multipart/mixed; boundary=\""
                        + boundary
                        + "\"\n\n--"
                        + boundary
                        + "\n\nfirst\n--"
                        + boundary
                        + "\n\nsecond\n";
        MessageView view = Views.of(message);
        assertThat(Views.text(Views.section(view, new Section.Content(), 1))).isEqualTo("first");
        assertThat(Views.text(Views.section(view, new Section.Content(), 2)))
                .isEqualTo("second\r\n");
    }

    @Test
    void beginsAPartBehindTheWholeBoundaryLine() throws IOException {
        String message =
                "Content-Type: multipart/mixed; boundary=b\n\n--b"
                        + "x".repeat(200_000)
                        + "\nA: b\n\nfirst\n--b"
                        + "x".repeat(200_000);
        MessageView view = Views.of(message);
        assertThat(Views.text(Views.section(view, new Section.Mime(), 1)))
                .isEqualTo("A: b\r\n\r\n");
        assertThat(Views.text(Views.section(view, new Section.Content(), 1))).isEqualTo("first");
        assertThat(Views.section(view, new Section.Content(), 2)).isEmpty();
    }

    @Test
    void writesNoMoreAddressesThanTheLimit() throws IOException {
        Limits limits = new Limits(10, 10, 1 << 20, 10 << 20, 5);
        String envelope = Views.latin1(Views.of("To: a@b" + ",a@b".repeat(9), limits).envelope());
        assertThat(envelope.split("\"a\"", -1)).hasSize(6);
    }

    private static String whole(MessageView view) throws IOException {
        return Views.text(view.section(Section.WHOLE));
    }
}
