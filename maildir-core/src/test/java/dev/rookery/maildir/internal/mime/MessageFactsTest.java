// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFactsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void saysWhatTheMessageItselfSays(long seed) throws IOException, URISyntaxException {
        for (byte[] message : ManyMessages.of(seed, 600)) {
            MessageView view = view(message);
            MessageFacts facts = MessageFacts.of(MessageBytes.of(message, 0, message.length));
            assertThat(facts.envelope()).isEqualTo(view.envelope());
            assertThat(facts.bodyStructure()).isEqualTo(view.bodyStructure());
            assertThat(facts.body()).isEqualTo(view.body());
            assertThat(facts.storedBytes()).isEqualTo(message.length);
            assertThat(facts.crlfBytes())
                    .isEqualTo(view.section(Section.WHOLE).orElseThrow().sizeBytes());
            assertThat(facts.header().map(Views::latin1))
                    .contains(Views.text(Views.section(view, new Section.Header())));
            assertThat(facts.columns()).isEqualTo(columns(view));
            assertThat(facts.preview()).isEqualTo(view.preview());
            assertThat(facts.preview().codePointCount(0, facts.preview().length()))
                    .isLessThanOrEqualTo(Preview.CHARACTERS_MAX);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void findsTheSameInAFileAsInMemory(long seed) throws IOException, URISyntaxException {
        Random random = new Random(seed);
        for (byte[] message : ManyMessages.of(seed, 300)) {
            MessageBytes file = new ArrayBytes(message, 1 + random.nextInt(100));
            MessageFacts read = MessageFacts.of(file);
            MessageFacts held = MessageFacts.of(MessageBytes.of(message, 0, message.length));
            assertThat(read.envelope()).isEqualTo(held.envelope());
            assertThat(read.bodyStructure()).isEqualTo(held.bodyStructure());
            assertThat(read.columns()).isEqualTo(held.columns());
            assertThat(read.preview()).isEqualTo(held.preview());
            assertThat(read.outline().orElseThrow().bytes())
                    .isEqualTo(held.outline().orElseThrow().bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void findsSectionsByTheOutlineWhereAScanDoes(long seed) throws IOException, URISyntaxException {
        for (byte[] message : ManyMessages.of(seed, 600)) {
            MessageFacts facts = MessageFacts.of(MessageBytes.of(message, 0, message.length));
            MessageView knowing = view(message);
            knowing.know(Outline.read(facts.outline().orElseThrow().bytes()));
            assertThat(Answers.of(knowing)).isEqualTo(Answers.of(view(message)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void picksTheHeaderFieldsThatAMessagePicks(long seed) throws IOException, URISyntaxException {
        List<List<String>> chosen =
                List.of(
                        List.of("SUBJECT", "to"),
                        List.of(""),
                        List.of("\u00dc", "a"),
                        List.of("\u212aey"),
                        List.of("x-folded", "message-id", "mime-version", "Content-Type"));
        for (byte[] message : ManyMessages.of(seed, 600)) {
            MessageView view = view(message);
            HeaderBytes header =
                    new HeaderBytes(
                            Views.text(Views.section(view, new Section.Header()))
                                    .getBytes(StandardCharsets.ISO_8859_1));
            for (List<String> names : chosen) {
                for (boolean not : new boolean[] {true, false}) {
                    assertThat(Views.slice(header.fields(names, not), 0, Long.MAX_VALUE))
                            .isEqualTo(
                                    Views.text(
                                            Views.section(
                                                    view, new Section.HeaderFields(names, not))));
                }
            }
        }
    }

    @Test
    void readsALargeMessageOnce() throws IOException {
        String text = "Subject: x\n\n" + "a line of text\n".repeat(500_000);
        ArrayBytes bytes = ArrayBytes.of(text);
        MessageFacts facts = MessageFacts.of(bytes);
        assertThat(facts.preview()).startsWith("a line of text a line");
        assertThat(bytes.readBytes()).isLessThan(text.length() + 70_000L);
    }

    @Test
    void keepsNoHeaderThatIsTooLong() throws IOException {
        String text = "Subject: " + "x".repeat(MessageFacts.HEADER_BYTES_MAX) + "\n\nbody";
        MessageFacts facts = MessageFacts.of(ArrayBytes.of(text));
        assertThat(facts.header()).isEmpty();
        assertThat(facts.columns().value(Column.SUBJECT).orElseThrow())
                .hasSize(MessageFacts.HEADER_BYTES_MAX);
        assertThat(facts.preview()).isEqualTo("body");
    }

    @Test
    void keepsNoOutlineOfTooManyParts() throws IOException {
        String head = "Content-Type: multipart/mixed; boundary=b\n\n";
        String parts = "--b\n\nx\n";
        assertThat(MessageFacts.of(ArrayBytes.of(head + parts.repeat(900))).outline()).isPresent();
        assertThat(MessageFacts.of(ArrayBytes.of(head + parts.repeat(1_000))).outline()).isEmpty();
    }

    @Test
    void keepsValuesOfAFieldApart() throws IOException {
        MessageFacts facts = MessageFacts.of(ArrayBytes.of("To: a\nto: =?utf-8?q?=C3=BC?=\nCc:\n"));
        assertThat(facts.columns().value(Column.TO)).contains("a\0\u00fc");
        assertThat(facts.columns().value(Column.CC)).contains("");
        assertThat(facts.columns().value(Column.BCC)).isEmpty();
    }

    private static MessageView view(byte[] message) {
        return new MessageView(Uid.FIRST, new ArrayBytes(message), () -> {});
    }

    private static Columns columns(MessageView view) throws IOException {
        Columns columns = new Columns();
        new MessageText(view)
                .header((name, value) -> {
                    for (Column column : Column.values()) {
                        if (name.equalsIgnoreCase(column.fieldName())) {
                            columns.add(column, value);
                        }
                    }
                });
        return columns;
    }
}
