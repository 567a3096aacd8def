// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

/// One line to the client.
///
/// @param status enhanced code, RFC 3463
record Reply(int code, String status, String text) {
    Reply {
        if (code < 200 || code > 599 || !text.chars().allMatch(Grammar::isPrintable)) {
            throw new IllegalArgumentException("not a reply");
        }
    }

    @Override
    public String toString() {
        return code + " " + status + " " + text;
    }
}
