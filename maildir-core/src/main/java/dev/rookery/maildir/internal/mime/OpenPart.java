// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.internal.mime.MimeFields.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A part whose end is not reached yet.
final class OpenPart {
    final @Nullable OpenPart parent;
    final int depth;
    final Position start;

    private final MimeFields.Builder fields = new MimeFields.Builder();
    private final @Nullable Envelope envelope;
    private final HeaderBlock.FieldSink listener;
    private final List<Part> children = new ArrayList<>();
    private final HeaderBlock header;
    private Position bodyStart;
    private MimeFields mime = MimeFields.NONE;
    private Part.Kind kind = Part.Kind.LEAF;

    /// @param envelope collects the envelope of a message; null for a part of a multipart
    /// @param listener gets the fields of the header too, their names in lower case
    OpenPart(
            @Nullable OpenPart parent,
            Position start,
            HeaderBudget budget,
            @Nullable Envelope envelope,
            HeaderBlock.FieldSink listener) {
        this.parent = parent;
        this.depth = parent == null ? 1 : parent.depth + 1;
        this.start = start;
        this.bodyStart = start;
        this.envelope = envelope;
        this.listener = listener;
        this.header = new HeaderBlock(budget, this::field);
    }

    private void field(String name, String value) {
        String known = name.toLowerCase(Locale.ROOT);
        fields.known(known, value);
        if (envelope != null) {
            envelope.known(known, value);
        }
        listener.field(known, value);
    }

    void addHeaderLine(LineReader lines) {
        header.add(lines);
    }

    /// @param mayHoldParts false if a limit forbids to look inside
    Part.Kind endHeader(Position end, boolean mayHoldParts) {
        header.end();
        bodyStart = end;
        mime = envelope == null || fields.isMime() ? fields.build() : MimeFields.NONE;
        kind = kind(mayHoldParts);
        return kind;
    }

    private Part.Kind kind(boolean mayHoldParts) {
        ContentType type = mime.type();
        if (type != null && type.is("multipart")) {
            boolean holdsParts = mayHoldParts && !type.subtype().isEmpty();
            return holdsParts ? Part.Kind.MULTIPART : Part.Kind.OPAQUE;
        }
        if (!isMessage()) {
            return Part.Kind.LEAF;
        }
        return mayHoldParts ? Part.Kind.MESSAGE : Part.Kind.OPAQUE;
    }

    private boolean isMessage() {
        ContentType type = mime.type();
        if (type == null) {
            return parent != null && parent.isDigest();
        }
        return type.is("message", "rfc822") || mime.isGlobal();
    }

    private boolean isDigest() {
        ContentType type = mime.type();
        return type != null && type.is("multipart", "digest");
    }

    @Nullable String boundary() {
        return mime.parameter("boundary").orElse(null);
    }

    /// A message that stands in a part is empty if the part's header is all there is.
    Position earliestEnd() {
        return parent != null && parent.kind == Part.Kind.MESSAGE ? parent.start : start;
    }

    /// Ends the part and hands it to its parent. A multipart without parts gets an empty one, for
    /// IMAP cannot say that there is none.
    Part close(Position end) {
        Position headerStart = start.orEarlier(end);
        bodyStart = bodyStart.orEarlier(end);
        if (kind == Part.Kind.MULTIPART && children.isEmpty()) {
            Extent nothing = new Extent(end, end);
            children.add(
                    new Part(Part.Kind.LEAF, nothing, nothing, MimeFields.NONE, List.of(), null));
        }
        String imap = envelope == null ? null : envelope.imap().toString();
        Extent head = new Extent(headerStart, bodyStart);
        Part part = new Part(kind, head, new Extent(bodyStart, end), mime, children, imap);
        if (parent != null) {
            parent.children.add(part);
        }
        return part;
    }
}
