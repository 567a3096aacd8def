// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.QuotaExceededException.Resource;
import dev.rookery.maildir.internal.quota.QuotaLedger.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaLedgerTest {
    private static final QuotaLimits LIMITS =
            new QuotaLimits(OptionalLong.of(1_000), OptionalLong.of(10));

    private final QuotaLedger ledger = new QuotaLedger(LIMITS, new Usage(500, 5));

    @Test
    void countsWhatIsCommittedOnly() {
        Reservation first = ledger.reserve(new Usage(100, 1));
        try (Reservation _ = ledger.reserve(new Usage(50, 1))) {
            assertThat(ledger.usage()).isEqualTo(new Usage(500, 5));
        }
        first.commit();
        first.close();
        assertThat(ledger.usage()).isEqualTo(new Usage(600, 6));
    }

    @Test
    void lendsTheLastRoomOnce() {
        try (Reservation _ = ledger.reserve(new Usage(500, 1))) {
            QuotaExceededException refused =
                    catchThrowableOfType(
                            QuotaExceededException.class, () -> ledger.reserve(new Usage(1, 1)));
            assertThat(refused.resource()).isEqualTo(Resource.STORAGE);
            assertThat(refused.limit()).isEqualTo(1_000);
            assertThat(refused.used()).isEqualTo(1_000);
            assertThat(refused.asked()).isEqualTo(1);
            assertThat(refused).hasMessageContaining("1 more of storage on top of 1000");
        }
        ledger.reserve(new Usage(1, 1)).close();
    }

    @Test
    void reservesAllMessagesOfACopyOrNone() {
        assertThatThrownBy(() -> ledger.reserve(new Usage(6, 6)))
                .isInstanceOfSatisfying(
                        QuotaExceededException.class,
                        refused -> assertThat(refused.resource()).isEqualTo(Resource.MESSAGE));
        ledger.reserve(new Usage(5, 5)).commit();
        assertThat(ledger.usage()).isEqualTo(new Usage(505, 10));
    }

    @Test
    void creditsWhatIsExpunged() {
        ledger.credit(new Usage(300, 2));
        assertThat(ledger.usage()).isEqualTo(new Usage(200, 3));
        assertThatThrownBy(() -> ledger.credit(new Usage(201, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.usage()).isEqualTo(new Usage(200, 3));
    }

    @Test
    void refusesAllWhereNothingMayBe() {
        ledger.limit(new QuotaLimits(OptionalLong.of(0), OptionalLong.empty()));
        assertThatThrownBy(() -> ledger.reserve(new Usage(1, 1)))
                .isInstanceOf(QuotaExceededException.class);
        ledger.reserve(new Usage(0, 1)).close();
    }

    @Test
    void limitsNothingWhereNoLimitIs() {
        ledger.limit(QuotaLimits.NONE);
        ledger.reserve(new Usage(1L << 60, 1L << 60)).commit();
        assertThat(ledger.usage()).isEqualTo(new Usage((1L << 60) + 500, (1L << 60) + 5));
    }

    @Test
    void neverOverflowsBelowALimit() {
        ledger.limit(new QuotaLimits(OptionalLong.of(Long.MAX_VALUE), OptionalLong.empty()));
        assertThatThrownBy(() -> ledger.reserve(new Usage(Long.MAX_VALUE, 1)))
                .isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void startsFromARecountAndKeepsWhatIsReserved() {
        Reservation pending = ledger.reserve(new Usage(100, 1));
        ledger.recounted(new Usage(890, 3));
        assertThatThrownBy(() -> ledger.reserve(new Usage(11, 1)))
                .isInstanceOf(QuotaExceededException.class);
        pending.commit();
        assertThat(ledger.usage()).isEqualTo(new Usage(990, 4));
    }

    @Test
    void settlesOnce() {
        Reservation reservation = ledger.reserve(new Usage(1, 1));
        reservation.commit();
        assertThatThrownBy(reservation::commit).isInstanceOf(IllegalStateException.class);
    }

    /// The model adds up lists, the ledger keeps sums.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void behavesAsAListOfMessagesWould(long seed) {
        Random random = new Random(seed);
        QuotaLedger tested = new QuotaLedger(LIMITS, Usage.NOTHING);
        List<Usage> stored = new ArrayList<>();
        List<Reservation> pending = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    Usage asked = new Usage(random.nextLong(300), random.nextLong(4));
                    boolean fits =
                            sum(stored, pending, Usage::bytes) + asked.bytes() <= 1_000
                                    && sum(stored, pending, Usage::messages) + asked.messages()
                                            <= 10;
                    assertThat(reserve(tested, asked, pending)).as("step %d", step).isEqualTo(fits);
                }
                case 2 -> {
                    if (!pending.isEmpty()) {
                        Reservation one = pending.remove(random.nextInt(pending.size()));
                        if (random.nextBoolean()) {
                            one.commit();
                            stored.add(one.amount());
                        }
                        one.close();
                    }
                }
                default -> {
                    if (!stored.isEmpty()) {
                        tested.credit(stored.remove(random.nextInt(stored.size())));
                    }
                }
            }
            assertThat(tested.usage().bytes()).isEqualTo(sum(stored, List.of(), Usage::bytes));
        }
    }

    private static boolean reserve(QuotaLedger ledger, Usage asked, List<Reservation> into) {
        try {
            into.add(ledger.reserve(asked));
            return true;
        } catch (QuotaExceededException full) {
            return false;
        }
    }

    private static long sum(
            List<Usage> stored, List<Reservation> pending, ToLongFunction<Usage> part) {
        return stored.stream().mapToLong(part).sum()
                + pending.stream().map(Reservation::amount).mapToLong(part).sum();
    }

    /// Each thread stores and removes; together they never hold more than is allowed.
    @Test
    void holdsItsLimitsAgainstManyThreads() throws Exception {
        QuotaLedger shared = new QuotaLedger(LIMITS, Usage.NOTHING);
        List<Callable<Usage>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Random random = new Random(i);
            threads.add(() -> storeAndRemove(shared, random));
        }
        Usage left = Usage.NOTHING;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads.size())) {
            for (Future<Usage> each : executor.invokeAll(threads)) {
                left = left.plus(each.get());
            }
        }
        assertThat(shared.usage()).isEqualTo(left);
        shared.credit(left);
        shared.reserve(new Usage(1_000, 10)).commit();
    }

    private static Usage storeAndRemove(QuotaLedger shared, Random random) {
        Usage mine = Usage.NOTHING;
        for (int step = 0; step < 20_000; step++) {
            Usage amount = new Usage(random.nextLong(1, 300), 1);
            try (Reservation room = shared.reserve(amount)) {
                if (random.nextInt(3) > 0) {
                    room.commit();
                    mine = mine.plus(amount);
                }
            } catch (QuotaExceededException full) {
                shared.credit(mine);
                mine = Usage.NOTHING;
            }
            Usage seen = shared.usage();
            assertThat(seen.bytes()).isBetween(0L, 1_000L);
            assertThat(seen.messages()).isBetween(0L, 10L);
        }
        return mine;
    }
}
