// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.response.Responses.Condition;
import dev.rookery.server.imap.response.Responses.Status;

/// A command cannot be carried out as asked; carries the reply that says so.
final class Refusal extends RuntimeException {
    static final String AUTHENTICATION_FAILED = "AUTHENTICATIONFAILED";

    private final transient Status status;

    private Refusal(Status status) {
        super(status.text(), null, false, false);
        this.status = status;
    }

    /// @param code of RFC 5530, without brackets; empty for none
    static Refusal no(String code, String text) {
        return new Refusal(Status.no(code, text));
    }

    static Refusal bad(String text) {
        return bad("", text);
    }

    static Refusal bad(String code, String text) {
        return new Refusal(new Status(Condition.BAD, code, text));
    }

    Status status() {
        return status;
    }
}
