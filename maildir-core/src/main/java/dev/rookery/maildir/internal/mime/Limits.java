// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.MailLimits;

/// How much of one message is understood; what lies beyond stays readable as raw bytes.
///
/// @param parts MIME parts, the message itself included
/// @param depth parts within parts
/// @param headerBytes of one header block
/// @param allHeaderBytes of all header blocks together
/// @param addresses in all envelopes together, as each costs many times its own length
record Limits(int parts, int depth, int headerBytes, int allHeaderBytes, int addresses) {
    static final Limits DEFAULT =
            new Limits(
                    MailLimits.PARTS_MAX,
                    MailLimits.DEPTH_MAX,
                    MailLimits.HEADER_BYTES_MAX,
                    MailLimits.ALL_HEADER_BYTES_MAX,
                    MailLimits.ADDRESSES_MAX);
}
