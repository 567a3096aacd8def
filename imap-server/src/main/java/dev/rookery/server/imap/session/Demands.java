// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.FetchItem;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.command.SearchKey;
import dev.rookery.server.imap.command.StatusItem;

/// What a command needs of the session, beyond its state.
final class Demands {
    private Demands() {}

    /// Whether it makes the client one that is told mod-sequences: RFC 7162 §3.1. ENABLE does so in
    /// its own way.
    static boolean modSeqs(Command command) {
        return switch (command) {
            case Command.Select c -> c.options().condstore();
            case Command.Status c -> c.items().contains(StatusItem.HIGHESTMODSEQ);
            case Command.ListMailboxes c -> c.options().status().contains(StatusItem.HIGHESTMODSEQ);
            case Command.Fetch c ->
                    c.items().contains(new FetchItem.ModSeqNumber())
                            || c.modifiers().changedSince().isPresent();
            case Command.Store c -> c.unchangedSince().isPresent();
            case Command.Search c -> SearchKeys.asksForModSeq(c.key());
            case Command _ -> false;
        };
    }

    /// Whether it speaks in sequence numbers: RFC 9586 §3.
    static boolean sequenceNumbers(Command command) {
        return switch (command) {
            case Command.Fetch c -> !c.messages().byUid();
            case Command.Store c -> !c.messages().byUid();
            case Command.Copy c -> !c.messages().byUid();
            case Command.Move c -> !c.messages().byUid();
            case Command.Replace c -> !c.message().byUid();
            case Command.Search c -> !c.byUid() || sequenceNumbers(c.key());
            case Command _ -> false;
        };
    }

    private static boolean sequenceNumbers(SearchKey key) {
        return switch (key) {
            case SearchKey.Messages(MessageSet.BySequence _) -> true;
            case SearchKey.And(var keys) -> keys.stream().anyMatch(Demands::sequenceNumbers);
            case SearchKey.Or(SearchKey left, SearchKey right) ->
                    sequenceNumbers(left) || sequenceNumbers(right);
            case SearchKey.Not(SearchKey not) -> sequenceNumbers(not);
            case SearchKey _ -> false;
        };
    }
}
