// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.response.Responses;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/// STORE and UID STORE: RFC 3501 §6.4.6.
final class StoreCommand {
    private StoreCommand() {}

    static Outcome run(Command.Store command, Selection selection, Responses out)
            throws IOException {
        selection.requireWritable();
        SessionView view = selection.view();
        UidSet asked = view.messages(command.messages());
        Snapshot before = selection.mailbox().snapshot();
        UidSet there = asked.and(before.uids());
        UidSet stored = UidSet.EMPTY;
        if (!there.isEmpty()) {
            Snapshot after = selection.mailbox().changeFlags(there, command.change());
            stored = there.and(after.uids());
            if (command.silent()) {
                view.flagsTold(asExpected(stored, command.change(), before, after, view), after);
            } else {
                tell(command.messages(), stored, after, selection, out);
            }
        }
        return Outcome.over(command.messages(), asked, stored, "Stored.");
    }

    private static void tell(
            MessageSet named, UidSet stored, Snapshot after, Selection selection, Responses out)
            throws IOException {
        SessionView view = selection.view();
        if (view.learnKeywords(after)) {
            ChangeReports.flagNames(after, selection, out);
        }
        boolean withUids = named instanceof MessageSet.ByUid;
        ChangeReports.flags(stored, after, view, withUids, out);
        view.flagsTold(stored, after);
    }

    /// The messages whose flags are what the client must think they are: nobody else had a hand in
    /// it. The others are told although it asked for silence (RFC 3501 §6.4.6).
    private static UidSet asExpected(
            UidSet stored, FlagChange change, Snapshot before, Snapshot after, SessionView view)
            throws IOException {
        UidSet untold = view.untoldFlags(before);
        UidSet.Builder expected = UidSet.builder();
        for (Uid uid : stored.minus(untold)) {
            if (after.flags(uid).equals(apply(change, before.flags(uid)))) {
                expected.add(uid);
            }
        }
        return expected.build();
    }

    private static Flags apply(FlagChange change, Flags to) {
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Flags by = change.flags();
        switch (change.action()) {
            case ADD -> {
                system.addAll(to.system());
                keywords.addAll(to.keywords());
                system.addAll(by.system());
                keywords.addAll(by.keywords());
            }
            case REMOVE -> {
                system.addAll(to.system());
                keywords.addAll(to.keywords());
                system.removeAll(by.system());
                keywords.removeAll(by.keywords());
            }
            case REPLACE -> {
                system.addAll(by.system());
                keywords.addAll(by.keywords());
            }
        }
        return Flags.of(system, keywords);
    }
}
