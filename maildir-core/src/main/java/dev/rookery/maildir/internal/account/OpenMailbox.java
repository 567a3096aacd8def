// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.StreamedDelivery;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.fulltext.ScanSearch;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.mime.MessageView;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A mailbox in use: its open directories, its newest snapshot, who listens.
///
/// The snapshot is published by one volatile write, on the account's writer; everything that
/// changes goes through that writer.
final class OpenMailbox implements Mailbox {
    private static final System.Logger LOG = System.getLogger(OpenMailbox.class.getName());
    private static final int OPEN_ATTEMPTS_MAX = 5;

    private final OpenAccount account;
    private final int id;
    private final FolderFiles files;
    private final FolderWatch watch;
    private final Looks looks = new Looks();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    private volatile MailboxName name;
    private volatile MailboxSnapshot snapshot;
    private volatile UidSet unclaimed;
    private Set<String> oddities = Set.of();

    OpenMailbox(OpenAccount account, FolderState folder, FolderFiles files) {
        this.account = account;
        this.id = folder.id();
        this.name = folder.name();
        this.files = files;
        this.snapshot = folder.snapshot();
        this.unclaimed = UidSet.EMPTY;
        this.watch = new FolderWatch(files);
    }

    int id() {
        return id;
    }

    FolderFiles files() {
        return files;
    }

    @Override
    public MailboxName name() {
        return name;
    }

    @Override
    public MailboxSnapshot snapshot() {
        return snapshot;
    }

    /// The first look at the files after opening; finishes what a crash interrupted.
    void recover(Recovery recovery) throws IOException {
        sync(UidSet.EMPTY, Optional.of(recovery));
        if (!watch.suspects().isEmpty()) {
            // What the first look did not show is gone if a second one does not show it either.
            sync(UidSet.EMPTY, Optional.of(recovery));
        }
        addUnclaimed(snapshot.inNew());
    }

    @Override
    public MailboxSnapshot refresh() throws IOException {
        try {
            if (watch.mayHaveChanged()) {
                sync(UidSet.EMPTY, Optional.empty());
            }
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
        return snapshot;
    }

    private void sync(UidSet replaced, Optional<Recovery> recovery) throws IOException {
        looks.look(() -> {
            SyncFolder look = new SyncFolder(this, watch.suspects(), replaced, recovery);
            SyncFolder.Outcome outcome = account.writer().run(look);
            Arrivals arrivals = new Arrivals(this, account);
            arrivals.takeIn(outcome.arrivals());
            watch.looked(outcome, arrivals.complete());
        });
        account.removeOwed(this);
    }

    long nowNanos() {
        return account.clock().instant().toEpochMilli() * 1_000_000L;
    }

    /// Looks for changes of other programs if anybody wants to hear of them.
    void glance() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            refresh();
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "deleted meanwhile: {0}", files);
        } catch (IOException | RuntimeException trouble) {
            account.report("cannot look for new mail in " + files, trouble);
        }
    }

    /// Entries with names of messages that are none: said once.
    void oddities(Set<String> names) {
        if (!names.isEmpty() && !names.equals(oddities)) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} entries are left alone: no regular files, or names not in UTF-8",
                    files,
                    names.size());
        }
        oddities = names;
    }

    @Override
    public Delivery deliver(Flags flags, Instant internalDate) throws IOException {
        Limits.requireRoomForKeywords(snapshot, flags);
        try {
            return new StreamedDelivery(
                    files.tmp(),
                    newName(),
                    account.owner(),
                    internalDate,
                    (message, force) -> {
                        account.onStorage(force::force);
                        return account.writer().run(new CommitDelivery(this, message, flags));
                    });
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
    }

    MessageFileName newName() {
        return account.fileNames().next();
    }

    @Override
    public MailboxSnapshot changeFlags(UidSet messages, FlagChange change) throws IOException {
        UidSet changed = account.writer().run(new ChangeFlags(this, messages, change));
        if (!changed.isEmpty() && account.namesFilesAtOnce()) {
            nameFilesAfterwards();
        }
        return snapshot;
    }

    /// The flags are safe: that names lag behind must not look as if they were not.
    private void nameFilesAfterwards() {
        try {
            nameFiles();
        } catch (IOException | RuntimeException trouble) {
            account.report("file names lag behind flags in " + files, trouble);
            account.namesOutOfDate(this);
        }
    }

    /// Brings file names up to date.
    void nameFiles() throws IOException {
        NameFiles names = new NameFiles(this, claimed());
        account.writer().run(names);
        if (names.missing()) {
            sync(UidSet.EMPTY, Optional.empty());
            account.writer().run(new NameFiles(this, claimed()));
        }
    }

    /// Mail in `new/` that is not recent any more.
    private UidSet claimed() {
        return snapshot.inNew().minus(unclaimed);
    }

    @Override
    public MailboxSnapshot expunge(UidSet messages) throws IOException {
        account.writer().run(new ExpungeMessages(this, messages));
        return snapshot;
    }

    @Override
    public Copied copy(UidSet messages, Mailbox target) throws IOException {
        return transfer(messages, target, false);
    }

    @Override
    public Copied move(UidSet messages, Mailbox target) throws IOException {
        return transfer(messages, target, true);
    }

    private Copied transfer(UidSet messages, Mailbox target, boolean move) throws IOException {
        if (!(target instanceof OpenMailbox there) || there.account != account) {
            throw new IllegalArgumentException("the target is not a mailbox of this account");
        }
        return account.writer().run(new CopyMessages(this, messages, there, move));
    }

    /// Makes a copy's file again, from the message it was copied from.
    boolean linkFromOrigin(AccountState state, Entry.Origin origin, Row row) throws IOException {
        Optional<FolderState> source = state.folder(origin.folder());
        Optional<Row> original =
                source.flatMap(folder -> folder.snapshot().row(new Uid(origin.uid())));
        if (original.isEmpty()) {
            return false;
        }
        try (FolderFiles from = account.openFiles(source.get().name())) {
            MessageLinks.link(from, original.get(), files, row.fileName(), row.inNew());
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /// Removes a file that was given a name for nothing.
    void discard(String fileName, boolean inNew) {
        try {
            files.directory(inNew).delete(fileName);
        } catch (IOException stays) {
            account.report("an unused copy stays in " + files, stays);
        }
    }

    @Override
    public MessageView message(Uid uid) throws IOException {
        try {
            for (int attempt = 1; ; attempt++) {
                Optional<MessageView> message = open(uid);
                if (message.isPresent()) {
                    return message.get();
                }
                if (attempt == OPEN_ATTEMPTS_MAX) {
                    throw new MessageExpungedException(uid);
                }
            }
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
    }

    /// Looks at the folder if the file is not there under its name, or is not what it was.
    private Optional<MessageView> open(Uid uid) throws IOException {
        Row row = snapshot.row(uid).orElseThrow(() -> new MessageExpungedException(uid));
        InputFile file;
        try {
            file = files.open(row.fileName(), row.inNew());
        } catch (NoSuchFileException renamed) {
            sync(UidSet.EMPTY, Optional.empty());
            return Optional.empty();
        }
        MessageFile bytes = new MessageFile(file, row.physicalBytes());
        if (bytes.isWhole()) {
            return Optional.of(new MessageView(uid, bytes, bytes::close));
        }
        bytes.close();
        sync(UidSet.of(uid), Optional.empty());
        throw new MessageExpungedException(uid);
    }

    @Override
    public UidSet search(SearchQuery query, UidSet candidates) throws IOException {
        return new ScanSearch(account.zone()).search(query, snapshot, candidates, this::message);
    }

    @Override
    public synchronized UidSet claimRecent() {
        UidSet recent = recent();
        unclaimed = UidSet.EMPTY;
        if (!recent.isEmpty()) {
            account.namesOutOfDate(this);
        }
        return recent;
    }

    @Override
    public UidSet recent() {
        return unclaimed.and(snapshot.uids());
    }

    @Override
    public Subscription subscribe(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Shows a committed state, and says what changed since the last one.
    void publish(FolderState folder, List<Change> changes, UidSet arrived) {
        name = folder.name();
        snapshot = folder.snapshot();
        if (!arrived.isEmpty()) {
            addUnclaimed(arrived);
        }
        tell(changes);
    }

    /// Whether that is what it shows already.
    boolean shows(FolderState folder) {
        return snapshot == folder.snapshot() && name.equals(folder.name());
    }

    private synchronized void addUnclaimed(UidSet arrived) {
        unclaimed = unclaimed.or(arrived);
    }

    /// What a listener throws is its own trouble, and nobody else's.
    void tell(List<Change> changes) {
        for (Change change : changes) {
            for (Consumer<Change> listener : listeners) {
                try {
                    listener.accept(change);
                } catch (RuntimeException | Error bug) {
                    LOG.log(Level.ERROR, "a listener to " + files + " failed", bug);
                }
            }
        }
    }
}
