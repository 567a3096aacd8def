// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import org.junit.jupiter.api.Test;

/// Steps are ten mod-sequences apart, and each expunges one UID: that of its number.
class ExpungeLogTest {
    private static final int MAX = MailLimits.EXPUNGES_KEPT_MAX;
    private static final long BEGUN = 5;

    private static ExpungeLog afterSteps(int count) {
        ExpungeLog log = ExpungeLog.completeSince(BEGUN);
        for (int i = 1; i <= count; i++) {
            log = log.with(10L * i, UidSet.of(new Uid(i)));
        }
        return log;
    }

    private static UidSet uids(long from, long to) {
        return UidSet.range(new Uid(from), new Uid(to));
    }

    @Test
    void tellsAllThatWasExpungedSince() {
        ExpungeLog log = afterSteps(100);
        assertThat(log.since(BEGUN)).contains(uids(1, 100));
        assertThat(log.since(9)).contains(uids(1, 100));
        assertThat(log.since(10)).contains(uids(2, 100));
        assertThat(log.since(999)).contains(UidSet.of(new Uid(100)));
        assertThat(log.since(1_000)).contains(UidSet.EMPTY);
        assertThat(log.since(BEGUN - 1)).isEmpty();
    }

    @Test
    void remembersAsManyStepsAsItMay() {
        ExpungeLog log = afterSteps(MAX);
        assertThat(log.count()).isEqualTo(MAX);
        assertThat(log.completeSince()).isEqualTo(BEGUN);
        assertThat(log.since(BEGUN)).contains(uids(1, MAX));
    }

    @Test
    void forgetsTheOlderHalfWithOneMore() {
        ExpungeLog log = afterSteps(MAX + 1);
        int kept = MAX / 2;
        long lastForgotten = MAX + 1L - kept;
        assertThat(log.count()).isEqualTo(kept);
        assertThat(log.completeSince()).isEqualTo(10 * lastForgotten);
        assertThat(log.since(10 * lastForgotten)).contains(uids(lastForgotten + 1, MAX + 1));
        assertThat(log.since(10 * lastForgotten + 9)).contains(uids(lastForgotten + 1, MAX + 1));
        assertThat(log.since(10 * lastForgotten - 1)).isEmpty();
        assertThat(log.since(BEGUN)).isEmpty();
    }

    @Test
    void goesOnAfterwards() {
        ExpungeLog log = afterSteps(2 * MAX);
        assertThat(log.count()).isLessThanOrEqualTo(MAX);
        long since = log.completeSince();
        assertThat(log.since(since)).contains(uids(since / 10 + 1, 2L * MAX));
        assertThat(log.since(since - 1)).isEmpty();
    }

    @Test
    void takesNoStepForNothing() {
        ExpungeLog log = afterSteps(3);
        assertThat(log.with(40, UidSet.EMPTY)).isSameAs(log);
    }
}
