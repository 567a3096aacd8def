// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.net.Peer;

/// What we say we can do: exactly what is complete. RFC 3501 §7.2.1.
final class Capabilities {
    private static final String ALWAYS = "IMAP4rev1 LITERAL+ SASL-IR ID ENABLE IDLE";
    private static final String AFTER_LOGIN = ALWAYS + " NAMESPACE CHILDREN UIDPLUS UNSELECT MOVE";

    private Capabilities() {}

    static String of(State state, Peer peer, ImapSettings settings) {
        return switch (state) {
            case State.NotAuthenticated _ ->
                    ALWAYS + (mayLogIn(peer, settings) ? " AUTH=PLAIN" : " LOGINDISABLED");
            case State.Authenticated _, State.Selected _ -> AFTER_LOGIN;
        };
    }

    /// Passwords travel inside TLS, or never leave this machine.
    static boolean mayLogIn(Peer peer, ImapSettings settings) {
        return peer.secure() || (settings.plaintextLogin() && peer.address().isLoopbackAddress());
    }
}
