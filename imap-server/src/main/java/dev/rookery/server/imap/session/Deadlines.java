// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.session.ImapSettings.Limits;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How long a client may take, and when it is due a sign of life. Counts in nanoseconds of a clock
/// that never jumps.
final class Deadlines {
    private final Limits limits;
    private final LongSupplier nanoTime;
    private long loginAt;
    private long heardAt;
    private long keptAliveAt;

    Deadlines(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.heardAt = nanoTime.getAsLong();
        this.keptAliveAt = heardAt;
        this.loginAt = heardAt + limits.login().toNanos();
    }

    /// What the session waits for.
    enum Phase {
        LOGIN,
        COMMAND,
        IDLE
    }

    /// What is to happen when nothing else does for `nanos` nanoseconds.
    record Due(long nanos, Input input) {}

    /// The client has to log in once more, in as much time as at first.
    void strangerAgain() {
        loginAt = nanoTime.getAsLong() + limits.login().toNanos();
    }

    void heard() {
        heardAt = nanoTime.getAsLong();
    }

    void keptAlive() {
        keptAliveAt = nanoTime.getAsLong();
    }

    /// What cannot wait even for input that is there already: who never stops talking must log in
    /// as soon as anybody else.
    Optional<Input> overdue(Phase phase) {
        boolean over = phase == Phase.LOGIN && nanoTime.getAsLong() - loginAt >= 0;
        return over ? Optional.of(next(phase).input()) : Optional.empty();
    }

    Due next(Phase phase) {
        long now = nanoTime.getAsLong();
        long silentAt = heardAt + limits.silence().toNanos();
        Due silence = new Due(silentAt - now, new Input.TooLate("Logged out: silent too long."));
        return switch (phase) {
            case LOGIN -> new Due(loginAt - now, new Input.TooLate("The login took too long."));
            case COMMAND -> silence;
            case IDLE -> {
                long lastSign = heardAt - keptAliveAt > 0 ? heardAt : keptAliveAt;
                long nanos = lastSign + limits.keepAlive().toNanos() - now;
                yield nanos < silence.nanos() ? new Due(nanos, new Input.KeepAliveDue()) : silence;
            }
        };
    }
}
