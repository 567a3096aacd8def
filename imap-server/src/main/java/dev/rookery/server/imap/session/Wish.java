// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.command.FetchItem;
import java.util.List;

/// What a client wants to hear unasked of the mailbox it has selected: RFC 5465 §6.1.
///
/// @param messages whether messages come and go for it; if not, its numbers stay as they are
/// @param flags whether flags change for it
/// @param atOnce whether it hears of it while no command is in progress
/// @param delayed whether EXPUNGE waits for a command that lets it all the same
/// @param items what is shown of a message that came
record Wish(
        boolean messages, boolean flags, boolean atOnce, boolean delayed, List<FetchItem> items) {
    /// Before the first NOTIFY.
    static final Wish USUAL = new Wish(true, true, false, false, List.of());

    static final Wish NOTHING = new Wish(false, false, false, false, List.of());

    Wish {
        items = List.copyOf(items);
    }
}
