// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Uid;
import dev.rookery.server.imap.response.Responses.DataWriter;
import java.io.IOException;

/// Who is told of messages: what the client knows of the mailbox, and how it wants to be spoken to.
record Audience(SessionView view, Enabled enabled) {
    /// How the FETCH response of a message begins; a client without sequence numbers gets UIDFETCH
    /// (RFC 9586 §3.3).
    DataWriter start(Uid uid, boolean withUid, DataWriter line) throws IOException {
        if (enabled.uidOnly()) {
            return line.number(uid.value()).raw(" UIDFETCH (");
        }
        line.number(view.sequenceOf(uid)).raw(" FETCH (");
        return withUid ? line.raw("UID ").number(uid.value()).raw(" ") : line;
    }
}
