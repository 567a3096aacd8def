// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Quota;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.quota.MaildirSizeFile;
import dev.rookery.maildir.internal.quota.Usage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps the `maildirsize` of an account that has limits: some time after a change, once for many.
///
/// It is written, and not believed. What other programs add to it we find in their folders, and
/// write anew with all the rest.
final class UsageForOthers {
    private static final System.Logger LOG = System.getLogger(UsageForOthers.class.getName());
    private static final Duration WRITE_AFTER = Duration.ofSeconds(1);

    private final OpenAccount account;
    private final AccountState state;
    private final Engine engine;
    private final MaildirSizeFile file;
    private final AtomicBoolean due = new AtomicBoolean();

    /// The last write, done or not; they follow one another.
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    private volatile Optional<Quota> told = Optional.empty();

    UsageForOthers(OpenAccount account, AccountState state, Engine engine) {
        this.account = account;
        this.state = state;
        this.engine = engine;
        this.file = new MaildirSizeFile(account.root(), account.owner());
    }

    /// What is to be told now, if it was not yet.
    private Optional<Quota> news() {
        QuotaLimits limits = state.limits();
        Optional<Usage> counted = state.counted();
        if (limits.equals(QuotaLimits.NONE) || counted.isEmpty()) {
            return Optional.empty();
        }
        Quota now = new Quota(limits, counted.get().bytes(), counted.get().messages());
        return told.equals(Optional.of(now)) ? Optional.empty() : Optional.of(now);
    }

    /// The account may hold something else than before.
    void changed() {
        if (news().isPresent() && due.compareAndSet(false, true)) {
            engine.later(
                    WRITE_AFTER,
                    "rookery-quota",
                    () -> {
                        if (!account.isClosed()) {
                            var _ = writeNext();
                        }
                    });
        }
    }

    /// Writes what is left to be told, and waits for it.
    void finish() {
        writeNext().join();
    }

    private synchronized CompletableFuture<Void> writeNext() {
        last = last.thenRunAsync(this::write, engine.storage());
        return last;
    }

    private void write() {
        due.set(false);
        Optional<Quota> news = news();
        if (news.isEmpty()) {
            return;
        }
        Quota now = news.get();
        try {
            Usage usage = new Usage(now.usedBytes(), now.usedMessages());
            if (told.isPresent() || !isThere(now.limits(), usage)) {
                file.write(now.limits(), usage);
            }
            told = news;
            changed();
        } catch (IOException | RuntimeException refused) {
            account.report("other programs have to count what is in " + account.root(), refused);
            drop();
        }
    }

    private boolean isThere(QuotaLimits limits, Usage usage) {
        try {
            return file.read()
                    .filter(there -> there.usage().equals(usage))
                    .filter(there -> !there.needsRecount(limits, Duration.ZERO))
                    .isPresent();
        } catch (IOException unreadable) {
            LOG.log(Level.DEBUG, "to be written anew", unreadable);
            return false;
        }
    }

    /// Better none than one that is wrong.
    private void drop() {
        try {
            file.drop();
        } catch (IOException stays) {
            account.report("an old count stays in " + account.root(), stays);
        }
    }
}
