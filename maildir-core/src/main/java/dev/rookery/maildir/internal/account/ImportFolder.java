// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.migrate.FolderImport;
import dev.rookery.maildir.internal.migrate.MoveAside;
import dev.rookery.maildir.internal.migrate.UidListEntry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes over UIDs and keywords from the list that another server left in a folder.
///
/// There is one authority for UIDs at a time: as long as the list lies there, it is that server,
/// and we give out none. First the listed messages go into the journal, ascending by UID, then the
/// word that these were all, and only then the list goes aside. A crash at any moment leaves either
/// the list, and then all of this is done once more and finds the messages it has, or all that the
/// list said. Should the other server have been at work in between, its list has grown, and the new
/// UIDs in it are still free here.
///
/// A list that comes to a folder whose UIDs we gave out ourselves is believed if it says so with a
/// greater UIDVALIDITY. With the same one it may only add to what we told; if it does not agree
/// with that, all UIDs are void. With a smaller one it is an old one, and of no use.
final class ImportFolder {
    private static final System.Logger LOG = System.getLogger(ImportFolder.class.getName());
    private static final int PIECE = 4_096;

    private final OpenAccount account;
    private final OpenMailbox mailbox;
    private final Engine.Work settle;
    private final FolderFiles files;
    private final Instant now;
    private final Map<String, Listed> listed = new HashMap<>();

    /// What the list says of one base, and its file.
    private static final class Listed {
        private long uid;
        private Set<String> keywords = Set.of();
        private @Nullable Found file;

        long uid() {
            return uid;
        }
    }

    private final class Collecting implements FolderImport.Sink {
        @Override
        public void message(UidListEntry entry) {
            of(entry.base()).uid = entry.uid().value();
        }

        @Override
        public void keywords(String base, NavigableSet<String> words) {
            of(base).keywords = words;
        }

        private Listed of(String base) {
            return listed.computeIfAbsent(base, _ -> new Listed());
        }
    }

    private ImportFolder(OpenAccount account, OpenMailbox mailbox, Engine.Work settle) {
        this.account = account;
        this.mailbox = mailbox;
        this.settle = settle;
        this.files = mailbox.files();
        this.now = account.clock().instant();
    }

    /// Takes over what there is; usually nothing. Answers whether there was anything.
    ///
    /// @param settle finishes what a crash interrupted, if that has to be done before
    /// @throws AccountInUseException if the other server is at work
    /// @throws NoSuchMailboxException if the folder has begun anew; it can be opened again
    static boolean ifDue(OpenAccount account, OpenMailbox mailbox, Engine.Work settle)
            throws IOException {
        account.mailboxes().otherServers().requireNone(mailbox);
        boolean due = FolderImport.isDue(mailbox.files().home());
        if (due) {
            new ImportFolder(account, mailbox, settle).run();
        }
        return due;
    }

    private void run() throws IOException {
        if (FolderImport.isInUse(files.home(), now)) {
            throw new AccountInUseException("Dovecot is at work in " + files);
        }
        FolderImport list =
                account.onStorage(
                        () -> FolderImport.read(files.home(), files.home(), new Collecting()));
        list.remarks().forEach(remark -> LOG.log(Level.WARNING, "{0}: {1}", files, remark));
        long ours = mailbox.snapshot().uidValidity().value();
        long theirs = list.uidValidity().map(UidValidity::value).orElse(0L);
        if (theirs > ours) {
            beginAnew(list.uidValidity().filter(_ -> list.nextUid() <= Uid.MAX), theirs);
        } else if (theirs == ours) {
            if (list.nextUid() > Uid.MAX || contradicts()) {
                beginAnew(Optional.empty(), theirs);
            }
            takeOver(list);
        } else {
            LOG.log(Level.WARNING, "{0}: a list of UIDs that is of no use is moved aside", files);
        }
        account.onStorage(() -> {
            MoveAside.IMPORTED.perform(files.home(), now);
        });
        account.mailboxes().otherServers().tookOver(mailbox.id());
    }

    /// Whether the list says of a UID that we gave out that it is another message.
    private boolean contradicts() throws IOException {
        FolderState state = mailbox.state();
        for (Map.Entry<String, Listed> each : listed.entrySet()) {
            long uid = each.getValue().uid();
            Optional<Row> row =
                    state.snapshot().uids().contains(uid)
                            ? state.snapshot().row(uid)
                            : Optional.empty();
            if (row.filter(it -> !it.base().equals(each.getKey())).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void beginAnew(Optional<UidValidity> uidValidity, long theirs) throws IOException {
        LOG.log(Level.WARNING, "{0}: another server gave out UIDs; ours are void", files);
        if (!mailbox.snapshot().uids().isEmpty() || mailbox.state().owes()) {
            settle.run();
            account.drain(mailbox);
        }
        account.writer().run(new BeginAnew(account, mailbox, uidValidity, theirs));
        throw new NoSuchMailboxException(mailbox.name());
    }

    private void takeOver(FolderImport list) throws IOException {
        account.writer().run(new TakeLetters(mailbox, list.letters()));
        account.onStorage(this::find);
        List<Listed> there =
                listed.values().stream()
                        .filter(each -> each.uid > 0 && each.file != null)
                        .sorted(Comparator.comparingLong(Listed::uid))
                        .toList();
        long floor = FolderImport.modSeqFloor(now).value();
        int taken = 0;
        for (int from = 0; from < there.size(); from += PIECE) {
            List<Listed> piece = there.subList(from, Math.min(from + PIECE, there.size()));
            List<ImportMessages.Listed> measured = account.onStorage(piece, this::measure);
            taken += account.writer().run(new ImportMessages(mailbox, measured, floor));
        }
        long highest = Math.max(floor, mailbox.snapshot().highestModSeq().value());
        account.writer()
                .run(new AddEntry(new Entry.FolderImported(mailbox.id(), list.nextUid(), highest)));
        LOG.log(Level.INFO, "{0}: {1} messages keep their UIDs", files, taken);
    }

    /// Finds the files of listed messages. One that a listing did not show may have been renamed
    /// meanwhile.
    private void find() throws IOException {
        LastChange lastChange = mailbox.lookout().lastChange();
        lastChange.listUntilAll(found -> {
            Listed message = listed.get(found.name().base());
            if (message != null) {
                message.file = found;
            }
        });
    }

    private List<ImportMessages.Listed> measure(List<Listed> part) throws IOException {
        Measuring measuring = new Measuring(files);
        List<ImportMessages.Listed> measured = new ArrayList<>(part.size());
        for (Listed each : part) {
            Optional<Arrival> arrival =
                    each.file == null ? Optional.empty() : measure(each.file, measuring);
            arrival.ifPresent(
                    it -> measured.add(new ImportMessages.Listed(each.uid, it, each.keywords)));
        }
        return measured;
    }

    private Optional<Arrival> measure(Found found, Measuring measuring) throws IOException {
        try {
            return Optional.of(measuring.measure(found));
        } catch (NoSuchFileException moved) {
            Optional<Found> now =
                    FolderListing.find(files.cur(), files.fresh(), found.name().base());
            return now.isPresent() ? Optional.of(measuring.measure(now.get())) : Optional.empty();
        } catch (DiskException refused) {
            if (!refused.isLasting()) {
                throw refused;
            }
            account.report("left alone: " + found.name() + " in " + files, refused);
            return Optional.empty();
        }
    }
}
