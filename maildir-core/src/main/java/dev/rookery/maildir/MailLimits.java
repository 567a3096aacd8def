// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.time.Duration;

/// How much an account holds and how much of a message is understood, whoever brings it. More is
/// refused with a [LimitException], unless something else is said.
public final class MailLimits {
    // Mailboxes.

    /// Levels in one name; beyond: [InvalidMailboxNameException].
    public static final int LEVELS_MAX = 10;

    /// Bytes in the name of the directory; room is left for what is added to it. Beyond:
    /// [InvalidMailboxNameException].
    public static final int DIRECTORY_BYTES_MAX = 200;

    /// Subscriptions of one account.
    public static final int SUBSCRIPTIONS_MAX = 10_000;

    /// Keywords of one mailbox.
    public static final int KEYWORDS_MAX = 200;

    public static final int KEYWORD_CHARS_MAX = 50;

    /// Annotations of one mailbox, or of the account as a whole.
    public static final int ANNOTATIONS_MAX = 100;

    /// The longest value of an annotation.
    public static final int ANNOTATION_BYTES_MAX = 64 << 10;

    /// Values of all annotations of an account: each epoch of the journal begins with them.
    public static final int ANNOTATIONS_BYTES_MAX = 1 << 20;

    /// Expunges of one mailbox that are remembered; of what happened before, nothing is known.
    public static final int EXPUNGES_KEPT_MAX = 16_384;

    // Messages.

    /// Files that are larger are no messages: clients know sizes of 32 bits.
    public static final long MESSAGE_BYTES_MAX = 1L << 31;

    /// Messages that are added at once, so that what is known of each fits in memory and their
    /// entries in one group of the journal.
    public static final int DELIVERIES_MAX = 10_000;

    /// Characters of the keywords of messages that are added at once.
    public static final int DELIVERIES_KEYWORD_CHARS_MAX = 1 << 20;

    /// How far ahead of the clock an INTERNALDATE may be; one beyond is cut.
    public static final Duration FUTURE_MAX = Duration.ofHours(2);

    // The structure of a message. What lies beyond stays readable as raw bytes.

    /// MIME parts, the message itself included.
    public static final int PARTS_MAX = 10_000;

    /// Parts within parts.
    public static final int DEPTH_MAX = 100;

    /// Of one header block.
    public static final int HEADER_BYTES_MAX = 1 << 20;

    /// Of all header blocks together.
    public static final int ALL_HEADER_BYTES_MAX = 10 << 20;

    /// In all envelopes together, as each costs many times its own length.
    public static final int ADDRESSES_MAX = 50_000;

    /// Fields with longer names are passed over.
    public static final int FIELD_NAME_BYTES_MAX = 1_000;

    /// Of one field (RFC 2231); those beyond are passed over.
    public static final int PARAMETERS_MAX = 128;

    /// What is compared of a boundary. RFC 2046 §5.1.1 allows 70.
    public static final int BOUNDARY_BYTES_MAX = 80;

    private MailLimits() {}
}
