// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/// A message as a strict reader understands it.
///
/// @param from name and address
/// @param texts what all text parts say
/// @param ids of the message and of those it refers to, itself first
/// @param attachments how many parts are no text
record ReadMessage(
        String subject,
        String from,
        String header,
        String texts,
        List<String> ids,
        long sentSeconds,
        int attachments) {
    private static final Pattern ID = Pattern.compile("<[^>]+>");

    /// @throws IOException if the reader has any complaint
    static ReadMessage of(byte[] bytes) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);
        builder.setDecodeMonitor(DecodeMonitor.STRICT);
        Message message = builder.parseMessage(new ByteArrayInputStream(bytes));
        StringBuilder texts = new StringBuilder();
        int attachments = read(message, texts);
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> ids = new ArrayList<>(List.of(message.getMessageId()));
        if (message.getHeader().getField("References") != null) {
            Matcher reference = ID.matcher(message.getHeader().getField("References").getBody());
            reference.results().forEach(it -> ids.add(it.group()));
        }
        return new ReadMessage(
                message.getSubject(),
                message.getFrom().getFirst().getName() + message.getFrom().getFirst().getAddress(),
                all.substring(0, all.indexOf("\r\n\r\n")),
                texts.toString(),
                ids,
                message.getDate().toInstant().getEpochSecond(),
                attachments);
    }

    private static int read(Entity entity, StringBuilder texts) throws IOException {
        return switch (entity.getBody()) {
            case Multipart parts -> {
                int attachments = 0;
                for (Entity part : parts.getBodyParts()) {
                    attachments += read(part, texts);
                }
                yield attachments;
            }
            case TextBody text -> {
                try (Reader reader = text.getReader()) {
                    texts.append(reader.readAllAsString()).append('\0');
                }
                yield 0;
            }
            case SingleBody file -> {
                file.getInputStream().readAllBytes();
                yield 1;
            }
            default -> throw new IOException("a part of an unknown kind");
        };
    }
}
