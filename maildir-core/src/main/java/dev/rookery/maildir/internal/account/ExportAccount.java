// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.ExportedMailbox;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.migrate.FolderExport;
import dev.rookery.maildir.internal.migrate.FolderImport;
import dev.rookery.maildir.internal.migrate.FormerList;
import dev.rookery.maildir.internal.migrate.KeywordFile;
import dev.rookery.maildir.internal.migrate.MailboxGuid;
import dev.rookery.maildir.internal.migrate.UidListEntry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Writes for Dovecot all that we know of an account which nobody else uses.
///
/// First the files have to say all that the journal says; then the lists are written, each durably;
/// then the account is marked as not ours any more ([Retirement]).
final class ExportAccount {
    private final OpenAccount account;

    ExportAccount(OpenAccount account) {
        this.account = account;
    }

    List<ExportedMailbox> run() throws IOException {
        account.discover();
        List<FolderInfo> folders = List.copyOf(account.table().folders());
        List<OpenMailbox> mailboxes = new ArrayList<>();
        for (FolderInfo folder : folders) {
            mailboxes.add(drained(folder));
        }
        account.writer().run(EditSubscriptions.keep(account));
        List<ExportedMailbox> exported = new ArrayList<>();
        for (OpenMailbox mailbox : mailboxes) {
            exported.add(account.onStorage(() -> write(mailbox)));
        }
        account.onStorage(this::handOver);
        return exported;
    }

    private OpenMailbox drained(FolderInfo folder) throws IOException {
        OpenMailbox mailbox = account.mailboxes().open(folder.name());
        if (FolderImport.isInUse(mailbox.files().home(), account.clock().instant())) {
            throw new AccountInUseException("Dovecot is at work in it: " + mailbox.files());
        }
        mailbox.look();
        account.drain(mailbox);
        if (mailbox.state().owes()) {
            throw new IOException("files do not say yet what the journal says: " + mailbox.files());
        }
        if (mailbox.snapshot().uidNext().compareTo(UidListEntry.UID_MAX) > 0) {
            throw new IOException("Dovecot has no UIDs that great: " + mailbox.files());
        }
        return mailbox;
    }

    private ExportedMailbox write(OpenMailbox mailbox) throws IOException {
        account.mailboxes().otherServers().forget(mailbox.id());
        Directory home = mailbox.files().home();
        FolderState state = mailbox.state();
        MailboxSnapshot snapshot = state.snapshot();
        new FolderExport(
                        snapshot.uidValidity(),
                        snapshot.uidNext(),
                        Optional.of(new MailboxGuid(mailbox.shared().mailboxId())),
                        // What names say by our letters goes on meaning that.
                        KeywordFile.read(home).with(state.letters()::word),
                        FormerList.read(home, snapshot.uidValidity()))
                .write(
                        home,
                        out -> snapshot.forEachRow(snapshot.uids(), row -> out.message(entry(row))),
                        account.clock().instant(),
                        account.owner());
        return new ExportedMailbox(
                mailbox.name(),
                snapshot.highestModSeq(),
                withoutLetter(state),
                account.table().folder(mailbox.id()).flatMap(FolderInfo::uses).orElse(Set.of()));
    }

    private static UidListEntry entry(Row row) {
        UidListEntry entry = UidListEntry.of(new Uid(row.uid()), row.base());
        boolean measured = row.physicalBytes() >= 0 && row.virtualBytes() >= 0;
        return measured ? entry.withSizes(row.physicalBytes(), row.virtualBytes()) : entry;
    }

    private static Map<String, UidSet> withoutLetter(FolderState state) {
        Map<String, UidSet> without = new TreeMap<>();
        for (String word : state.snapshot().keywords()) {
            UidSet having = state.snapshot().havingKeyword(word);
            if (state.letters().letterOf(word) < 0 && !having.isEmpty()) {
                without.put(word, having);
            }
        }
        return without;
    }

    private void handOver() throws IOException {
        account.uidValidities().handOver(account.table());
        Retirement.begin(account.root(), account.owner());
    }
}
