// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.io.IOException;

/// Nothing more can be said to the client. Never a reason to refuse a command: there is nobody left
/// to refuse it to.
final class ConnectionBrokenException extends IOException {
    ConnectionBrokenException(String reason, IOException cause) {
        super(reason, cause);
    }
}
