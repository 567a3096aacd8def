// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.session.Deadlines.Phase;
import dev.rookery.server.imap.session.ImapSettings.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private long now = Long.MAX_VALUE - 5;
    private final Deadlines deadlines = new Deadlines(Limits.DEFAULT, () -> now);

    @Test
    void countsTheLoginFromAcceptWhateverTheClientSends() {
        pass(Duration.ofSeconds(50));
        deadlines.heard();
        assertThat(deadlines.next(Phase.LOGIN).nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(deadlines.next(Phase.LOGIN).input()).isInstanceOf(Input.TooLate.class);
    }

    @Test
    void endsALoginThatTakesTooLongEvenWhileInputWaits() {
        assertThat(deadlines.overdue(Phase.LOGIN)).isEmpty();
        pass(Duration.ofSeconds(60));
        assertThat(deadlines.overdue(Phase.LOGIN)).containsInstanceOf(Input.TooLate.class);
    }

    @Test
    void neverEndsASessionWhileInputWaits() {
        pass(Duration.ofHours(1));
        assertThat(deadlines.overdue(Phase.COMMAND)).isEmpty();
        assertThat(deadlines.overdue(Phase.IDLE)).isEmpty();
    }

    @Test
    void countsSilenceFromTheLastByte() {
        pass(Duration.ofMinutes(30));
        deadlines.heard();
        pass(Duration.ofMinutes(30));
        Deadlines.Due due = deadlines.next(Phase.COMMAND);
        assertThat(due.nanos()).isEqualTo(Duration.ofMinutes(2).toNanos());
        assertThat(due.input()).isInstanceOf(Input.TooLate.class);
    }

    @Test
    void givesSignsOfLifeDuringIdleAndStillEndsSilence() {
        Deadlines.Due first = deadlines.next(Phase.IDLE);
        assertThat(first.input()).isInstanceOf(Input.KeepAliveDue.class);
        assertThat(first.nanos()).isEqualTo(Duration.ofMinutes(2).toNanos());

        pass(Duration.ofMinutes(31));
        deadlines.keptAlive();
        Deadlines.Due last = deadlines.next(Phase.IDLE);
        assertThat(last.input()).isInstanceOf(Input.TooLate.class);
        assertThat(last.nanos()).isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
