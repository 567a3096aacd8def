// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSuchMailboxException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Has names of files follow flags some time after these changed, once for many changes; at once
/// where many files wait for it.
final class NamesLater {
    private static final System.Logger LOG = System.getLogger(NamesLater.class.getName());
    private static final int MANY_FILES = 1_000;

    private final Engine engine;
    private final Duration delay;
    private final Set<OpenMailbox> waiting = ConcurrentHashMap.newKeySet();

    /// Those at whose files somebody is at once; what comes meanwhile waits.
    private final Set<OpenMailbox> hasty = ConcurrentHashMap.newKeySet();

    NamesLater(Engine engine, Duration delay) {
        this.engine = engine;
        this.delay = delay;
    }

    /// @param closed whether the mailbox's account is; then nothing is done
    void add(OpenMailbox mailbox, BooleanSupplier closed) {
        if (waiting.add(mailbox)) {
            engine.later(
                    delay,
                    "rookery-names",
                    () -> {
                        waiting.remove(mailbox);
                        name(mailbox, closed);
                    });
        }
        boolean many = mailbox.state().debt().uids().size() >= MANY_FILES;
        if (many && hasty.add(mailbox)) {
            engine.later(
                    Duration.ZERO,
                    "rookery-names",
                    () -> {
                        try {
                            name(mailbox, closed);
                        } finally {
                            hasty.remove(mailbox);
                        }
                    });
        }
    }

    boolean has(OpenMailbox mailbox) {
        return waiting.contains(mailbox) || hasty.contains(mailbox);
    }

    private static void name(OpenMailbox mailbox, BooleanSupplier closed) {
        if (closed.getAsBoolean() || !mailbox.users().enter()) {
            return;
        }
        try {
            mailbox.nameFiles();
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "no file names to bring up to date", deleted);
        } catch (IOException | RuntimeException trouble) {
            if (!closed.getAsBoolean()) {
                LOG.log(Level.WARNING, "file names lag behind flags", trouble);
            }
        } finally {
            mailbox.users().leave();
        }
    }
}
