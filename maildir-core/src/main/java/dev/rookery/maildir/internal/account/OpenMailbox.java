// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.ConditionalChange;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.cache.CachedFields;
import dev.rookery.maildir.internal.cache.CachedMessage;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.delivery.OldDrafts;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.fulltext.ScanSearch;
import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.mime.MessageView;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.snapshot.UidLongMap;
import dev.rookery.maildir.internal.sync.Found;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A mailbox in use: its open directories, its newest snapshot, who listens.
///
/// The snapshot is published by one volatile write, on the account's writer; everything that
/// changes goes through that writer.
final class OpenMailbox {
    private static final System.Logger LOG = System.getLogger(OpenMailbox.class.getName());
    private static final int OPEN_ATTEMPTS_MAX = 5;

    private final OpenAccount account;
    private final int id;
    private final FolderFiles files;
    private final Lookout lookout;
    private final MailboxCache cache;
    private final CacheFilling filling;
    private final SharedMailbox shared;
    private final MailboxUsers users = new MailboxUsers();
    private final ContentCheck contents = new ContentCheck(this);
    private final AtomicBoolean stirring = new AtomicBoolean();

    private volatile MailboxName name;
    private volatile FolderState state;
    private volatile UidSet unclaimed;

    OpenMailbox(OpenAccount account, MailboxName name, FolderState folder, FolderFiles files) {
        this.account = account;
        this.id = folder.id();
        this.name = name;
        this.files = files;
        this.state = folder;
        this.unclaimed = UidSet.EMPTY;
        this.shared = account.mailboxes().shared(id);
        this.cache = new MailboxCache(this, account);
        this.filling = new CacheFilling(this, account, cache);
        this.lookout = new Lookout(this, account);
    }

    int id() {
        return id;
    }

    /// What its holders hold.
    SharedMailbox shared() {
        return shared;
    }

    MailboxUsers users() {
        return users;
    }

    FolderFiles files() {
        return files;
    }

    MailboxCache cache() {
        return cache;
    }

    /// What its cache lacks.
    CacheFilling filling() {
        return filling;
    }

    MailboxName name() {
        return name;
    }

    String emailId(Uid uid) throws IOException {
        Row row = snapshot().requireRow(uid);
        Row.Origin first = row.origin().orElse(new Row.Origin(id, uid.value()));
        return "M%s-%x-%x".formatted(account.identity(), first.folder(), first.uid());
    }

    MailboxSnapshot snapshot() {
        return state.snapshot();
    }

    FolderState state() {
        return state;
    }

    /// Keeps an eye on the files.
    Lookout lookout() {
        return lookout;
    }

    /// Whether nobody needs to look at the files after opening.
    boolean isAsLeft(Optional<ClosedAccount.Folder> left) throws IOException {
        boolean same = lookout.isAsLeft(left);
        if (same) {
            addUnclaimed(state.names().inNew());
        }
        return same;
    }

    /// The first look at the files after opening; finishes what a crash interrupted.
    void recover(Recovery recovery) throws IOException {
        lookout.recover(recovery);
        addUnclaimed(state.names().inNew());
    }

    MailboxSnapshot refresh() throws IOException {
        try {
            takeOver();
            lookout.look();
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
        return snapshot();
    }

    MailboxStatus status() {
        FolderState now = state;
        return MailboxStatus.of(now.snapshot(), recent().size(), now.sizes().virtualBytes());
    }

    void close() {
        lookout.close();
        account.caches().close(cache);
        account.closeQuietly(files);
    }

    /// For when all that a crash interrupted is finished.
    void removeOldDrafts() {
        OldDrafts.remove(files.tmp(), account.clock().instant());
    }

    /// Nanoseconds since some moment, whoever sets the clock.
    long elapsedNanos() {
        return account.engine().elapsedNanos();
    }

    long nowSeconds() {
        return account.clock().instant().getEpochSecond();
    }

    /// Whether a look should follow a change: somebody listens, and none is planned yet.
    boolean mayStir() {
        return shared.isListenedTo() && stirring.compareAndSet(false, true);
    }

    void lookAfterStir() {
        stirring.set(false);
        if (!account.isClosed()) {
            glance();
        }
    }

    /// Looks for changes of other programs if anybody wants to hear of them.
    void glance() {
        if (!shared.isListenedTo() || !users.enter()) {
            return;
        }
        try {
            refresh();
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "deleted meanwhile: {0}", files);
        } catch (IOException | RuntimeException trouble) {
            account.report("cannot look for new mail in " + files, trouble);
        } finally {
            users.leave();
        }
    }

    Deliveries deliverAll() {
        return new OpenDeliveries(this, account);
    }

    /// Refuses a message that would find no place: the disk is full, or another program removed the
    /// directory.
    void requirePlace() throws IOException {
        account.placer().requireRoom();
        if (files.fresh().stat().links() == 0) {
            throw new NoSuchFileException(files.toString(), null, "the folder was removed");
        }
    }

    /// If another server has given out UIDs, they count before any of ours.
    void takeOver() throws IOException {
        try {
            ImportFolder.ifDue(account, this, () -> {});
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
    }

    MessageFileName newName() {
        return account.fileNames().next();
    }

    MailboxSnapshot changeFlags(UidSet messages, FlagChange change) throws IOException {
        var _ = run(new ChangeFlags(this, messages, change, Optional.empty()));
        return snapshot();
    }

    ConditionalChange changeFlags(UidSet messages, FlagChange change, ModSeq unchangedSince)
            throws IOException {
        UidSet modified = run(new ChangeFlags(this, messages, change, Optional.of(unchangedSince)));
        return new ConditionalChange(snapshot(), modified);
    }

    private UidSet run(ChangeFlags change) throws IOException {
        ChangeFlags.Outcome outcome = account.writer().run(change);
        if (!outcome.changed().isEmpty() && account.namesFilesAtOnce()) {
            nameFilesAfterwards();
        }
        return outcome.modified();
    }

    /// The flags are safe: that names lag behind must not look as if they were not.
    private void nameFilesAfterwards() {
        try {
            nameFiles();
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "no file names to bring up to date in {0}", files);
        } catch (IOException | RuntimeException trouble) {
            account.report("file names lag behind flags in " + files, trouble);
            account.namesOutOfDate(this);
        }
    }

    /// Brings file names up to date.
    void nameFiles() throws IOException {
        GiveLetters.ifDue(account, this);
        awaitFiles(state.unplaced());
        if (!nameFilesOnce().isEmpty()) {
            lookout.lookAround();
            nameFilesOnce();
        }
    }

    /// Answers the messages whose file had another name.
    private UidSet nameFilesOnce() throws IOException {
        UidSet done = UidSet.EMPTY;
        UidSet missing = UidSet.EMPTY;
        for (boolean more = true; more; ) {
            NameFiles names = new NameFiles(this, claimed(), done);
            more = account.writer().run(names);
            done = done.or(names.wanted());
            missing = missing.or(names.missing());
        }
        return missing;
    }

    /// Mail in `new/` that is not recent any more.
    private UidSet claimed() {
        return state.names().inNew().minus(unclaimed);
    }

    /// On a full disk the journal has no room for what tells so many files from others.
    MailboxSnapshot expunge(UidSet messages) throws IOException {
        try {
            account.writer().run(new ExpungeMessages(this, messages, inodes(messages)));
        } catch (NoSpaceException full) {
            account.writer().run(new ExpungeMessages(this, messages, UidLongMap.EMPTY));
        }
        return snapshot();
    }

    /// What tells the files of messages from others that may get their names.
    private UidLongMap inodes(UidSet messages) throws IOException {
        FolderState now = state;
        UidLongMap[] inodes = {UidLongMap.EMPTY};
        UidSet placed = messages.and(now.snapshot().uids()).minus(now.unplaced());
        now.snapshot()
                .forEachRow(
                        placed,
                        row -> {
                            long inode = inode(now.fileName(row), now.isInNew(row.uid()));
                            if (inode != 0) {
                                UidSet one = UidSet.of(new Uid(row.uid()));
                                inodes[0] = inodes[0].with(one, inode);
                            }
                        });
        return inodes[0];
    }

    /// 0 if it cannot be told: then the name alone has to do.
    private long inode(String fileName, boolean inNew) {
        try {
            return files.directory(inNew).stat(fileName).map(file -> file.id().inode()).orElse(0L);
        } catch (IOException refused) {
            account.report("cannot look at a file to be removed in " + files, refused);
            return 0;
        }
    }

    Copied transfer(UidSet messages, OpenMailbox there, boolean move) throws IOException {
        UidSet present = messages.and(snapshot().uids());
        there.takeOver();
        awaitFiles(present);
        return account.writer().run(new CopyMessages(this, present, there, move));
    }

    /// Waits until these messages have files.
    void awaitFiles(UidSet messages) throws IOException {
        try {
            account.placer().await(id, messages);
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
    }

    /// Makes a copy's file again, from the message it was copied from.
    boolean linkAgain(Draft draft, Entry.Place copied, String fileName, boolean inNew)
            throws IOException {
        Optional<FolderState> source = draft.find(copied.folder());
        Optional<FolderInfo> info = draft.table().folder(copied.folder());
        if (source.isEmpty() || info.isEmpty()) {
            return false;
        }
        Optional<Row> original = source.get().snapshot().row(copied.uid());
        if (original.isEmpty()) {
            return false;
        }
        try (FolderFiles from = account.openFiles(info.get())) {
            long _ = MessageLinks.link(from, source.get(), original.get(), files, fileName, inNew);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /// The file of a message whose body is in the journal, as it has to be made.
    PlacedFile placedFile(long uid) throws IOException {
        FolderState now = state;
        Row row = now.snapshot().row(uid).orElseThrow(() -> noRow(uid));
        Body body = account.body(id, uid).orElseThrow(() -> noRow(uid));
        return new PlacedFile(
                this, uid, now.fileName(row), now.isInNew(uid), row.dateSeconds(), body);
    }

    private static IOException noRow(long uid) {
        return new IOException("the journal does not tell of UID " + uid);
    }

    /// Removes a file that was given a name for nothing.
    void discard(String fileName, boolean inNew) {
        lookout.beforeChanging();
        try {
            files.directory(inNew).delete(fileName);
        } catch (IOException stays) {
            account.report("an unused copy stays in " + files, stays);
        }
    }

    /// @param later opens the message when that has to be done after all
    Message message(Uid uid, CachedMessage.Opening later) throws IOException {
        Optional<CachedFields> known = cache.find(uid, snapshot().requireRow(uid).physicalBytes());
        if (known.isEmpty()) {
            account.caches().wanted(filling, uid);
            return view(uid);
        }
        CachedFields fields = known.get();
        return new CachedMessage(
                uid,
                fields,
                () -> {
                    if (!fields.areWhole()) {
                        account.caches().wanted(filling, uid);
                    }
                    return later.open();
                });
    }

    MessageView view(Uid uid) throws IOException {
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
        FolderState now = state;
        Row row = now.snapshot().requireRow(uid);
        Optional<MessageInMemory> unplaced =
                account.body(id, uid.value()).flatMap(MessageInMemory::of);
        if (unplaced.isPresent()) {
            return Optional.of(new MessageView(uid, unplaced.get(), () -> {}));
        }
        String fileName = now.fileName(row);
        boolean inNew = now.isInNew(uid.value());
        InputFile file;
        try {
            file = files.open(fileName, inNew);
        } catch (NoSuchFileException renamed) {
            if (isStill(now)) {
                lookout.lookAround();
            }
            return Optional.empty();
        }
        MessageFile bytes = new MessageFile(file, row.physicalBytes());
        if (bytes.isOf(this, row)) {
            return Optional.of(new MessageView(uid, bytes, bytes::close));
        }
        bytes.close();
        lookout.lookAt(new Found(new MessageFileName(fileName), inNew));
        return Optional.empty();
    }

    /// Whether a file is still the one that the message's UID was given for.
    boolean isUnchanged(Row row, FileStat file) throws IOException {
        return contents.passes(row, file);
    }

    UidSet search(SearchQuery query, UidSet candidates) throws IOException {
        return new ScanSearch(account.zone())
                .search(query, snapshot(), candidates, cache::scan, this::view);
    }

    synchronized UidSet claimRecent() {
        UidSet recent = recent();
        unclaimed = UidSet.EMPTY;
        if (!recent.isEmpty()) {
            account.namesOutOfDate(this);
        }
        return recent;
    }

    UidSet recent() {
        return unclaimed.and(snapshot().uids());
    }

    @SuppressWarnings("ReferenceEquality") // whether anything was committed since
    boolean isStill(FolderState then) {
        return state == then;
    }

    /// Shows a committed state, and says what changed since the last one.
    void show(MailboxName newName, FolderState committed, List<Entry> entries) {
        FolderState before = state;
        name = newName;
        if (isStill(committed)) {
            return;
        }
        state = committed;
        CommittedChanges changes =
                CommittedChanges.of(id, before.snapshot(), committed.snapshot(), entries);
        if (!changes.arrived().isEmpty()) {
            addUnclaimed(changes.arrived());
        }
        shared.tell(changes.changes());
    }

    private synchronized void addUnclaimed(UidSet arrived) {
        unclaimed = unclaimed.or(arrived);
    }
}
