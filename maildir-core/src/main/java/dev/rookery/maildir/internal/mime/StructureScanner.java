// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Finds the MIME parts of a message in one pass over its bytes, without recursion.
///
/// It is always in one part, in its header or its body. An empty line leads from header to body; a
/// boundary ends all parts inside its multipart, and the line end ahead of it belongs to it.
final class StructureScanner {
    private static final HeaderBlock.FieldSink UNHEARD = (_, _) -> {};

    private final LineReader lines;
    private final Limits limits;
    private final HeaderBudget headerBudget;
    private final Envelope.AddressBudget addressBudget;
    private final Boundaries boundaries = new Boundaries();
    private OpenPart part;
    private int parts;
    private boolean inHeader;

    private StructureScanner(
            MessageBytes bytes, Limits limits, HeaderBlock.FieldSink headerFields) {
        this.lines = new LineReader(bytes, Position.START, bytes.sizeBytes());
        this.limits = limits;
        this.headerBudget = new HeaderBudget(limits);
        this.addressBudget = new Envelope.AddressBudget(limits);
        this.part = open(null, Position.START, true, headerFields);
    }

    static Part scan(MessageBytes bytes, Limits limits) throws IOException {
        return scan(bytes, limits, UNHEARD);
    }

    /// @param headerFields gets the fields of the message's own header, their names in lower case
    static Part scan(MessageBytes bytes, Limits limits, HeaderBlock.FieldSink headerFields)
            throws IOException {
        return new StructureScanner(bytes, limits, headerFields).scan();
    }

    private Part scan() throws IOException {
        while (lines.next()) {
            Boundaries.Match boundary = boundary();
            if (boundary != null) {
                endParts(boundary);
            } else if (inHeader) {
                headerLine();
            }
        }
        return endMessage(lines.position());
    }

    private Boundaries.@Nullable Match boundary() {
        return lines.startsLine() && parts < limits.parts()
                ? boundaries.match(lines.buffer(), lines.start(), lines.length())
                : null;
    }

    private void headerLine() {
        if (lines.isEmptyLine()) {
            endHeader(lines.after());
        } else {
            part.addHeaderLine(lines);
        }
    }

    private OpenPart open(
            @Nullable OpenPart parent,
            Position start,
            boolean message,
            HeaderBlock.FieldSink fields) {
        parts++;
        inHeader = true;
        Envelope envelope = message ? new Envelope(addressBudget) : null;
        return new OpenPart(parent, start, headerBudget, envelope, fields);
    }

    private void endHeader(Position end) {
        inHeader = false;
        boolean mayHoldParts = parts < limits.parts() && part.depth < limits.depth();
        switch (part.endHeader(end, mayHoldParts)) {
            case MESSAGE -> part = open(part, end, true, UNHEARD);
            case MULTIPART -> {
                String boundary = part.boundary();
                if (boundary != null) {
                    boundaries.add(new Boundary(boundary, part));
                }
            }
            case LEAF, OPAQUE -> {}
        }
    }

    /// A boundary that the message ends with, its own line end missing, begins no part.
    private void endParts(Boundaries.Match boundary) throws IOException {
        Position end = endAhead();
        while (part != boundary.multipart()) {
            endPart(end);
        }
        boolean more = skipLine();
        if (boundary.closes()) {
            boundaries.removeOf(part);
        } else if (more) {
            part = open(part, lines.after(), false, UNHEARD);
        }
    }

    private boolean skipLine() throws IOException {
        while (!lines.endsLine()) {
            if (!lines.next()) {
                return false;
            }
        }
        return true;
    }

    /// Where the parts end that the boundary here ends: before its line end, which may be the empty
    /// line behind a header, unless that one already belongs to what precedes the innermost part.
    private Position endAhead() {
        Position end = lines.beforeLineEnd().orLater(part.earliestEnd());
        while (inHeader) {
            endHeader(end);
        }
        return end;
    }

    private void endPart(Position end) {
        boundaries.removeOf(part);
        part.close(end);
        if (part.parent != null) {
            part = part.parent;
        }
    }

    private Part endMessage(Position end) {
        while (inHeader) {
            endHeader(end);
        }
        while (part.parent != null) {
            endPart(end);
        }
        return part.close(end);
    }
}
