// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.sync.FolderListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is left to do when an account closes, so that the next start has less to do: what is owed
/// is paid, open folders are looked at for the last time, and how all is left is noted.
final class LeaveTaking {
    private final OpenAccount account;
    private final AccountState state;
    private final Mailboxes mailboxes;
    private final LastClose lastClose;
    private final List<Left> left = new ArrayList<>();

    LeaveTaking(OpenAccount account, AccountState state, Mailboxes mailboxes, LastClose lastClose) {
        this.account = account;
        this.state = state;
        this.mailboxes = mailboxes;
        this.lastClose = lastClose;
    }

    /// An open mailbox that owes nothing, as its last look found it.
    private record Left(OpenMailbox mailbox, FolderState state, FolderListing.Marks marks) {
        Optional<ClosedAccount.Folder> unchanged() {
            return mailbox.isStill(state)
                    ? Optional.of(new ClosedAccount.Folder(marks, state.status()))
                    : Optional.empty();
        }
    }

    void look() {
        for (OpenMailbox mailbox : mailboxes.all()) {
            try {
                Optional<FolderListing.Marks> marks = mailbox.lookout().leave();
                FolderState now = mailbox.state();
                if (marks.isPresent() && !now.owes()) {
                    left.add(new Left(mailbox, now, marks.get()));
                }
            } catch (IOException | RuntimeException trouble) {
                lookAnew(trouble);
            }
        }
    }

    private void lookAnew(Exception trouble) {
        account.report(
                "folders are looked at anew at the next start in " + account.root(), trouble);
    }

    /// After this the files say all that the journal says.
    void payDebts() {
        account.unfinished().finish();
        account.table().folders().forEach(this::payDebts);
    }

    private void payDebts(FolderInfo folder) {
        try {
            boolean owes = state.loaded(folder.id()).filter(LeaveTaking::owes).isPresent();
            if (owes || mailboxes.find(folder.id()).isPresent()) {
                OpenMailbox mailbox = mailboxes.open(folder.name());
                account.placer().await(mailbox.id(), mailbox.state().unplaced());
                mailbox.nameFiles();
                account.removeOwed(mailbox);
            }
        } catch (IOException | RuntimeException owed) {
            account.report("files will follow at the next start in " + account.root(), owed);
        }
    }

    private static boolean owes(FolderState folder) {
        return folder.owes() || GiveLetters.isDue(folder);
    }

    /// Writes down how the account is left, so that the next start need not look for that.
    void note(Journal last) {
        Map<Integer, ClosedAccount.Folder> folders = new HashMap<>(lastClose.untouched());
        folders.keySet().removeIf(id -> account.table().folder(id).isEmpty());
        for (Left each : left) {
            each.unchanged().ifPresent(folder -> folders.put(each.mailbox().id(), folder));
        }
        try {
            ClosedAccount now =
                    new ClosedAccount(
                            account.identity(),
                            last.end(),
                            account.table().highestUidValidity(),
                            folders);
            if (!lastClose.says(now)) {
                last.seal();
                now.write(account.root(), account.owner());
            }
        } catch (IOException unwritten) {
            lookAnew(unwritten);
        }
    }
}
