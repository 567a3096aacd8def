// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.Arrays;
import java.util.Optional;

/// What STATUS can tell of a mailbox. RFC 9051 §6.3.11, RFC 7162 §3.1.7, RFC 7889 §3.1, RFC 8438,
/// RFC 8474 §4.3, RFC 9208 §4.1.4.
public enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    DELETED,
    SIZE,
    HIGHESTMODSEQ,
    APPENDLIMIT,
    MAILBOXID,
    DELETED_STORAGE;

    public String imapName() {
        return name().replace('_', '-');
    }

    /// @param name in upper case
    static Optional<StatusItem> ofImapName(String name) {
        return Arrays.stream(values()).filter(item -> item.imapName().equals(name)).findFirst();
    }
}
