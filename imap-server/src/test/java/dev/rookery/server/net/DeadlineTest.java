// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger passed = new AtomicInteger();
    private final Deadline deadline = new Deadline(timer, passed::incrementAndGet);

    @Test
    void passesOnceAtItsTime() {
        deadline.in(SECOND);
        timer.advance(SECOND.minusNanos(1));
        assertThat(passed).hasValue(0);
        timer.advance(Duration.ofNanos(1));
        timer.advance(SECOND);
        assertThat(passed).hasValue(1);
    }

    @Test
    void movesLaterWithoutAnotherAlarm() {
        deadline.in(SECOND);
        timer.advance(SECOND.dividedBy(2));
        deadline.in(SECOND);
        assertThat(timer.pending()).isOne();
        timer.advance(SECOND.minusNanos(1));
        assertThat(passed).hasValue(0);
        timer.advance(Duration.ofNanos(1));
        assertThat(passed).hasValue(1);
    }

    @Test
    void movesEarlier() {
        deadline.in(SECOND.multipliedBy(9));
        deadline.in(SECOND);
        assertThat(timer.pending()).isOne();
        timer.advance(SECOND);
        assertThat(passed).hasValue(1);
    }

    @Test
    void doesNotPassOnceClearedAndCanBeSetAgain() {
        deadline.in(SECOND);
        deadline.clear();
        timer.advance(SECOND);
        assertThat(passed).hasValue(0);
        deadline.in(SECOND);
        timer.advance(SECOND);
        assertThat(passed).hasValue(1);
    }

    @Test
    void leavesNoAlarmOnceCancelled() {
        deadline.in(SECOND);
        deadline.cancel();
        assertThat(timer.pending()).isZero();
    }
}
