// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of short lives of a store, each one actor's; the same seed is the same life.
///
/// `-Drookery.model.seed=` begins elsewhere, `-Drookery.model.seconds=` goes on for so long. A life
/// that fails is shortened and printed as code.
class SequenceTest {
    private static final int LIVES = 120;
    private static final List<Integer> LENGTHS = List.of(5, 20, 60);
    private static final List<Integer> REOPEN_EVERY = List.of(0, 0, 1, 5, 13);
    private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofMillis(1));

    @TempDir private Path home;
    private int directory;

    private record Life(Duration flagsToNames, List<Operation> operations) {
        static Life of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int length = LENGTHS.get(random.nextInt(LENGTHS.size()));
            int every = REOPEN_EVERY.get(random.nextInt(REOPEN_EVERY.size()));
            Duration delay = DELAYS.get(random.nextInt(DELAYS.size()));
            Decisions decisions = new Decisions(random.nextLong(), 0);
            List<Operation> operations = new ArrayList<>();
            for (int n = 1; n <= length; n++) {
                operations.add(decisions.next());
                if (every > 0 && n % every == 0) {
                    operations.add(new Operation.ReopenStore());
                }
            }
            return new Life(delay, operations);
        }
    }

    @Test
    void everyLifeEndsAsTheModelSays() {
        RunSize size = RunSize.of(LIVES);
        System.out.println("sequences: " + size);
        while (size.goesOn()) {
            live(size.nextSeed());
        }
    }

    private void live(long seed) {
        Life life = Life.of(seed);
        Throwable failure = failure(life.flagsToNames(), life.operations());
        if (failure == null) {
            return;
        }
        List<Operation> shortest =
                Shrink.shortest(
                        life.operations(),
                        operations -> failure(life.flagsToNames(), operations) != null);
        Throwable simplest = failure(life.flagsToNames(), shortest);
        throw new AssertionError(
                "seed %s, flagsToNames %s: %s%nshortest, which %s:%n%s"
                        .formatted(
                                seed,
                                life.flagsToNames(),
                                failure.getMessage(),
                                simplest == null
                                        ? "fails sometimes"
                                        : "says " + simplest.getMessage(),
                                Code.of(shortest)),
                failure);
    }

    private @Nullable Throwable failure(Duration flagsToNames, List<Operation> operations) {
        Path maildir = home.resolve("life-" + directory++);
        try {
            Sequence.run(maildir, flagsToNames, operations);
            return null;
        } catch (IOException | RuntimeException | AssertionError failure) {
            return failure;
        }
    }

    @Test
    void shrinksToTheOperationsThatMatter() {
        List<Operation> operations = Life.of(1).operations();
        List<Operation> padded = new ArrayList<>(operations);
        Operation first = new Operation.Delete("INBOX");
        Operation second = new Operation.Subscribe("Needle");
        padded.add(operations.size() / 3, first);
        padded.add(second);
        List<Operation> shortest =
                Shrink.shortest(padded, some -> some.contains(first) && some.contains(second));
        assertThat(shortest).containsExactly(first, second);
    }

    @Test
    void printsOperationsAsCode() {
        Pick pick = new Pick(Pick.Kind.RANGE, 1, 20);
        assertThat(
                        Code.of(
                                List.of(
                                        new Operation.Deliver("A/Ä", 1, 2, "\\Seen a", 3),
                                        new Operation.Expunge("A", pick))))
                .isEqualTo(
                        """
                        List.of(
                                new Operation.Deliver("A/Ä", 1, 2, "\\\\Seen a", 3L),
                                new Operation.Expunge("A", new Pick(Kind.RANGE, 1, 20)))\
                        """);
    }
}
