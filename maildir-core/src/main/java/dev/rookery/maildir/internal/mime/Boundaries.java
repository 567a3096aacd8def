// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The boundaries that may come next: those of the multiparts now open, innermost last.
///
/// A line needs only to begin with a boundary (RFC 2046 §5.1.1), so several may fit: an inner one
/// that fills the line wins, else the longest.
final class Boundaries {
    /// @param closes whether it ends its multipart
    record Match(OpenPart multipart, boolean closes) {}

    private static final class Boundary {
        final byte[] bytes;
        final OpenPart multipart;

        Boundary(byte[] bytes, OpenPart multipart) {
            this.bytes = bytes;
            this.multipart = multipart;
        }

        boolean begins(byte[] buffer, int from, int to) {
            return to - from >= bytes.length
                    && Arrays.equals(buffer, from, from + bytes.length, bytes, 0, bytes.length);
        }
    }

    private final List<Boundary> open = new ArrayList<>();

    /// @param boundary the parameter of the multipart; what is too long counts for its beginning
    void add(String boundary, OpenPart multipart) {
        int length = Math.min(boundary.length(), Limits.BOUNDARY_BYTES_MAX);
        byte[] bytes = boundary.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
        open.add(new Boundary(bytes, multipart));
    }

    void removeOf(OpenPart multipart) {
        if (!open.isEmpty() && open.getLast().multipart == multipart) {
            open.removeLast();
        }
    }

    /// Which boundary the line is, if any; it is enough to have the beginning of a long line.
    @Nullable Match match(byte[] buffer, int start, int length) {
        if (length < 2 || buffer[start] != '-' || buffer[start + 1] != '-') {
            return null;
        }
        int from = start + 2;
        int end = withoutPadding(buffer, from, start + length);
        Boundary best = null;
        for (Boundary boundary : open.reversed()) {
            if (boundary.begins(buffer, from, end)) {
                int rest = end - from - boundary.bytes.length;
                boolean closes = startsWithDashes(buffer, end - rest, end);
                if (rest == 0 || (rest == 2 && closes)) {
                    return new Match(boundary.multipart, closes);
                }
                best = best == null || best.bytes.length < boundary.bytes.length ? boundary : best;
            }
        }
        return best == null
                ? null
                : new Match(
                        best.multipart, startsWithDashes(buffer, from + best.bytes.length, end));
    }

    private static int withoutPadding(byte[] buffer, int from, int end) {
        int last = end;
        while (last > from && (buffer[last - 1] == ' ' || buffer[last - 1] == '\t')) {
            last--;
        }
        return last;
    }

    private static boolean startsWithDashes(byte[] buffer, int from, int end) {
        return end - from >= 2 && buffer[from] == '-' && buffer[from + 1] == '-';
    }
}
