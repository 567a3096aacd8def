// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Finishes, in the background, what a crash left in accounts that were open: mail that was
/// acknowledged becomes files, which other programs and backups see, whether its user logs in or
/// not.
///
/// An account that cannot be finished is told of, and tried again at the next start; so are those
/// that are left when the server stops.
final class Restart implements AutoCloseable {
    /// Each opens files, reads a journal and lists some directories. Few, for clients are served
    /// meanwhile.
    private static final int ACCOUNTS_AT_ONCE = 4;

    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final MailStore store;
    private final Events events;
    private final InstantSource clock;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    ACCOUNTS_AT_ONCE, Thread.ofPlatform().name("restart-", 1).factory());
    private final int all;
    private int done;
    private int failed;
    private Instant told;
    private volatile boolean stopped;

    private Restart(MailStore store, Events events, InstantSource clock, int all) {
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.all = all;
        this.told = clock.instant();
    }

    /// Begins, and does not wait.
    ///
    /// @throws IOException if it cannot be known which accounts were open
    static Restart begin(MailStore store, Events events, InstantSource clock) throws IOException {
        List<AccountLocation> left = store.leftOpen();
        Restart restart = new Restart(store, events, clock, left.size());
        if (!left.isEmpty()) {
            events.happened(new Event.Finishing(0, 0, left.size()));
            left.forEach(account -> restart.threads.execute(() -> restart.finish(account)));
        }
        return restart;
    }

    private void finish(AccountLocation account) {
        if (stopped) {
            return;
        }
        boolean finished = false;
        try {
            store.finish(account);
            finished = true;
        } catch (IOException | RuntimeException trouble) {
            events.happened(new Event.StorageTrouble(account.maildir().toString(), trouble));
        } finally {
            count(finished).ifPresent(events::happened);
        }
    }

    /// Answers what is worth telling: all now and then, and the end.
    private synchronized Optional<Event> count(boolean finished) {
        done += finished ? 1 : 0;
        failed += finished ? 0 : 1;
        Instant now = clock.instant();
        boolean ended = done + failed == all;
        if (!ended && Duration.between(told, now).compareTo(TELL_EVERY) < 0) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(new Event.Finishing(done, failed, all));
    }

    /// Waits for the accounts that are just being finished, and begins no others.
    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
