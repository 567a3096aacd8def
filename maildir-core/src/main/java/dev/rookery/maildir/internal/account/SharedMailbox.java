// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.ConditionalChange;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.MessageReader;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.cache.ReadAhead;
import dev.rookery.maildir.search.SearchProgress;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A mailbox as those who hold it see it; one for all of them. Its files are open while somebody
/// uses it or listens to it, and some time longer; later they are opened anew.
final class SharedMailbox implements Mailbox {
    /// Fewer messages are found faster one by one.
    private static final int READ_AHEAD_MIN = 8;

    private static final System.Logger LOG = System.getLogger(SharedMailbox.class.getName());

    private final OpenAccount account;
    private final int id;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /// The newest one; nobody changes anything while that has ended.
    private volatile @Nullable OpenMailbox newest;

    /// @param id of a folder that is about to be opened
    SharedMailbox(OpenAccount account, int id) {
        this.account = account;
        this.id = id;
    }

    /// Something to do with the open mailbox.
    @FunctionalInterface
    interface Use<T> {
        T of(OpenMailbox mailbox) throws IOException;
    }

    <T> T use(Use<T> use) throws IOException {
        account.requireOpen();
        try {
            OpenMailbox mailbox = enter();
            try {
                return use.of(mailbox);
            } finally {
                mailbox.users().leave();
            }
        } catch (IOException trouble) {
            throw account.unlessClosed(trouble);
        }
    }

    /// The open mailbox, which the caller has to leave.
    private OpenMailbox enter() throws IOException {
        OpenMailbox mailbox = newest();
        while (!mailbox.users().enter()) {
            mailbox = account.mailboxes().openAgain(mailbox);
        }
        return mailbox;
    }

    /// It is open, perhaps anew.
    void open(OpenMailbox mailbox) {
        newest = mailbox;
    }

    private OpenMailbox newest() {
        OpenMailbox known = newest;
        if (known == null) {
            throw new IllegalStateException("never opened: folder " + id);
        }
        return known;
    }

    boolean isListenedTo() {
        return !listeners.isEmpty();
    }

    /// What a listener throws is its own trouble, and nobody else's.
    void tell(List<Change> changes) {
        for (Change change : changes) {
            for (Consumer<Change> listener : listeners) {
                try {
                    listener.accept(change);
                } catch (RuntimeException | Error bug) {
                    LOG.log(Level.ERROR, "a listener to " + name() + " failed", bug);
                }
            }
        }
    }

    @Override
    public MailboxName name() {
        return account.table().folder(id).map(FolderInfo::name).orElseGet(() -> newest().name());
    }

    @Override
    public String mailboxId() {
        return account.table()
                .folder(id)
                .orElseThrow(() -> new NoSuchMailboxException(name()))
                .identity();
    }

    @Override
    public String emailId(Uid uid) throws IOException {
        return use(mailbox -> mailbox.emailId(uid));
    }

    @Override
    public Snapshot snapshot() {
        return newest().snapshot();
    }

    @Override
    public Snapshot refresh() throws IOException {
        return use(OpenMailbox::refresh);
    }

    @Override
    public Delivery deliver(Flags flags, Instant internalDate) throws IOException {
        return OneDelivery.begin(deliverAll(), flags, internalDate);
    }

    @Override
    public Deliveries deliverAll() throws IOException {
        account.requireOpen();
        try {
            OpenMailbox mailbox = enter();
            return new HeldDeliveries(mailbox.deliverAll(), mailbox.users(), account);
        } catch (IOException trouble) {
            throw account.unlessClosed(trouble);
        }
    }

    @Override
    public Snapshot changeFlags(UidSet messages, FlagChange change) throws IOException {
        return use(mailbox -> mailbox.changeFlags(messages, change));
    }

    @Override
    public ConditionalChange changeFlags(UidSet messages, FlagChange change, ModSeq unchangedSince)
            throws IOException {
        return use(mailbox -> mailbox.changeFlags(messages, change, unchangedSince));
    }

    @Override
    public Snapshot expunge(UidSet messages) throws IOException {
        return use(mailbox -> mailbox.expunge(messages));
    }

    @Override
    public Copied copy(UidSet messages, Mailbox target) throws IOException {
        return transfer(messages, target, false);
    }

    @Override
    public Copied move(UidSet messages, Mailbox target) throws IOException {
        return transfer(messages, target, true);
    }

    boolean isOf(OpenAccount other) {
        return account == other;
    }

    private Copied transfer(UidSet messages, Mailbox target, boolean move) throws IOException {
        if (!(target instanceof SharedMailbox shared) || !shared.isOf(account)) {
            throw new IllegalArgumentException("the target is not a mailbox of this account");
        }
        return shared.use(there -> use(here -> here.transfer(messages, there, move)));
    }

    @Override
    public Message message(Uid uid) throws IOException {
        return use(mailbox -> mailbox.message(uid, () -> use(later -> later.view(uid))));
    }

    @Override
    public MessageReader reader(UidSet messages) {
        if (messages.size() < READ_AHEAD_MIN) {
            return this::message;
        }
        ReadAhead ahead = new ReadAhead(messages);
        return uid -> use(mailbox -> mailbox.message(uid, ahead, () -> use(it -> it.view(uid))));
    }

    @Override
    public UidSet search(SearchQuery query, UidSet candidates, SearchProgress progress)
            throws IOException {
        return use(mailbox -> mailbox.search(query, candidates, progress));
    }

    MailboxStatus status() throws IOException {
        return use(mailbox -> {
            var _ = mailbox.refresh();
            return mailbox.status();
        });
    }

    @Override
    public UidSet claimRecent() throws IOException {
        return use(OpenMailbox::claimRecent);
    }

    @Override
    public UidSet recent() {
        return newest().recent();
    }

    @Override
    public Subscription subscribe(Consumer<Change> listener) {
        listeners.add(listener);
        OpenMailbox mailbox = newest();
        if (mailbox.users().enter()) {
            mailbox.lookout().expectChanges();
            mailbox.users().leave();
        } else {
            account.engine().apart("rookery-open", this::keepOpen);
        }
        return () -> listeners.remove(listener);
    }

    /// Somebody listens, so somebody has to look.
    private void keepOpen() {
        if (!isListenedTo() || account.isClosed()) {
            return;
        }
        try {
            var _ =
                    use(mailbox -> {
                        mailbox.lookout().expectChanges();
                        return true;
                    });
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "nothing to listen to", deleted);
        } catch (IOException | RuntimeException refused) {
            account.report("new mail is not noticed yet in " + name(), refused);
            account.engine().soon(this::keepOpen);
        }
    }
}
