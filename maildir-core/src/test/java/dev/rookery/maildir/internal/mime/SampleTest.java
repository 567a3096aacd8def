// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTest {
    @ParameterizedTest
    @MethodSource("dev.rookery.maildir.internal.mime.Sample#all")
    void answersAlikeFromAnyLineEnds(Sample sample) throws IOException {
        assertThat(sample.expected()).isNotEmpty();
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, String> expected : sample.expected().entrySet()) {
            for (String stored : List.of(sample.message(), crlf(sample.message()))) {
                softly.assertThat(answer(stored, expected.getKey()))
                        .as(expected.getKey())
                        .isEqualTo(crlf(expected.getValue()));
            }
        }
        softly.assertAll();
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static String answer(String stored, String item) throws IOException {
        ArrayBytes bytes = ArrayBytes.of(stored);
        try (MessageView message = new MessageView(Uid.FIRST, bytes, () -> {})) {
            return switch (item) {
                case "ENVELOPE" -> latin1(message.envelope());
                case "BODY" -> latin1(message.body());
                case "BODYSTRUCTURE" -> latin1(message.bodyStructure());
                default -> {
                    Optional<Message.Content> content = message.section(section(item));
                    yield content.isEmpty() ? "NONE" : text(content.get());
                }
            };
        }
    }

    private static String text(Message.Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out, 0, Long.MAX_VALUE);
        assertThat(content.sizeBytes()).isEqualTo(out.size());
        return latin1(out.toByteArray());
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static Section section(String item) {
        List<Integer> part = new ArrayList<>();
        String rest = item.equals("WHOLE") ? "" : item;
        while (!rest.isEmpty() && Character.isDigit(rest.charAt(0))) {
            int dot = rest.contains(".") ? rest.indexOf('.') : rest.length();
            part.add(Integer.parseInt(rest.substring(0, dot)));
            rest = rest.substring(Math.min(rest.length(), dot + 1));
        }
        return new Section(part, sectionText(rest));
    }

    private static Section.Text sectionText(String name) {
        int list = name.indexOf(" (");
        if (list > 0) {
            List<String> names =
                    Arrays.asList(name.substring(list + 2, name.length() - 1).split(" ", -1));
            return new Section.HeaderFields(names, name.contains(".NOT"));
        }
        return switch (name) {
            case "" -> new Section.Content();
            case "HEADER" -> new Section.Header();
            case "TEXT" -> new Section.BodyText();
            case "MIME" -> new Section.Mime();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
