// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.QuotaExceededException.Resource;
import dev.rookery.maildir.QuotaLimits;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final QuotaLimits LIMITS =
            new QuotaLimits(OptionalLong.of(1_000), OptionalLong.of(10));

    @Test
    void hasRoomUpToTheLimit() {
        Usage held = new Usage(500, 5);
        held.requireRoomFor(new Usage(500, 5), LIMITS);
        QuotaExceededException refused =
                catchThrowableOfType(
                        QuotaExceededException.class,
                        () -> held.requireRoomFor(new Usage(501, 1), LIMITS));
        assertThat(refused.resource()).isEqualTo(Resource.STORAGE);
        assertThat(refused.limit()).isEqualTo(1_000);
        assertThat(refused.used()).isEqualTo(500);
        assertThat(refused.asked()).isEqualTo(501);
        assertThat(refused).hasMessageContaining("501 more of storage on top of 500");
    }

    @Test
    void countsMessagesAsWell() {
        assertThatThrownBy(() -> new Usage(0, 5).requireRoomFor(new Usage(6, 6), LIMITS))
                .isInstanceOfSatisfying(
                        QuotaExceededException.class,
                        refused -> assertThat(refused.resource()).isEqualTo(Resource.MESSAGE));
    }

    @Test
    void mindsNothingThatIsNotAskedFor() {
        assertThatCode(() -> new Usage(2_000, 5).requireRoomFor(new Usage(0, 1), LIMITS))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAllWhereNothingMayBe() {
        QuotaLimits nothing = QuotaLimits.ofBytes(0);
        assertThatThrownBy(() -> Usage.NOTHING.requireRoomFor(new Usage(1, 1), nothing))
                .isInstanceOf(QuotaExceededException.class);
        Usage.NOTHING.requireRoomFor(new Usage(0, 1), nothing);
    }

    @Test
    void neverOverflowsBelowALimit() {
        QuotaLimits most = QuotaLimits.ofBytes(Long.MAX_VALUE);
        assertThatThrownBy(() -> new Usage(1, 1).requireRoomFor(new Usage(Long.MAX_VALUE, 1), most))
                .isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void exceedsWhatItIsMoreThan() {
        assertThat(new Usage(1_000, 10).exceeds(LIMITS)).isFalse();
        assertThat(new Usage(1_001, 10).exceeds(LIMITS)).isTrue();
        assertThat(new Usage(0, 11).exceeds(LIMITS)).isTrue();
        assertThat(new Usage(1L << 60, 1L << 60).exceeds(QuotaLimits.NONE)).isFalse();
    }

    @Test
    void refusesNegativeLimits() {
        assertThatThrownBy(() -> QuotaLimits.ofBytes(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
