// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UnknownEncodingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message read from its bytes. Looks only as far as a question needs: header, line ends or the
/// whole structure, each at most once.
public final class MessageView implements Message {
    private final Uid uid;
    private final MessageBytes bytes;
    private final Runnable onClose;
    private final Limits limits;
    private @Nullable Extent header;
    private @Nullable Extent whole;
    private @Nullable Part structure;
    private @Nullable Part outline;
    private boolean closed;

    /// @param onClose called once, by the first [#close]
    public MessageView(Uid uid, MessageBytes bytes, Runnable onClose) {
        this(uid, bytes, onClose, Limits.DEFAULT);
    }

    MessageView(Uid uid, MessageBytes bytes, Runnable onClose, Limits limits) {
        this.uid = uid;
        this.bytes = new BufferedHead(bytes);
        this.onClose = onClose;
        this.limits = limits;
    }

    /// Says where the parts lie, so that none needs to be looked for. What was found in other bytes
    /// than these is not believed.
    public void know(Outline known) {
        if (known.storedBytes() == bytes.sizeBytes()) {
            outline = known.message();
            header = outline.header();
            whole = outline.whole();
        }
    }

    @Override
    public Uid uid() {
        return uid;
    }

    @Override
    public byte[] envelope() throws IOException {
        requireOpen();
        Envelope envelope = new Envelope(new Envelope.AddressBudget(limits));
        header = readHeader(envelope);
        return envelope.imap().bytes();
    }

    @Override
    public byte[] bodyStructure() throws IOException {
        requireOpen();
        return BodyStructure.write(structure(), true);
    }

    @Override
    public byte[] body() throws IOException {
        requireOpen();
        return BodyStructure.write(structure(), false);
    }

    @Override
    public String preview() throws IOException {
        requireOpen();
        return Preview.of(structure(), bytes);
    }

    @Override
    public Optional<Content> section(Section section) throws IOException {
        requireOpen();
        List<Integer> number = section.part();
        return switch (section.text()) {
            case Section.Content _ ->
                    number.isEmpty() ? content(whole()) : content(part(number).map(Part::body));
            case Section.Mime _ -> content(part(number).map(Part::header));
            case Section.Header _ -> content(headerOf(number));
            case Section.BodyText _ ->
                    number.isEmpty()
                            ? content(new Extent(header().end(), whole().end()))
                            : content(message(number).map(Part::body));
            case Section.HeaderFields(List<String> names, boolean not) -> {
                Optional<Extent> header = headerOf(number);
                yield header.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new FieldsContent(bytes, header.get(), names, not));
            }
        };
    }

    @Override
    public Optional<Decoded> decoded(List<Integer> number) throws IOException {
        requireOpen();
        if (number.isEmpty()) {
            return Optional.of(decoded(whole(), null));
        }
        Optional<Part> part = PartFinder.find(structure(), number);
        return part.isEmpty() ? Optional.empty() : Optional.of(decoded(part.get()));
    }

    private Decoded decoded(Part part) throws IOException {
        boolean composite = part.kind() == Part.Kind.MULTIPART || part.kind() == Part.Kind.MESSAGE;
        return decoded(part.body(), composite ? null : part.mime().transferEncoding());
    }

    private Decoded decoded(Extent extent, @Nullable String encoding) throws IOException {
        if (encoding != null && !Decoding.canUndo(encoding)) {
            throw new UnknownEncodingException(encoding);
        }
        return DecodedContent.of(
                () -> Decoding.transfer(new CrlfInputStream(read(extent)), encoding));
    }

    private Optional<Part> part(List<Integer> number) throws IOException {
        return PartFinder.find(parts(), number);
    }

    private Optional<Part> message(List<Integer> number) throws IOException {
        return PartFinder.findMessage(parts(), number);
    }

    private Optional<Extent> headerOf(List<Integer> number) throws IOException {
        return number.isEmpty() ? Optional.of(header()) : message(number).map(Part::header);
    }

    private Optional<Content> content(Extent extent) {
        return Optional.of(new RangeContent(bytes, extent));
    }

    private Optional<Content> content(Optional<Extent> extent) {
        return extent.map(range -> new RangeContent(bytes, range));
    }

    private Part parts() throws IOException {
        return outline == null ? structure() : outline;
    }

    Part structure() throws IOException {
        if (structure == null) {
            structure = StructureScanner.scan(bytes, limits);
            header = structure.header();
            whole = structure.whole();
        }
        return structure;
    }

    private Extent header() throws IOException {
        if (header == null) {
            header = readHeader((_, _) -> {});
        }
        return header;
    }

    private Extent whole() throws IOException {
        if (whole == null) {
            LineReader lines = new LineReader(bytes, Position.START, bytes.sizeBytes());
            while (lines.next()) {
                // only its counts are of interest
            }
            whole = new Extent(Position.START, lines.position());
        }
        return whole;
    }

    /// Reads the header of the message; the sink gets its fields.
    Extent readHeader(HeaderBlock.FieldSink sink) throws IOException {
        return readHeader(Position.START, bytes.sizeBytes(), sink);
    }

    /// Reads the header of a message within this one.
    void readHeader(Extent extent, HeaderBlock.FieldSink sink) throws IOException {
        readHeader(extent.start(), extent.end().stored(), sink);
    }

    private Extent readHeader(Position start, long storedEnd, HeaderBlock.FieldSink sink)
            throws IOException {
        LineReader lines = new LineReader(bytes, start, storedEnd);
        HeaderBlock block = new HeaderBlock(new HeaderBudget(limits), sink);
        while (lines.next() && !lines.isEmptyLine()) {
            block.add(lines);
        }
        block.end();
        return new Extent(start, lines.after());
    }

    /// A piece of the message as stored.
    InputStream read(Extent extent) {
        return new RangeInputStream(bytes, extent);
    }

    private void requireOpen() {
        if (closed) {
            throw new ClosedException("the message was closed by its holder");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }
}
