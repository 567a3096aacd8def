// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Asks messages held as Latin-1 strings.
final class Views {
    private Views() {}

    static MessageView of(String message) {
        return of(message, Limits.DEFAULT);
    }

    static MessageView of(String message, Limits limits) {
        return new MessageView(Uid.FIRST, ArrayBytes.of(message), () -> {}, limits);
    }

    static String envelope(String message) throws IOException {
        return latin1(of(message).envelope());
    }

    static String body(String message) throws IOException {
        return latin1(of(message).body());
    }

    static Optional<Message.Content> section(
            MessageView message, Section.Text text, Integer... part) throws IOException {
        return message.section(new Section(List.of(part), text));
    }

    static String text(Optional<Message.Content> content) throws IOException {
        return slice(content.orElseThrow(), 0, Long.MAX_VALUE);
    }

    static String slice(Message.Content content, long offset, long length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out, offset, length);
        return latin1(out.toByteArray());
    }

    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
