// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.cache.CachedFields;
import dev.rookery.maildir.internal.journal.Entry;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Has the caches of an account's mailboxes filled: a piece of one at a time, in turns, and nobody
/// waits for it.
///
/// The lock guards whose turn it is.
final class MessageCaches {
    private static final System.Logger LOG = System.getLogger(MessageCaches.class.getName());

    private final Mailboxes mailboxes;
    private final Executor background;
    private final boolean used;

    private final Object lock = new Object();
    private final LinkedHashSet<CacheFilling> waiting = new LinkedHashSet<>();
    private @Nullable CacheFilling current;
    private CompletableFuture<Boolean> turn = CompletableFuture.completedFuture(true);
    private final Set<MailboxCache> letGo = new HashSet<>();
    private boolean closed;

    /// How many have asked for a pause.
    private int pauses;

    /// @param used whether there are any
    MessageCaches(Mailboxes mailboxes, Executor background, boolean used) {
        this.mailboxes = mailboxes;
        this.background = background;
        this.used = used;
    }

    boolean areUsed() {
        return used;
    }

    /// A mailbox was opened.
    void opened(OpenMailbox mailbox) {
        mailbox.filling().opened();
        wake(mailbox.filling());
    }

    /// These entries hold, and everybody who waited for them has been answered.
    void answered(List<Entry> entries) {
        if (!used) {
            return;
        }
        Set<CacheFilling> touched = new HashSet<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.MessageAdded e ->
                        fillingOf(e.folder())
                                .ifPresent(filling -> {
                                    filling.arrived(e);
                                    touched.add(filling);
                                });
                case Entry.MessagesExpunged e ->
                        fillingOf(e.folder())
                                .ifPresent(filling -> {
                                    filling.expunged(e.uids().size());
                                    touched.add(filling);
                                });
                case Entry.OfAccount _, Entry.OfFolder _ -> {}
            }
        }
        touched.forEach(this::wake);
    }

    /// Not all that was asked of a message is known.
    void wanted(CacheFilling filling, Uid uid) {
        if (used) {
            filling.wanted(uid.value());
            wake(filling);
        }
    }

    private Optional<CacheFilling> fillingOf(int folder) {
        return mailboxes.find(folder).map(OpenMailbox::filling);
    }

    /// What is known of a message of any mailbox in use.
    Optional<CachedFields> find(int folder, long uid, long physicalBytes) {
        return mailboxes
                .find(folder)
                .flatMap(mailbox -> mailbox.cache().find(new Uid(uid), physicalBytes));
    }

    private void wake(CacheFilling filling) {
        synchronized (lock) {
            if (used && !closed) {
                waiting.add(filling);
                startIfIdle();
            }
        }
    }

    /// Begins no further piece until [#goOn]: somebody waits for other work.
    void pause() {
        synchronized (lock) {
            pauses++;
        }
    }

    void goOn() {
        synchronized (lock) {
            pauses--;
            if (!closed) {
                startIfIdle();
            }
        }
    }

    /// Whether there is something to do for it.
    boolean isBusyWith(CacheFilling filling) {
        synchronized (lock) {
            return waiting.contains(filling) || filling.equals(current);
        }
    }

    private void startIfIdle() {
        if (!turn.isDone() || waiting.isEmpty() || pauses > 0) {
            return;
        }
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        try {
            background.execute(() -> run(next));
            turn = next;
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "left to the next start", closing);
            closed = true;
        }
    }

    private void run(CompletableFuture<Boolean> done) {
        CacheFilling filling = begin();
        boolean more = false;
        try {
            more = filling != null && filling.piece();
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, "filling a cache", bug);
        } finally {
            end(filling, more, done);
        }
    }

    private @Nullable CacheFilling begin() {
        synchronized (lock) {
            boolean none = waiting.isEmpty() || pauses > 0;
            current = none ? null : waiting.removeFirst();
            return current;
        }
    }

    private void end(
            @Nullable CacheFilling filling, boolean more, CompletableFuture<Boolean> done) {
        synchronized (lock) {
            current = null;
            done.complete(true);
            if (!closed) {
                if (more && filling != null) {
                    waiting.add(filling);
                }
                startIfIdle();
            }
        }
    }

    /// Lets go of a mailbox's cache, without waiting for the disk unless all is closed.
    void close(MailboxCache cache) {
        cache.stop();
        synchronized (lock) {
            if (!closed) {
                try {
                    background.execute(() -> closeNow(cache));
                    letGo.add(cache);
                    return;
                } catch (RejectedExecutionException closing) {
                    LOG.log(Level.DEBUG, "closed at once", closing);
                }
            }
        }
        cache.close();
    }

    private void closeNow(MailboxCache cache) {
        cache.close();
        synchronized (lock) {
            letGo.remove(cache);
        }
    }

    /// Waits for the piece that is being done; none comes after.
    void close() {
        CompletableFuture<Boolean> last;
        List<MailboxCache> left;
        synchronized (lock) {
            closed = true;
            waiting.clear();
            if (current != null) {
                current.stop();
            }
            last = turn;
            left = List.copyOf(letGo);
        }
        last.join();
        left.forEach(MailboxCache::close);
    }
}
