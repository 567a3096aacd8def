// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.ConditionalChange;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/// STORE and UID STORE: RFC 3501 §6.4.6, RFC 7162 §3.1.3.
final class StoreCommand {
    private StoreCommand() {}

    static Outcome run(
            Command.Store command, Selection selection, MessageLimit limit, Responses out)
            throws IOException {
        selection.requireWritable();
        MessageLimit.Share share = limit.of(selection.view().messages(command.messages()));
        return share.told(store(command, share.messages(), selection, out), out);
    }

    private static Outcome store(
            Command.Store command, UidSet asked, Selection selection, Responses out)
            throws IOException {
        SessionView view = selection.view();
        Snapshot before = selection.mailbox().snapshot();
        UidSet there = asked.and(before.uids());
        if (there.isEmpty()) {
            return Outcome.over(command.messages(), asked, UidSet.EMPTY, "Stored.");
        }
        ConditionalChange changed = change(command, there, selection);
        Snapshot after = changed.snapshot();
        UidSet failed = changed.modified().and(after.uids());
        UidSet stored = there.and(after.uids()).minus(failed);
        if (command.silent()) {
            boolean modSeqs = selection.enabled().tellsModSeqs();
            UidSet expected = asExpected(stored, command.change(), before, after, view);
            if (modSeqs) {
                ChangeReports.modSeqs(expected, after, selection.audience(), out);
            }
            view.flagsTold(expected, after);
        } else {
            tell(command, stored, after, selection, out);
        }
        return failed.isEmpty()
                ? Outcome.over(command.messages(), asked, stored, "Stored.")
                : modified(command, asked, failed, stored, view);
    }

    private static ConditionalChange change(
            Command.Store command, UidSet messages, Selection selection) throws IOException {
        if (command.unchangedSince().isPresent()) {
            return selection
                    .mailbox()
                    .changeFlags(messages, command.change(), command.unchangedSince().get());
        }
        Snapshot after = selection.mailbox().changeFlags(messages, command.change());
        return new ConditionalChange(after, UidSet.EMPTY);
    }

    /// Some of the messages are not what the client takes them for.
    private static Outcome modified(
            Command.Store command, UidSet asked, UidSet failed, UidSet stored, SessionView view) {
        boolean byUid = command.messages().byUid();
        String set = byUid ? failed.toString() : view.sequences(failed);
        String code = "MODIFIED " + set;
        boolean missed = !byUid && !asked.equals(failed.or(stored));
        return new Outcome.Done(
                missed
                        ? Status.no(code, "Some of the messages are gone, some changed.")
                        : Status.ok(code, "Stored where nothing had changed."));
    }

    private static void tell(
            Command.Store command,
            UidSet stored,
            Snapshot after,
            Selection selection,
            Responses out)
            throws IOException {
        SessionView view = selection.view();
        if (view.learnKeywords(after)) {
            ChangeReports.flagNames(after, selection, out);
        }
        ChangeReports.flags(stored, after, selection.audience(), command.messages().byUid(), out);
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
