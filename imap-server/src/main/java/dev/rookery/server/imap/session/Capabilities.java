// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.net.Peer;
import dev.rookery.server.net.Transport;

/// What we say we can do: exactly what is complete. RFC 3501 §7.2.1.
final class Capabilities {
    private static final String ALWAYS = "IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR ID ENABLE IDLE";

    private static final String AFTER_LOGIN =
            ALWAYS
                    + " NAMESPACE CHILDREN UIDPLUS UNSELECT MOVE LIST-EXTENDED LIST-STATUS"
                    + " SPECIAL-USE CREATE-SPECIAL-USE CONDSTORE QRESYNC ESEARCH SEARCHRES WITHIN"
                    + " STATUS=SIZE MULTIAPPEND BINARY CATENATE REPLACE SAVEDATE OBJECTID PREVIEW"
                    + " PARTIAL UTF8=ACCEPT QUOTA QUOTA=RES-STORAGE QUOTA=RES-MESSAGE I18NLEVEL=1"
                    + " METADATA NOTIFY UIDONLY INPROGRESS COMPRESS=DEFLATE"
                    + " APPENDLIMIT=";

    private Capabilities() {}

    static String of(State state, Transport transport, ImapSettings settings) {
        return switch (state) {
            case State.NotAuthenticated _ -> beforeLogin(transport, settings);
            case State.Authenticated _, State.Selected _ ->
                    AFTER_LOGIN
                            + settings.limits().appendBytesMax()
                            + messageLimit(settings.limits().messages())
                            + (settings.unauthenticate() ? " UNAUTHENTICATE" : "");
        };
    }

    private static String messageLimit(MessageLimit limit) {
        return limit.exists() ? " MESSAGELIMIT=" + limit.max() : "";
    }

    private static String beforeLogin(Transport transport, ImapSettings settings) {
        return ALWAYS
                + (transport.canStartTls() ? " STARTTLS" : "")
                + (mayLogIn(transport.peer(), settings) ? " AUTH=PLAIN" : " LOGINDISABLED");
    }

    /// Passwords travel inside TLS, or never leave this machine.
    static boolean mayLogIn(Peer peer, ImapSettings settings) {
        return peer.secure() || (settings.plaintextLogin() && peer.address().isLoopbackAddress());
    }
}
