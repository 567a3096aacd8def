// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.util.List;

/// What a client enabled, as far as it changes the form of responses.
public record Dialect(boolean rev2, boolean utf8, boolean qresync, boolean uidOnly) {
    public static final Dialect FIRST = new Dialect(false, false, false, false);

    /// After `ENABLED` with these names.
    public Dialect with(List<String> enabled) {
        return new Dialect(
                rev2 || enabled.contains("IMAP4REV2"),
                utf8 || enabled.contains("UTF8=ACCEPT"),
                qresync || enabled.contains("QRESYNC"),
                uidOnly || enabled.contains("UIDONLY"));
    }

    /// Whether strings in quotes, names and texts may be UTF-8. RFC 9051 §4.3, RFC 6855 §3.
    boolean speaksUtf8() {
        return rev2 || utf8;
    }
}
