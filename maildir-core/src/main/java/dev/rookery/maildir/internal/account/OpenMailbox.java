// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.ConditionalChange;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.cache.CachedFields;
import dev.rookery.maildir.internal.cache.CachedMessage;
import dev.rookery.maildir.internal.cache.ReadAhead;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.delivery.OldDrafts;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.fulltext.ScanSearch;
import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.mime.MessageView;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.search.SearchProgress;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A mailbox in use: its open directories, its newest snapshot, who listens.
///
/// The snapshot is published by one volatile write, on the account's writer; everything that
/// changes goes through that writer.
final class OpenMailbox {
    private static final System.Logger LOG = System.getLogger(OpenMailbox.class.getName());

    /// Another folder in its place, or the list of another server, shows after so many at most.
    private static final int CALM_GLANCES_MAX = 10;

    private final OpenAccount account;
    private final int id;
    private final MailboxCache cache;
    private final CacheFilling filling;
    private final SharedMailbox shared;
    private final MailboxUsers users = new MailboxUsers();
    private final ContentCheck contents = new ContentCheck(this);
    private final AtomicBoolean stirring = new AtomicBoolean();
    private final AtomicInteger calmGlances = new AtomicInteger();

    private volatile Lookout lookout;
    private volatile MailboxName name;
    private volatile FolderState state;
    private volatile UidSet unclaimed;

    /// Those it had before these; whoever is at them may go on.
    private volatile Optional<FolderFiles> formerFiles = Optional.empty();

    private volatile boolean closed;

    OpenMailbox(OpenAccount account, MailboxName name, FolderState folder, FolderFiles files) {
        this.account = account;
        this.id = folder.id();
        this.name = name;
        this.state = folder;
        this.unclaimed = folder.names().inNew();
        this.shared = account.mailboxes().shared(id);
        this.cache = new MailboxCache(this, account);
        this.filling = new CacheFilling(this, account, cache);
        this.lookout = new Lookout(this, account, files);
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

    /// Its open directories; others, once somebody put another one in the place of the folder's.
    FolderFiles files() {
        return lookout.files();
    }

    /// From here on its files are those. For the writer only.
    void goOnIn(FolderFiles there) {
        Lookout before = lookout;
        formerFiles.ifPresent(account::closeQuietly);
        formerFiles = Optional.of(before.files());
        lookout = before.elsewhere(there);
        before.close();
        account.whenIdle(cache::goOnElsewhere);
        if (closed) {
            closeFiles();
        }
    }

    /// Goes on in the directory that lies under the folder's name, if that is another one by now.
    ///
    /// @throws IOException also if there is none
    void followName() throws IOException {
        if (!lookout.place().isHeld()) {
            var _ = account.writer().run(new ReopenFolder(account, this));
        }
    }

    /// The same for what the journal takes in whatever lies there.
    void followNameIfAny() {
        try {
            followName();
        } catch (IOException none) {
            LOG.log(Level.DEBUG, "where the folder lies is seen to later: " + files(), none);
        }
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
    ///
    /// @throws IOException if it cannot be finished yet
    void recover(Recovery recovery) throws IOException {
        lookout.recover(recovery);
        lookout.requireFinished();
        addUnclaimed(state.names().inNew());
    }

    /// The same, or a part of it if the journal has no room for what it finds: the next look does
    /// the rest.
    ///
    /// @param asLeft whether nobody needs to look at the files
    void recoverIfRoom(Recovery recovery, boolean asLeft) throws IOException {
        runIfRoom(() -> {
            if (asLeft) {
                lookout.goOn(recovery);
            } else {
                lookout.recover(recovery);
            }
        });
        addUnclaimed(state.names().inNew());
    }

    /// Whoever wants to empty a full disk has to see what is there.
    private void runIfRoom(Engine.Work look) throws IOException {
        try {
            look.run();
        } catch (NoSpaceException full) {
            account.report("new mail shows once there is room: " + files(), full);
        }
    }

    /// Nothing of it is left to be finished. Copies that are there, durably, need no original any
    /// more.
    void recovered(Recovery recovery) {
        if (!recovery.isAbout(id)) {
            return;
        }
        if (lookout.isDecided()) {
            UidSet there = recovery.copies(id).and(snapshot().uids());
            if (!there.isEmpty()) {
                var _ = account.note(List.of(new Entry.FilesPlaced(id, there)));
            }
        }
        recovery.forget(id);
        // Files of originals have stayed as long.
        account.mailboxes().all().forEach(account::removeOwed);
    }

    /// Messages whose files stay though they are expunged: copies are owed of them.
    UidSet originals() {
        return account.recovery().originals(id);
    }

    MailboxSnapshot refresh() throws IOException {
        runIfRoom(this::look);
        return snapshot();
    }

    /// Looks for what other programs did.
    ///
    /// @throws NoSpaceException if the journal has no room for all of it
    void look() throws IOException {
        try {
            takeOver();
            lookout.look();
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
    }

    MailboxStatus status() {
        FolderState now = state;
        return MailboxStatus.of(now.snapshot(), recent().size(), now.sizes().virtualBytes());
    }

    void close() {
        closed = true;
        account.caches().close(cache);
        closeFiles();
    }

    private void closeFiles() {
        lookout.close();
        formerFiles.ifPresent(account::closeQuietly);
        account.closeQuietly(files());
    }

    /// For when all that a crash interrupted is finished.
    void removeOldDrafts() {
        OldDrafts.remove(files().tmp(), account.clock().instant());
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

    /// Looks for changes of other programs if anybody wants to hear of them; not each time where
    /// the kernel tells of those in `new/` and `cur/`.
    void glance() {
        boolean calm = lookout.isCalm() && calmGlances.incrementAndGet() < CALM_GLANCES_MAX;
        if (!shared.isListenedTo() || calm || !users.enter()) {
            return;
        }
        calmGlances.set(0);
        try {
            refresh();
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "deleted meanwhile: {0}", files());
        } catch (IOException | RuntimeException trouble) {
            account.report("cannot look for new mail in " + files(), trouble);
        } finally {
            users.leave();
        }
    }

    OpenDeliveries deliverAll() {
        return new OpenDeliveries(this, account);
    }

    /// Refuses a message that would find no place: the disk is full, or another program removed the
    /// directory.
    void requirePlace() throws IOException {
        account.placer().requireRoom();
        followName();
        if (files().fresh().stat().links() == 0) {
            throw new NoSuchFileException(files().toString(), null, "the folder was removed");
        }
    }

    /// If another server has given out UIDs, they count before any of ours.
    void takeOver() throws IOException {
        try {
            ImportFolder.ifDue(account, this, lookout::finish);
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
    }

    /// For changes that give out no UID: the last look tells.
    ///
    /// @throws dev.rookery.maildir.AccountInUseException if another server is at work
    void requireAlone() throws IOException {
        if (account.mailboxes().otherServers().areIn(id)) {
            takeOver();
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
        requireAlone();
        ChangeFlags.Outcome outcome = account.writer().run(change);
        if (!outcome.changed().isEmpty() && account.namesFilesAtOnce()) {
            nameFilesAfterwards();
        }
        return outcome.modified();
    }

    /// Messages came, and names may lack letters of their keywords.
    void nameArrivals() {
        if (account.namesFilesAtOnce() && (state.owesNames() || GiveLetters.isDue(state))) {
            nameFilesAfterwards();
        }
    }

    /// The flags are safe: that names lag behind must not look as if they were not.
    private void nameFilesAfterwards() {
        try {
            nameFiles();
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "no file names to bring up to date in {0}", files());
        } catch (IOException | RuntimeException trouble) {
            account.report("file names lag behind flags in " + files(), trouble);
            account.namesOutOfDate(this);
        }
    }

    /// Brings file names up to date.
    void nameFiles() throws IOException {
        followName();
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

    MailboxSnapshot expunge(UidSet messages) throws IOException {
        requireAlone();
        followNameIfAny();
        ExpungeMessages.run(account, this, messages);
        return snapshot();
    }

    Copied transfer(UidSet messages, OpenMailbox there, boolean move) throws IOException {
        UidSet present = messages.and(snapshot().uids());
        requireAlone();
        followNameIfAny();
        there.followNameIfAny();
        there.takeOver();
        awaitFiles(present);
        Copied copied = account.writer().run(new CopyMessages(this, present, there, move));
        there.nameArrivals();
        return copied;
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
            long _ =
                    MessageLinks.link(from, source.get(), original.get(), files(), fileName, inNew);
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
                account.mailboxes(),
                new Entry.Place(id, uid),
                now.fileName(row),
                now.isInNew(uid),
                row.dateSeconds(),
                body);
    }

    private static IOException noRow(long uid) {
        return new IOException("the journal does not tell of UID " + uid);
    }

    /// Removes a file that was given a name for nothing.
    void discard(String fileName, boolean inNew) {
        lookout.beforeChanging();
        try {
            files().directory(inNew).delete(fileName);
        } catch (IOException stays) {
            account.report("an unused copy stays in " + files(), stays);
        }
    }

    /// @param later opens the message when that has to be done after all
    Message message(Uid uid, CachedMessage.Opening later) throws IOException {
        return message(uid, cache.find(uid, snapshot().physicalBytes(uid)), later);
    }

    /// The same for one of several.
    Message message(Uid uid, ReadAhead ahead, CachedMessage.Opening later) throws IOException {
        return message(uid, cache.find(uid, snapshot().physicalBytes(uid), ahead), later);
    }

    private Message message(Uid uid, Optional<CachedFields> known, CachedMessage.Opening later)
            throws IOException {
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
            return new MessageOpening(this, account, uid).view();
        } catch (IOException trouble) {
            throw account.explained(this, trouble);
        }
    }

    /// Whether a file is still the one that the message's UID was given for.
    boolean isUnchanged(Row row, FileStat file) throws IOException {
        return contents.passes(row, file);
    }

    UidSet search(SearchQuery query, UidSet candidates, SearchProgress progress)
            throws IOException {
        return new ScanSearch(account.zone(), progress)
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

    /// Callers have heard of a change: what it leaves to be done on disk may begin.
    void answered(Entry.OfFolder entry) {
        lookout.expectChanges();
        switch (entry) {
            case Entry.FilesPlaced _, Entry.MessagesExpunged _ -> account.removeOwed(this);
            case Entry.FlagsChanged _ -> account.namesOutOfDate(this);
            case Entry.MessageAdded e when !e.flags().keywords().isEmpty() ->
                    account.namesOutOfDate(this);
            case Entry.OfFolder _ -> {}
        }
    }

    private synchronized void addUnclaimed(UidSet arrived) {
        unclaimed = unclaimed.or(arrived);
    }
}
