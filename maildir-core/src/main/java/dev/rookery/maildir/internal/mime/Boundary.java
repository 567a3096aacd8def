// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.MailLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The boundary of a multipart that is open. Ordered by bytes, then by depth.
final class Boundary implements Comparable<Boundary> {
    private final byte[] bytes;
    private final OpenPart multipart;

    /// @param parameter bytes as Latin-1; of what is too long, the beginning
    Boundary(String parameter, OpenPart multipart) {
        int length = Math.min(parameter.length(), MailLimits.BOUNDARY_BYTES_MAX);
        this.bytes = parameter.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
        this.multipart = multipart;
    }

    int length() {
        return bytes.length;
    }

    int unsignedByte(int at) {
        return bytes[at] & 0xff;
    }

    OpenPart multipart() {
        return multipart;
    }

    boolean isInside(Boundary other) {
        return multipart.depth > other.multipart.depth;
    }

    @Override
    public int compareTo(Boundary other) {
        int order = Arrays.compareUnsigned(bytes, other.bytes);
        return order != 0 ? order : Integer.compare(multipart.depth, other.multipart.depth);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Boundary that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
