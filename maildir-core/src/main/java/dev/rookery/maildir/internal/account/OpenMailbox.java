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
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.StreamedDelivery;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
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
    private static final int SYNC_RUNS_MAX = 1_000;

    private final OpenAccount account;
    private final int id;
    private final FolderFiles files;
    private final FolderWatch watch;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    private volatile MailboxName name;
    private volatile MailboxSnapshot snapshot;
    private volatile UidSet unclaimed;
    private Set<String> refused = Set.of();

    OpenMailbox(OpenAccount account, FolderState folder, FolderFiles files) {
        this.account = account;
        this.id = folder.id();
        this.name = folder.name();
        this.files = files;
        this.snapshot = folder.snapshot();
        this.unclaimed = UidSet.EMPTY;
        this.watch = new FolderWatch(files, account.clock());
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
        sync(Optional.of(recovery));
        // What the last run did not show is gone if a second look does not show it either.
        sync(Optional.of(recovery));
        UidSet.Builder fresh = UidSet.builder();
        snapshot.forEachRow(row -> {
            if (row.inNew()) {
                fresh.add(new Uid(row.uid()));
            }
        });
        unclaimed = fresh.build();
    }

    @Override
    public MailboxSnapshot refresh() throws IOException {
        if (watch.mayHaveChanged()) {
            sync(Optional.empty());
        }
        return snapshot;
    }

    private void sync(Optional<Recovery> recovery) throws IOException {
        boolean complete = false;
        for (int run = 0; run < SYNC_RUNS_MAX && !complete; run++) {
            SyncFolder.Outcome outcome =
                    account.writer().run(new SyncFolder(this, watch.suspects(), recovery));
            watch.looked(outcome);
            complete = outcome.complete();
        }
    }

    /// Looks for changes of other programs if anybody wants to hear of them.
    void glance() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            refresh();
        } catch (IOException trouble) {
            LOG.log(Level.WARNING, "cannot look for new mail in " + files.folder(), trouble);
        }
    }

    /// Files with names of messages that are none: said once.
    void refused(Set<String> names) {
        if (!names.isEmpty() && !names.equals(refused)) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} entries are left alone: not regular files, or not readable",
                    files.folder(),
                    names.size());
        }
        refused = names;
    }

    @Override
    public Delivery deliver(Flags flags, Instant internalDate) throws IOException {
        Limits.requireRoomForKeywords(snapshot, flags);
        return new StreamedDelivery(
                files.tmp(),
                newName(),
                account.owner(),
                internalDate,
                (message, force) -> {
                    account.onStorage(force::force);
                    return account.writer().run(new CommitDelivery(this, message, flags));
                });
    }

    MessageFileName newName() {
        return account.fileNames().next();
    }

    @Override
    public MailboxSnapshot changeFlags(UidSet messages, FlagChange change) throws IOException {
        UidSet changed = account.writer().run(new ChangeFlags(this, messages, change));
        if (!changed.isEmpty() && account.namesFilesAtOnce()) {
            nameFiles();
        }
        return snapshot;
    }

    /// Brings file names up to date.
    void nameFiles() throws IOException {
        boolean missing = account.writer().run(new NameFiles(this, claimed()));
        if (missing) {
            sync(Optional.empty());
            account.writer().run(new NameFiles(this, claimed()));
        }
    }

    /// Mail in `new/` that is not recent any more.
    private UidSet claimed() {
        UidSet.Builder fresh = UidSet.builder();
        snapshot.forEachRow(row -> {
            if (row.inNew()) {
                fresh.add(new Uid(row.uid()));
            }
        });
        return fresh.build().minus(unclaimed);
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

    /// Gives a message's file another name elsewhere, wherever the file lies by now.
    void linkTo(Row row, Directory target, String targetName) throws IOException {
        try {
            MessageLinks.link(
                    files.directory(row.inNew()),
                    row.fileName(),
                    target,
                    targetName,
                    account.owner());
        } catch (NoSuchFileException renamed) {
            FolderState.Removal now = files.locate(row.base()).orElseThrow(() -> renamed);
            MessageLinks.link(
                    files.directory(now.inNew()),
                    now.fileName(),
                    target,
                    targetName,
                    account.owner());
        }
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
            Optional<FolderState.Removal> file = from.locate(original.get().base());
            if (file.isEmpty()) {
                return false;
            }
            MessageLinks.link(
                    from.directory(file.get().inNew()),
                    file.get().fileName(),
                    files.directory(row.inNew()),
                    row.fileName(),
                    account.owner());
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
            LOG.log(Level.WARNING, "an unused copy stays in " + files.folder(), stays);
        }
    }

    @Override
    public MessageView message(Uid uid) throws IOException {
        try {
            return open(uid);
        } catch (NoSuchFileException renamed) {
            sync(Optional.empty());
        }
        try {
            return open(uid);
        } catch (NoSuchFileException gone) {
            throw new MessageExpungedException(uid);
        }
    }

    private MessageView open(Uid uid) throws IOException {
        Row row = snapshot.row(uid).orElseThrow(() -> new MessageExpungedException(uid));
        InputFile file = files.open(row.fileName(), row.inNew());
        MessageFile bytes = new MessageFile(file, row.physicalBytes());
        return new MessageView(uid, bytes, bytes::close);
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

    private synchronized void addUnclaimed(UidSet arrived) {
        unclaimed = unclaimed.or(arrived);
    }

    void tell(List<Change> changes) {
        for (Change change : changes) {
            listeners.forEach(listener -> listener.accept(change));
        }
    }
}
