// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The boundaries that may come next: those of the multiparts now open.
///
/// A line needs only to begin with a boundary (RFC 2046 §5.1.1), so several may fit: the innermost
/// that fills the line wins, else the longest. They are kept sorted, so that looking for a line
/// costs its length and not their number.
final class Boundaries {
    /// @param closes whether it ends its multipart
    record Match(OpenPart multipart, boolean closes) {}

    private final List<Boundary> open = new ArrayList<>();

    void add(Boundary boundary) {
        open.add(-1 - Collections.binarySearch(open, boundary), boundary);
    }

    void removeOf(OpenPart multipart) {
        open.removeIf(boundary -> boundary.multipart() == multipart);
    }

    /// Which boundary the line is, if any; it is enough to have the beginning of a long line.
    @Nullable Match match(byte[] buffer, int start, int length) {
        if (open.isEmpty() || length < 2 || buffer[start] != '-' || buffer[start + 1] != '-') {
            return null;
        }
        int end = withoutPadding(buffer, start + 2, start + length);
        return new Search(buffer, start + 2, end).find();
    }

    private static int withoutPadding(byte[] buffer, int from, int end) {
        int last = end;
        while (last > from && (buffer[last - 1] == ' ' || buffer[last - 1] == '\t')) {
            last--;
        }
        return last;
    }

    /// Follows one line into the sorted boundaries: those from `low` to `high` begin as it does.
    private final class Search {
        private final byte[] line;
        private final int from;
        private final int end;
        private int low;
        private int high = open.size();
        private @Nullable Boundary filling;
        private @Nullable Boundary longest;

        Search(byte[] line, int from, int end) {
            this.line = line;
            this.from = from;
            this.end = end;
        }

        @Nullable Match find() {
            int at = from;
            while (low < high) {
                if (open.get(low).length() == at - from) {
                    consider(open.get(low), at);
                    low++;
                } else if (at == end) {
                    break;
                } else {
                    int value = line[at] & 0xff;
                    low = firstNotBelow(value, at - from);
                    high = firstNotBelow(value + 1, at - from);
                    at++;
                }
            }
            Boundary best = filling != null ? filling : longest;
            return best == null ? null : new Match(best.multipart(), closes(from + best.length()));
        }

        private void consider(Boundary boundary, int boundaryEnd) {
            longest = boundary;
            boolean fills = boundaryEnd == end || (boundaryEnd == end - 2 && closes(boundaryEnd));
            if (fills && (filling == null || boundary.isInside(filling))) {
                filling = boundary;
            }
        }

        private boolean closes(int boundaryEnd) {
            return end - boundaryEnd >= 2
                    && line[boundaryEnd] == '-'
                    && line[boundaryEnd + 1] == '-';
        }

        /// The first boundary whose byte there is not below `value`.
        private int firstNotBelow(int value, int index) {
            int first = low;
            int last = high;
            while (first < last) {
                int middle = (first + last) >>> 1;
                if (open.get(middle).unsignedByte(index) < value) {
                    first = middle + 1;
                } else {
                    last = middle;
                }
            }
            return first;
        }
    }
}
