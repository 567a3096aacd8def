// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Body;
import java.util.Optional;

/// A whole message on its way into a mailbox: its file lies durably in `tmp/` under `tmpName`, or
/// has to be made of its body.
///
/// @param base the name of its file, before flags
record NewMessage(
        MessageFileName base,
        String tmpName,
        Flags flags,
        long dateSeconds,
        long physicalBytes,
        long virtualBytes,
        Optional<Body> body) {
    /// Without flags to show, a message lies in `new/`.
    boolean inNew() {
        return flags.system().isEmpty();
    }

    MessageFileName fileName() {
        return inNew() ? base : base.with(flags.system(), "").orElse(base);
    }
}
