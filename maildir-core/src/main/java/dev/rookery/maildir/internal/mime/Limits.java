// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// How much of one message is understood; what lies beyond stays readable as raw bytes.
///
/// @param parts MIME parts, the message itself included
/// @param depth parts within parts
/// @param headerBytes of one header block
/// @param allHeaderBytes of all header blocks together
/// @param addresses in all envelopes together, as each costs many times its own length
record Limits(int parts, int depth, int headerBytes, int allHeaderBytes, int addresses) {
    static final Limits DEFAULT = new Limits(10_000, 100, 1 << 20, 10 << 20, 50_000);

    static final int FIELD_NAME_BYTES_MAX = 1_000;
    static final int PARAMETERS_MAX = 128;

    /// RFC 2046 §5.1.1 allows 70. Of longer ones so much counts, as in Dovecot.
    static final int BOUNDARY_BYTES_MAX = 80;
}
