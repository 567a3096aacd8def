// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.measure.WrongAnswerException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// INBOXes of neighbouring users, and what must be in them while messages come and go.
final class Inboxes {
    private static final byte[] FILLING = SampleMessage.ofBytes(4_096);
    private static final int SLACK = 20;
    private static final int OUTGROWN_MIN = 10;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SETTLED_NANOS_MAX = TimeUnit.SECONDS.toNanos(120);

    private final Site site;
    private final int first;
    private final int newestBytesMin;
    private final AtomicLongArray messages;
    private final Set<Integer> grown = ConcurrentHashMap.newKeySet();

    /// @param newestBytesMin how large messages that come are at least
    Inboxes(Site site, int first, int users, int newestBytesMin) throws IOException {
        this.site = site;
        this.first = first;
        this.newestBytesMin = newestBytesMin;
        this.messages = new AtomicLongArray(users);
        for (int i = 0; i < users; i++) {
            messages.set(i, site.messages(first + i));
        }
    }

    static Inboxes of(Site site, int user, int newestBytesMin) throws IOException {
        return new Inboxes(site, user, 1, newestBytesMin);
    }

    long messages(int user) {
        return messages.get(user - first);
    }

    void came(int user) {
        messages.incrementAndGet(user - first);
        grown.add(user);
    }

    void went(int user) {
        messages.decrementAndGet(user - first);
    }

    /// Whether each message has its file, and no other has one.
    boolean drained() throws IOException {
        for (int i = 0; i < messages.length(); i++) {
            if (!MailFiles.holds(site.maildir(first + i), messages.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// What sessions see that had no part in it: the newest message is whole.
    void check() throws IOException {
        for (int i = 0; i < messages.length(); i++) {
            try (ImapClient client = site.imap(first + i)) {
                long exists = client.select("INBOX").exists();
                require(messages.get(i), exists, "messages");
                if (grown.contains(first + i)) {
                    requireWhole(client.run("FETCH " + exists + " BODY.PEEK[]").literalBytes());
                }
                client.logout();
            }
        }
    }

    private void requireWhole(long bytes) {
        if (bytes < newestBytesMin) {
            throw new WrongAnswerException(
                    "a message of " + bytes + " bytes instead of " + newestBytesMin);
        }
    }

    /// Whether one has become so large that it is no longer one of this size.
    boolean outgrew(long size) {
        for (int i = 0; i < messages.length(); i++) {
            if (messages.get(i) > 2 * size + OUTGROWN_MIN) {
                return true;
            }
        }
        return false;
    }

    /// Gives each about so many messages again, and waits until that has settled.
    void restore(long size) throws IOException {
        grown.clear();
        for (int i = 0; i < messages.length(); i++) {
            try (ImapClient client = site.imap(first + i)) {
                messages.set(i, restored(client, size));
                client.logout();
            }
        }
        long limit = System.nanoTime() + SETTLED_NANOS_MAX;
        while (!drained()) {
            if (System.nanoTime() > limit) {
                throw new WrongAnswerException("messages without files, or files without message");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /// @return how many there are now
    private static long restored(ImapClient client, long size) throws IOException {
        long exists = client.select("INBOX").exists();
        long slack = size / SLACK;
        if (exists > size + slack) {
            var _ = client.run("STORE " + (size + 1) + ":* +FLAGS.SILENT (\\Deleted)");
            require(exists - size, client.run("EXPUNGE").expunged(), "expunged messages");
            return size;
        }
        if (exists >= size - slack) {
            return exists;
        }
        if (exists == 0) {
            var _ = client.append("INBOX (\\Seen)", FILLING);
            exists = 1;
        }
        while (exists < size) {
            long copies = Math.min(exists, size - exists);
            var _ = client.run("COPY 1:" + copies + " INBOX");
            exists += copies;
        }
        return exists;
    }
}
