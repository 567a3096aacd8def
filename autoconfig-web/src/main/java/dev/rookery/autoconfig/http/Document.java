// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An answer as it goes out: the same bytes for everybody, named by their hash.
final class Document {
    private static final int TAG_BYTES = 16;

    private final byte[] bytes;
    private final String etag;

    Document(byte[] bytes) {
        this.bytes = bytes.clone();
        this.etag = '"' + HexFormat.of().formatHex(sha256(bytes), 0, TAG_BYTES) + '"';
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// A strong entity tag, with its quotes.
    String etag() {
        return etag;
    }

    /// Whether a client that sent this `If-None-Match` has these bytes (RFC 9110 §13.1.2).
    boolean isKnownTo(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
