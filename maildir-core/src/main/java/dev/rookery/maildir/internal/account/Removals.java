// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Has the files of expunged messages removed in the background, piece by piece. What the disk
/// refuses is tried again some time soon, as long as the account is open; the next opening does the
/// rest.
final class Removals {
    private static final int UNSURE_MAX = 50;
    private static final Duration UNSURE_PAUSE = Duration.ofMillis(50);

    private final OpenAccount account;
    private final Engine engine;

    /// Mailboxes of which it was said that their files stay.
    private final Set<OpenMailbox> refused = ConcurrentHashMap.newKeySet();

    /// Mailboxes where it will be tried again.
    private final Set<OpenMailbox> planned = ConcurrentHashMap.newKeySet();

    Removals(OpenAccount account, Engine engine) {
        this.account = account;
        this.engine = engine;
    }

    /// Removes what a mailbox owes, if there is any.
    void start(OpenMailbox mailbox) {
        if (mailbox.state().tombs().isEmpty()) {
            return;
        }
        RemoveFiles remove = new RemoveFiles(mailbox);
        var _ =
                account.writer()
                        .submit(remove)
                        .whenComplete((more, trouble) -> {
                            mailbox.lookout().expect(remove.others());
                            Optional<Throwable> reason =
                                    Optional.ofNullable(trouble).or(remove::refusal);
                            if (reason.isPresent() || remove.leavesFiles()) {
                                tryAgain(mailbox, reason);
                            } else {
                                refused.remove(mailbox);
                                startIf(more, mailbox);
                            }
                        });
    }

    /// Removes all that a mailbox owes. For some files that may take as long as it takes to be sure
    /// that they are gone; if it takes too long, they are owed still.
    void finish(OpenMailbox mailbox) throws IOException {
        boolean more = true;
        for (int unsure = 0; more && unsure < UNSURE_MAX; ) {
            RemoveFiles remove = new RemoveFiles(mailbox);
            more = account.writer().run(remove);
            if (remove.leavesFiles()) {
                more = true;
                unsure++;
                LockSupport.parkNanos(UNSURE_PAUSE.toNanos());
            }
        }
    }

    private void startIf(boolean more, OpenMailbox mailbox) {
        if (more) {
            start(mailbox);
        }
    }

    private void tryAgain(OpenMailbox mailbox, Optional<Throwable> refusal) {
        if (account.isClosed()) {
            return;
        }
        if (refusal.isPresent() && refused.add(mailbox)) {
            account.report("expunged files stay for now in " + mailbox.files(), refusal.get());
        }
        if (planned.add(mailbox)) {
            engine.soon(() -> {
                planned.remove(mailbox);
                if (!account.isClosed()) {
                    start(mailbox);
                }
            });
        }
    }
}
