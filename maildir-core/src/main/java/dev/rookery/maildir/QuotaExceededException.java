// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Locale;

/// The account may not hold as much as that. RFC 5530 `OVERQUOTA`, RFC 9208.
public final class QuotaExceededException extends MailStoreException {
    private final Resource resource;
    private final long limit;
    private final long used;
    private final long asked;

    /// What is limited.
    public enum Resource {
        /// Sizes of messages, in bytes. (RFC 9208 counts it in units of 1,024 bytes.)
        STORAGE,
        /// Number of messages.
        MESSAGE
    }

    /// @param used what the account holds, with what is on its way in
    /// @param asked what was to be added
    public QuotaExceededException(Resource resource, long limit, long used, long asked) {
        super(
                "quota: %d more of %s on top of %d would be over the limit of %d"
                        .formatted(asked, resource.name().toLowerCase(Locale.ROOT), used, limit));
        this.resource = resource;
        this.limit = limit;
        this.used = used;
        this.asked = asked;
    }

    public Resource resource() {
        return resource;
    }

    public long limit() {
        return limit;
    }

    public long used() {
        return used;
    }

    public long asked() {
        return asked;
    }
}
