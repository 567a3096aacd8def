// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.mime.Answers;
import dev.rookery.maildir.internal.mime.ArrayBytes;
import dev.rookery.maildir.internal.mime.ManyMessages;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.maildir.internal.mime.MessageView;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachedMessageTest {
    @TempDir Path path;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answersAsTheFileDoes(long seed) throws IOException, URISyntaxException {
        List<byte[]> messages = ManyMessages.of(seed, 500);
        try (FolderCache cache = new CacheFolder(path).open()) {
            for (int i = 0; i < messages.size(); i++) {
                cache.append(new Uid(i + 1), MessageFacts.of(new ArrayBytes(messages.get(i))));
            }
            cache.flush();
            for (int i = 0; i < messages.size(); i++) {
                Uid uid = new Uid(i + 1);
                byte[] bytes = messages.get(i);
                CachedFields known = cache.find(uid).orElseThrow();
                CacheFolder.check(uid.value(), known, MessageFacts.of(new ArrayBytes(bytes)));
                try (CachedMessage cached = new CachedMessage(uid, known, () -> view(uid, bytes));
                        MessageView uncached = view(uid, bytes)) {
                    assertThat(Answers.of(cached)).isEqualTo(Answers.of(uncached));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void answersAsTheFileDoesAtTheLimits(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (FolderCache cache = new CacheFolder(path).open()) {
            cache.append(Uid.FIRST, MessageFacts.of(new ArrayBytes(bytes)));
            cache.append(new Uid(2), CacheFolder.facts(2));
            cache.flush();
            CacheFolder.check(2, cache.find(new Uid(2)).orElseThrow());
            CachedFields known = cache.find(Uid.FIRST).orElseThrow();
            try (CachedMessage cached =
                            new CachedMessage(Uid.FIRST, known, () -> view(Uid.FIRST, bytes));
                    MessageView uncached = view(Uid.FIRST, bytes)) {
                assertThat(Answers.of(cached).equals(Answers.of(uncached))).as(name).isTrue();
            }
        }
    }

    static Stream<Arguments> extremes() {
        String mixed = "Content-Type: multipart/mixed; boundary=b\n\n";
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            String type = "Content-Type: multipart/mixed; boundary=b" + i + "x\n\n--b" + i + "x\n";
            nested.append(type);
        }
        StringBuilder parameters = new StringBuilder("Content-Type: text/plain");
        for (int i = 0; i < 2_231; i++) {
            parameters.append("; name*").append(i % 200).append("*=x%20").append(i);
        }
        return Stream.of(
                Arguments.of("parts", mixed + "--b\n\nx\n".repeat(10_050)),
                Arguments.of("depth", nested + "\ntext\n"),
                Arguments.of("messages", "Content-Type: message/rfc822\n\n".repeat(120) + "a\n"),
                Arguments.of("header", "X: " + "a b\n c".repeat(200_000) + "\n\ntext\n"),
                Arguments.of("addresses", "To: " + "a@b, ".repeat(60_000) + "\n\ntext\n"),
                Arguments.of("parameters", parameters + "\n\ntext\n"));
    }

    @Test
    void opensTheFileOnlyForTheBody() throws IOException {
        byte[] bytes = "Subject: a\nTo: b\n\nbody\n".getBytes(StandardCharsets.US_ASCII);
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        try (FolderCache cache = new CacheFolder(path).open()) {
            cache.append(Uid.FIRST, MessageFacts.of(new ArrayBytes(bytes)));
            cache.flush();
            CachedMessage message =
                    new CachedMessage(
                            Uid.FIRST,
                            cache.find(Uid.FIRST).orElseThrow(),
                            () -> {
                                opened.incrementAndGet();
                                return new MessageView(
                                        Uid.FIRST, new ArrayBytes(bytes), closed::incrementAndGet);
                            });
            message.envelope();
            message.bodyStructure();
            message.body();
            message.preview();
            message.section(new Section(List.of(), new Section.Header()));
            message.section(new Section(List.of(), new Section.HeaderFields(List.of("To"), false)));
            assertThat(opened).hasValue(0);
            message.section(new Section(List.of(1), new Section.Content()));
            message.section(Section.WHOLE);
            assertThat(opened).hasValue(1);
            assertThat(closed).hasValue(0);
            message.decoded(List.of(1));
            assertThat(opened).hasValue(1);
            message.close();
            assertThat(closed).hasValue(1);
            assertThatThrownBy(() -> message.decoded(List.of(1)))
                    .isInstanceOf(ClosedException.class);
        }
    }

    private static MessageView view(Uid uid, byte[] bytes) {
        return new MessageView(uid, new ArrayBytes(bytes), () -> {});
    }
}
