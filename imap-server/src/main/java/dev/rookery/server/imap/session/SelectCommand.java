// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.SelectOptions;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;

/// SELECT and EXAMINE: RFC 3501 §6.3.1, §6.3.2, RFC 9051 §6.3.2, RFC 7162 §3.1.8, §3.2.5.
final class SelectCommand {
    private final Enabled enabled;
    private final ListCommands lists;
    private final Runnable ring;
    private final Failures failures;

    SelectCommand(Enabled enabled, ListCommands lists, Runnable ring, Failures failures) {
        this.enabled = enabled;
        this.lists = lists;
        this.ring = ring;
        this.failures = failures;
    }

    Outcome run(Command.Select command, SignedIn user, Responses out) throws IOException {
        Selection.Opened opened =
                Selection.open(
                        user.mailbox(command.mailbox()), command.access(), enabled, ring, failures);
        try {
            describe(command, opened, user, out);
            if (command.options().resync().isPresent()) {
                resync(command.options().resync().get(), opened, out);
            }
        } catch (IOException | RuntimeException failure) {
            opened.selection().close();
            throw failure;
        }
        Status done =
                switch (command.access()) {
                    case READ_WRITE -> Status.ok("READ-WRITE", "Selected.");
                    case READ_ONLY -> Status.ok("READ-ONLY", "Selected to look at.");
                };
        return new Outcome.Enter(new State.Selected(user, opened.selection()), done);
    }

    private void describe(
            Command.Select command, Selection.Opened opened, SignedIn user, Responses out)
            throws IOException {
        Selection selection = opened.selection();
        Snapshot first = opened.first();
        ChangeReports.flagNames(first, selection, out);
        ChangeReports.counts(selection, out);
        UidSet unseen = first.uids().minus(first.having(SystemFlag.SEEN));
        if (!unseen.isEmpty() && enabled.knowsRecent() && !enabled.uidOnly()) {
            long sequence = selection.view().sequenceOf(unseen.first());
            out.untagged(Status.ok("UNSEEN " + sequence, "The first unseen message."));
        }
        out.untagged(Status.ok("UIDVALIDITY " + first.uidValidity(), "UIDs are valid."));
        out.untagged(Status.ok("UIDNEXT " + first.uidNext(), "The next UID."));
        if (enabled.has(Enabled.Extension.IMAP4REV2)) {
            lists.tell(command.mailbox(), user, out);
        }
        String highest = ChangeReports.highestModSeq(first.highestModSeq());
        out.untagged(Status.ok(highest, "The last change."));
        String id = ObjectIds.of(selection.mailbox());
        out.untagged(Status.ok("MAILBOXID (" + id + ")", "What stays when it is renamed."));
    }

    /// Tells what happened since the client was here last, if it was.
    private static void resync(SelectOptions.Resync resync, Selection.Opened opened, Responses out)
            throws IOException {
        Selection selection = opened.selection();
        Snapshot now = opened.first();
        if (resync.uidValidity() != now.uidValidity().value()) {
            return;
        }
        UidSet known =
                resync.known()
                        .map(numbers -> Vanished.everGiven(numbers, now))
                        .orElseGet(() -> Vanished.everGiven(now));
        UidSet matched =
                resync.match().map(match -> Vanished.matched(match, now)).orElse(UidSet.EMPTY);
        Vanished.tell(Vanished.since(resync.since(), known, now).minus(matched), out);
        UidSet changed = now.changedSince(resync.since()).and(known);
        ChangeReports.flags(changed, now, selection.audience(), true, out);
    }
}
