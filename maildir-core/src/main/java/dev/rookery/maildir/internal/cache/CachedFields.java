// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.internal.mime.Column;
import dev.rookery.maildir.internal.mime.HeaderBytes;
import dev.rookery.maildir.internal.mime.Outline;
import dev.rookery.maildir.internal.mime.SentTime;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the cache knows of one message; a lane is read when first asked for.
///
/// Not safe to share between threads.
public final class CachedFields {
    /// Reads records.
    @FunctionalInterface
    interface Source {
        /// The record of a message in a lane; null if there is none.
        @Nullable CacheRecord read(long uid, Lane lane);
    }

    private final Source source;
    private final @Nullable CacheRecord[] records = new @Nullable CacheRecord[Lane.COUNT];
    private final boolean[] read = new boolean[Lane.COUNT];
    private long uid;

    CachedFields(Source source) {
        this.source = source;
    }

    /// Forgets the message there was, for another one.
    CachedFields of(long message) {
        uid = message;
        Arrays.fill(read, false);
        return this;
    }

    private @Nullable CacheRecord record(Lane lane) {
        int place = lane.number();
        if (!read[place]) {
            records[place] = source.read(uid, lane);
            read[place] = true;
        }
        return records[place];
    }

    /// The fields of a lane by their places; null where there is none, or where none is known.
    byte[] @Nullable [] of(Lane lane) {
        byte[] @Nullable [] fields = new byte[lane.fields()] @Nullable [];
        for (Field field : Field.values()) {
            if (field.lane() == lane) {
                fields[field.place()] = bytes(field).orElse(null);
            }
        }
        return fields;
    }

    /// Whether the fields of that lane are known: then one that is not there is not in the message
    /// either. The only exceptions are what comes as ready IMAP, a header and an outline that were
    /// too large to keep.
    public boolean knows(Lane lane) {
        return record(lane) != null;
    }

    /// Whether the fields of all lanes are known.
    public boolean areWhole() {
        return EnumSet.allOf(Lane.class).stream().allMatch(this::knows);
    }

    /// The bytes of a field.
    public Optional<byte[]> bytes(Field field) {
        CacheRecord record = record(field.lane());
        return record == null ? Optional.empty() : record.bytes(field);
    }

    /// The bytes of a field without a copy; in a scan, good until the visit ends.
    public Optional<ByteBuffer> view(Field field) {
        CacheRecord record = record(field.lane());
        return record == null ? Optional.empty() : record.view(field);
    }

    public Optional<Long> storedBytes() {
        return view(Field.SIZES).map(FactFields::storedBytes);
    }

    /// RFC822.SIZE.
    public Optional<Long> crlfBytes() {
        return view(Field.SIZES).map(FactFields::crlfBytes);
    }

    public Optional<SentTime> sent() {
        return view(Field.SENT).map(FactFields::sentTime);
    }

    /// A header field, decoded, as [dev.rookery.maildir.internal.mime.Columns] has it.
    public Optional<String> column(Column column) {
        return bytes(Field.of(column)).map(FactFields::text);
    }

    public Optional<String> preview() {
        return bytes(Field.PREVIEW).map(FactFields::text);
    }

    public Optional<Outline> outline() {
        return bytes(Field.OUTLINE).map(Outline::read);
    }

    public Optional<HeaderBytes> header() {
        return bytes(Field.HEADER).map(HeaderBytes::new);
    }
}
