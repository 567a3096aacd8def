// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;

/// This server ended the input of a connection. Its output still works, for last words.
public final class InputEndedException extends IOException {
    /// Why the input ended.
    public enum Reason {
        /// The read deadline passed.
        DEADLINE,
        /// The listener closes.
        SHUTDOWN
    }

    private final Reason reason;

    public InputEndedException(Reason reason) {
        super(
                switch (reason) {
                    case DEADLINE -> "the client was silent too long";
                    case SHUTDOWN -> "the server is shutting down";
                });
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
