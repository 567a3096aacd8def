// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.internal.mime.Column;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.maildir.internal.mime.Outline;
import dev.rookery.maildir.internal.mime.SentTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How facts are written as fields.
final class FactFields {
    private static final int SIZES_BYTES = 2 * Long.BYTES;
    private static final int SENT_BYTES = Long.BYTES + Short.BYTES;

    private FactFields() {}

    /// The fields of the lane in their order; null for what the message does not have.
    static byte[] @Nullable [] of(MessageFacts facts, Lane lane) {
        return switch (lane) {
            case STRUCTURE ->
                    new byte[] @Nullable [] {
                        sizes(facts),
                        facts.envelope(),
                        facts.bodyStructure(),
                        facts.body(),
                        facts.outline().map(Outline::bytes).orElse(null)
                    };
            case COLUMNS -> columns(facts);
            case HEADER -> new byte[] @Nullable [] {facts.header().orElse(null)};
        };
    }

    private static byte[] @Nullable [] columns(MessageFacts facts) {
        byte[] @Nullable [] fields = new byte[Lane.COLUMNS.fields()] @Nullable [];
        fields[Field.SENT.place()] = facts.sent().map(FactFields::sent).orElse(null);
        for (Column column : Column.values()) {
            fields[Field.of(column).place()] =
                    facts.columns().value(column).map(FactFields::utf8).orElse(null);
        }
        fields[Field.PREVIEW.place()] = utf8(facts.preview());
        return fields;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] sizes(MessageFacts facts) {
        byte[] bytes = new byte[SIZES_BYTES];
        CacheLayout.littleEndian(bytes).putLong(facts.storedBytes()).putLong(facts.crlfBytes());
        return bytes;
    }

    static long storedBytes(ByteBuffer sizes) {
        return little(sizes).getLong();
    }

    static long crlfBytes(ByteBuffer sizes) {
        return little(sizes).getLong(sizes.position() + Long.BYTES);
    }

    private static byte[] sent(SentTime sent) {
        byte[] bytes = new byte[SENT_BYTES];
        CacheLayout.littleEndian(bytes)
                .putLong(sent.epochSeconds())
                .putShort((short) sent.zoneMinutes());
        return bytes;
    }

    static SentTime sentTime(ByteBuffer field) {
        ByteBuffer in = little(field);
        return new SentTime(in.getLong(), in.getShort());
    }

    private static ByteBuffer little(ByteBuffer field) {
        return field.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }
}
