// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void letsOneInForEachKey() throws InterruptedException {
        turns.enter("a");
        turns.enter("b");
        Thread second = Thread.ofVirtual().start(this::enterA);
        await().until(() -> second.getState() == Thread.State.WAITING);
        turns.leave("a");
        second.join();
        turns.leave("a");
        turns.leave("b");
        assertThat(turns.size()).isZero();
    }

    @Test
    void forgetsWhoWasInterruptedWhileWaiting() throws InterruptedException {
        turns.enter("a");
        Thread second = Thread.ofVirtual().start(this::enterA);
        await().until(() -> second.getState() == Thread.State.WAITING);
        second.interrupt();
        second.join();
        turns.leave("a");
        assertThat(turns.size()).isZero();
        turns.enter("a");
    }

    @Test
    void neverLetsTwoInAtOnce() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Thread[] callers = new Thread[8];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = Thread.ofPlatform().start(() -> enterOften(inside, most));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(most).hasValue(1);
        assertThat(turns.size()).isZero();
    }

    private void enterOften(AtomicInteger inside, AtomicInteger most) {
        for (int i = 0; i < 500; i++) {
            if (enterA()) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                turns.leave("a");
            }
        }
    }

    private boolean enterA() {
        try {
            turns.enter("a");
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }
}
