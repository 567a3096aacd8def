// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Arrays;

/// The value of an annotation: any bytes. METADATA, RFC 5464 §3.
public final class AnnotationValue {
    private final byte[] bytes;

    /// @throws LimitException if it is longer than [MailLimits#ANNOTATION_BYTES_MAX]
    public AnnotationValue(byte[] bytes) {
        if (bytes.length > MailLimits.ANNOTATION_BYTES_MAX) {
            throw new LimitException(
                    "an annotation has at most " + MailLimits.ANNOTATION_BYTES_MAX + " bytes");
        }
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int sizeBytes() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnnotationValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
