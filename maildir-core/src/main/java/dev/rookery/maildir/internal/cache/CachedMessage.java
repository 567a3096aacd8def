// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.mime.HeaderBytes;
import dev.rookery.maildir.internal.mime.MessageView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that answers from the cache, and opens its file only for what is not there.
public final class CachedMessage implements Message {
    /// Opens the message's file.
    @FunctionalInterface
    public interface Opening {
        /// @throws dev.rookery.maildir.MessageExpungedException if it is gone
        MessageView open() throws IOException;
    }

    private final Uid uid;
    private final CachedFields fields;
    private final Opening opening;
    private @Nullable MessageView file;
    private boolean closed;

    public CachedMessage(Uid uid, CachedFields fields, Opening opening) {
        this.uid = uid;
        this.fields = fields;
        this.opening = opening;
    }

    @Override
    public Uid uid() {
        return uid;
    }

    @Override
    public byte[] envelope() throws IOException {
        requireOpen();
        Optional<byte[]> known = fields.bytes(Field.ENVELOPE);
        return known.isPresent() ? known.get() : file().envelope();
    }

    @Override
    public byte[] bodyStructure() throws IOException {
        requireOpen();
        Optional<byte[]> known = fields.bytes(Field.BODY_STRUCTURE);
        return known.isPresent() ? known.get() : file().bodyStructure();
    }

    @Override
    public byte[] body() throws IOException {
        requireOpen();
        Optional<byte[]> known = fields.bytes(Field.BODY);
        return known.isPresent() ? known.get() : file().body();
    }

    @Override
    public String preview() throws IOException {
        requireOpen();
        Optional<String> known = fields.preview();
        return known.isPresent() ? known.get() : file().preview();
    }

    @Override
    public Optional<Content> section(Section section) throws IOException {
        requireOpen();
        Optional<Content> known =
                section.part().isEmpty() ? ofHeader(section.text()) : Optional.empty();
        return known.isPresent() ? known : file().section(section);
    }

    @Override
    public Optional<Decoded> decoded(List<Integer> part) throws IOException {
        requireOpen();
        return file().decoded(part);
    }

    private Optional<Content> ofHeader(Section.Text text) {
        return switch (text) {
            case Section.Header _ -> fields.header().map(HeaderBytes::whole);
            case Section.HeaderFields(List<String> names, boolean not) ->
                    fields.header().map(header -> header.fields(names, not));
            case Section.Content _, Section.BodyText _, Section.Mime _ -> Optional.empty();
        };
    }

    private MessageView file() throws IOException {
        if (file == null) {
            file = opening.open();
            fields.outline().ifPresent(file::know);
        }
        return file;
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("the message was closed by its holder");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
