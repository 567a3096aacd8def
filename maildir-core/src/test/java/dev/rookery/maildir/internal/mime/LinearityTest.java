// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Counts what is read, not how long it takes.
class LinearityTest {
    private static final int TIMES = 20_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b,",
                "a ",
                "a.",
                "<",
                "(",
                "((",
                "\\",
                "\"",
                "@",
                "a:",
                ";",
                "(a)",
                "<@a,",
                "=?",
                "a@b <",
                "[",
                ",,",
                "a b <c@d> (e) ",
                "\"a\" "
            })
    void looksAtEachCharacterOfAnAddressListAFewTimes(String piece) {
        CountingText text = new CountingText(piece.repeat(TIMES));
        AddressParser.parse(text, new IgnoredAddresses());
        assertThat(text.looks).isLessThan(12L * text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"; name*0*=x", "; a=b", ";", "; \"", "=", "(", "; a=(", " "})
    void looksAtEachCharacterOfParametersAFewTimes(String piece) {
        CountingText text = new CountingText(piece.repeat(TIMES));
        Parameters.parse(new FieldLexer(text));
        assertThat(text.looks).isLessThan(12L * text.length());
    }

    @Test
    void readsAMessageOfAddressLinesOnce() throws IOException {
        ArrayBytes bytes = ArrayBytes.of("To: a@b\n".repeat(500_000) + "\n");
        try (MessageView message = new MessageView(Uid.FIRST, bytes, () -> {})) {
            assertThat(message.envelope()).isNotEmpty();
        }
        assertThat(bytes.readBytes()).isLessThan(2 * bytes.sizeBytes());
    }

    /// As much memory as a few copies of the message take, not of all that was read before each
    /// field.
    @ParameterizedTest
    @ValueSource(strings = {"To:a\n", "Subject:a\n", "References:a\n", "Date:a\n", "X:a\n", "a\n"})
    void collectsFieldsOnce(String line) throws IOException {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ArrayBytes bytes = ArrayBytes.of(line.repeat(TIMES * 10) + "\n");
        long before = memory.getCurrentThreadAllocatedBytes();
        MessageFacts facts = MessageFacts.of(bytes);
        assertThat(facts.storedBytes()).isEqualTo(bytes.sizeBytes());
        assertThat(memory.getCurrentThreadAllocatedBytes() - before)
                .isLessThan(400 * bytes.sizeBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\n",
                "--b\n\n",
                "--b--\n",
                "--",
                "\n",
                "\r",
                "x: y\n",
                "Content-Type:\n"
            })
    void readsAnyStructureOnce(String piece) throws IOException {
        ArrayBytes bytes =
                ArrayBytes.of(
                        "Content-Type: multipart/mixed; boundary=b\n\n" + piece.repeat(TIMES * 5));
        try (MessageView message = new MessageView(Uid.FIRST, bytes, () -> {})) {
            assertThat(message.bodyStructure()).isNotEmpty();
            assertThat(message.body()).isNotEmpty();
        }
        assertThat(bytes.readBytes()).isLessThan(2 * bytes.sizeBytes());
    }

    @Test
    void readsOnlyTheSliceOfAMessageStoredWithCrlf() throws IOException {
        ArrayBytes bytes = ArrayBytes.of("Subject: x\r\n\r\n" + "line\r\n".repeat(100_000));
        try (MessageView message = new MessageView(Uid.FIRST, bytes, () -> {})) {
            Message.Content text =
                    message.section(new Section(java.util.List.of(), new Section.BodyText()))
                            .orElseThrow();
            long before = bytes.readBytes();
            text.writeTo(OutputStream.nullOutputStream(), 400_000, 1_000);
            assertThat(bytes.readBytes() - before).isEqualTo(1_000);
        }
    }

    private static final class CountingText implements CharSequence {
        private final String text;
        private long looks;

        CountingText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class IgnoredAddresses implements AddressSink {
        @Override
        public void mailbox(
                @Nullable String name, @Nullable String route, String local, String host) {}

        @Override
        public void groupStart(String name) {}

        @Override
        public void groupEnd() {}
    }
}
