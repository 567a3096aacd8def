// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

/// Where a session stands. RFC 3501 §3.
sealed interface State {
    record NotAuthenticated() implements State {}

    record Authenticated(SignedIn user) implements State {}

    record Selected(SignedIn user, Selection selection) implements State {}
}
