// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

/// A command that is not run; carries the answer to it.
final class RefusedException extends Exception {
    private final transient Reply reply;

    RefusedException(Reply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    RefusedException(int code, String status, String text) {
        this(new Reply(code, status, text));
    }

    Reply reply() {
        return reply;
    }
}
