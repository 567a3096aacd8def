// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;

/// SELECT and EXAMINE: RFC 3501 §6.3.1, §6.3.2.
final class SelectCommand {
    private final Runnable ring;
    private final Failures failures;

    SelectCommand(Runnable ring, Failures failures) {
        this.ring = ring;
        this.failures = failures;
    }

    Outcome run(Command.Select command, SignedIn user, Responses out) throws IOException {
        Selection.Opened opened =
                Selection.open(user.mailbox(command.mailbox()), command.access(), ring, failures);
        try {
            describe(opened.selection(), opened.first(), out);
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

    private static void describe(Selection selection, Snapshot first, Responses out)
            throws IOException {
        ChangeReports.flagNames(first, selection, out);
        ChangeReports.counts(selection.view(), out);
        UidSet unseen = first.uids().minus(first.having(SystemFlag.SEEN));
        if (!unseen.isEmpty()) {
            long sequence = selection.view().sequenceOf(unseen.first());
            out.untagged(Status.ok("UNSEEN " + sequence, "The first unseen message."));
        }
        out.untagged(Status.ok("UIDVALIDITY " + first.uidValidity(), "UIDs are valid."));
        out.untagged(Status.ok("UIDNEXT " + first.uidNext(), "The next UID."));
    }
}
