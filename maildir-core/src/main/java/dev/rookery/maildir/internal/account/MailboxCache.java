// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.cache.CacheSize;
import dev.rookery.maildir.internal.cache.CachedFields;
import dev.rookery.maildir.internal.cache.Filled;
import dev.rookery.maildir.internal.cache.FolderCache;
import dev.rookery.maildir.internal.cache.Lane;
import dev.rookery.maildir.internal.cache.ReadAhead;
import dev.rookery.maildir.internal.mime.MessageFacts;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What is known of the messages of a mailbox, opened by whoever asks first. Without it everything
/// works as well, by reading the messages: what fails here is only logged, and a cache that cannot
/// be opened is left alone.
///
/// The lock is held while the cache is opened, and by nobody else.
final class MailboxCache {
    private static final Set<Lane> ALL = EnumSet.allOf(Lane.class);

    private final OpenMailbox mailbox;
    private final OpenAccount account;

    /// Below it were all UIDs anybody was told when the mailbox was opened.
    private final Uid firstOfOurs;

    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable FolderCache cache;
    private volatile boolean useless;
    private volatile boolean stopped;

    MailboxCache(OpenMailbox mailbox, OpenAccount account) {
        this.mailbox = mailbox;
        this.account = account;
        this.firstOfOurs = mailbox.snapshot().uidNext();
        this.useless = !account.caches().areUsed();
    }

    /// What is known of a message. One of another size is another message, whatever its UID.
    Optional<CachedFields> find(Uid uid, long physicalBytes) {
        return find(known -> known.find(uid), physicalBytes);
    }

    /// The same, for one of several.
    Optional<CachedFields> find(Uid uid, long physicalBytes, ReadAhead ahead) {
        return find(known -> ahead.find(known, uid), physicalBytes);
    }

    private Optional<CachedFields> find(
            Function<FolderCache, Optional<CachedFields>> finding, long physicalBytes) {
        FolderCache known = cache();
        return known == null
                ? Optional.empty()
                : finding.apply(known)
                        .filter(fields -> fields.storedBytes().equals(Optional.of(physicalBytes)));
    }

    /// Visits what is known of these messages, as far as it can be read.
    void scan(UidSet uids, Set<Lane> lanes, FolderCache.Visitor visitor) {
        FolderCache known = cache();
        if (known != null) {
            try {
                known.scan(uids, lanes, visitor);
            } catch (IOException refused) {
                account.report("cannot read what is known of messages in " + files(), refused);
            }
        }
    }

    /// The messages of which anything is known.
    ///
    /// @throws CancellationException if the mailbox is being closed
    UidSet known(UidSet among) {
        UidSet.Builder known = UidSet.builder();
        scan(
                among,
                ALL,
                (uid, _) -> {
                    requireTime();
                    known.add(uid);
                });
        return known.build();
    }

    /// Those of the mailbox's messages of which nothing may be known. Goes through the index only
    /// if nobody can say how far the cache was filled.
    ///
    /// @throws CancellationException if the mailbox is being closed
    UidSet unknown(UidSet all) {
        UidSet uncertain = filled().map(then -> all.minus(below(then.uidNext()))).orElse(all);
        return uncertain.minus(known(uncertain));
    }

    /// Of how many messages that went the cache still tells; nothing if nobody can say.
    OptionalLong gone(UidSet all) {
        Optional<Filled> then = filled();
        return then.isPresent()
                ? OptionalLong.of(
                        then.get().messages() - all.and(below(then.get().uidNext())).size())
                : OptionalLong.empty();
    }

    private Optional<Filled> filled() {
        FolderCache known = cache();
        return known == null
                ? Optional.empty()
                : known.filled().filter(then -> then.uidNext() <= firstOfOurs.value());
    }

    private static UidSet below(long uidNext) {
        return uidNext == Uid.FIRST.value()
                ? UidSet.EMPTY
                : UidSet.builder().addRange(Uid.FIRST, new Uid(uidNext - 1)).build();
    }

    /// Nothing is left to be found out of the messages that are there.
    ///
    /// @param messages how many, with those that went and are still in the file
    void noteFilled(Uid uidNext, long messages) {
        FolderCache known = cache;
        if (known != null) {
            known.noteFilled(new Filled(uidNext.value(), Math.min(messages, uidNext.value() - 1)));
        }
    }

    void append(Uid uid, MessageFacts facts) {
        FolderCache known = cache();
        if (known != null) {
            known.append(uid, facts);
        }
    }

    void append(Uid uid, CachedFields original) {
        FolderCache known = cache();
        if (known != null) {
            known.append(uid, original);
        }
    }

    /// Makes findable what was taken in.
    void flush() {
        FolderCache known = cache;
        if (known != null) {
            known.flush();
        }
    }

    /// Frees what expunged messages take up, if that is much.
    void tidy() {
        FolderCache known = cache();
        if (known == null) {
            return;
        }
        try {
            CacheSize size = known.size(this::isThere);
            if (size.isWorthCompacting()) {
                known.compact(this::isThere);
            }
        } catch (CancellationException closing) {
            return;
        } catch (IOException refused) {
            account.report("cannot compact what is known of messages in " + files(), refused);
        }
    }

    /// The folder's directory is another one: the file there is opened when it is needed.
    void goOnElsewhere() {
        opening.lock();
        try {
            if (cache != null) {
                account.closeQuietly(cache);
                cache = null;
            }
        } finally {
            opening.unlock();
        }
    }

    void requireTime() {
        if (stopped) {
            throw new CancellationException("the mailbox is being closed");
        }
    }

    private boolean isThere(long uid) {
        requireTime();
        return mailbox.snapshot().uids().contains(uid);
    }

    /// From here on nothing long is begun.
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    void close() {
        stop();
        opening.lock();
        try {
            useless = true;
            if (cache != null) {
                account.closeQuietly(cache);
                cache = null;
            }
        } finally {
            opening.unlock();
        }
    }

    private @Nullable FolderCache cache() {
        if (useless) {
            return null;
        }
        FolderCache known = cache;
        return known != null ? known : open();
    }

    private @Nullable FolderCache open() {
        opening.lock();
        try {
            if (cache == null && !useless) {
                cache = opened();
                useless = cache == null;
            }
            return useless ? null : cache;
        } catch (IOException | RuntimeException refused) {
            useless = true;
            account.report("nothing is kept of what messages say in " + files(), refused);
            return null;
        } finally {
            opening.unlock();
        }
    }

    /// Keyed by the folder's identity: what another folder left here is never taken for its own.
    private @Nullable FolderCache opened() throws IOException {
        Optional<FolderInfo> folder = account.table().folder(mailbox.id());
        if (folder.isEmpty()) {
            return null;
        }
        FolderCache opened =
                FolderCache.open(
                        files().home(),
                        folder.get().identity().hashCode(),
                        folder.get().uidValidity(),
                        files().owner());
        try {
            forgetWhatNeverWas(opened);
            return opened;
        } catch (IOException | RuntimeException refused) {
            account.closeQuietly(opened);
            throw refused;
        }
    }

    /// A store that need not survive a power cut may lose UIDs it has told, and give them again:
    /// what is known of messages that came to nothing must not be said of others.
    private void forgetWhatNeverWas(FolderCache opened) throws IOException {
        if (opened.knowsAnyFrom(firstOfOurs)) {
            LongPredicate told = uid -> uid < firstOfOurs.value();
            opened.compact(told);
        }
    }

    private FolderFiles files() {
        return mailbox.files();
    }
}
