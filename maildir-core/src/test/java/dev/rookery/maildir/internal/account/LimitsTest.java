// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static MailboxSnapshot withUidNext(long uidNext) {
        return MailboxSnapshot.empty(new UidValidity(7)).counting(uidNext, 1);
    }

    /// UIDNEXT is a UID as well.
    @Test
    void givesNoUidBeyondTheLast() {
        MailboxSnapshot twoLeft = withUidNext(Uid.MAX - 2);
        assertThat(Limits.requireUids(twoLeft, 2)).isEqualTo(Uid.MAX - 2);
        assertThatThrownBy(() -> Limits.requireUids(twoLeft, 3)).isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> Limits.requireUid(withUidNext(Uid.MAX)))
                .isInstanceOf(LimitException.class);
    }

    @Test
    void tellsMailboxesThatHaveToBeginAnew() {
        assertThat(Limits.hasManyUids(withUidNext(1))).isTrue();
        assertThat(Limits.hasManyUids(withUidNext(Uid.MAX - (1 << 16)))).isTrue();
        assertThat(Limits.hasManyUids(withUidNext(Uid.MAX - (1 << 16) + 1))).isFalse();
        assertThat(Limits.hasManyUids(withUidNext(Uid.MAX))).isFalse();
    }
}
