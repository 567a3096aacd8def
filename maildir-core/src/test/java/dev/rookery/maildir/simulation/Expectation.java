// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What an account must show after a power cut at one moment: all that was acknowledged, and of the
/// step that was under way all or nothing.
final class Expectation {
    private static final Optional<Step> NONE = Optional.empty();

    private final Ledger ledger;
    private final Optional<Step> open;
    private final SortedMap<String, List<String>> before;
    private final @Nullable SortedMap<String, List<String>> after;

    /// Whether a step was refused: of what it did before, whole duplicates may come back.
    private final boolean refused;

    /// Whether a force failed: then files may hold other than what was written.
    private final boolean doubtful;

    private Expectation(Ledger ledger, Optional<Step> open, boolean refused, boolean doubtful) {
        this.ledger = ledger;
        this.open = open;
        this.refused = refused;
        this.doubtful = doubtful;
        this.before = ledger.expected();
        this.after = open.map(step -> afterwards(ledger, step)).orElse(null);
    }

    /// Nothing was asked for yet.
    static Expectation atFirst() {
        return new Expectation(new Ledger(), NONE, false, false);
    }

    private static SortedMap<String, List<String>> afterwards(Ledger ledger, Step step) {
        Ledger copy = ledger.copy();
        step.effect().accept(copy);
        return copy.expected();
    }

    /// What must hold from that milestone on.
    Expectation after(Milestone milestone) {
        Ledger next = ledger.copy();
        return switch (milestone) {
            case Milestone.Begun begun ->
                    new Expectation(next, Optional.of(begun.step()), refused, doubtful);
            case Milestone.Acknowledged done -> {
                done.step().effect().accept(next);
                yield new Expectation(next, NONE, refused, doubtful);
            }
            // Whole or not at all: a disk that refuses may have done it, and a restart find it so.
            case Milestone.Refused again ->
                    new Expectation(next, Optional.of(again.step()), true, doubtful);
            case Milestone.Seen seen -> {
                next.learn(seen.sighting());
                yield new Expectation(next, open, refused, doubtful);
            }
            case Milestone.Recovered recovered -> {
                next.adopt(recovered.sighting());
                yield new Expectation(next, NONE, refused, doubtful);
            }
            case Milestone.Heard heard -> {
                next.hear(heard.uidValidity(), heard.uidNext(), heard.modSeq());
                yield new Expectation(next, open, refused, doubtful);
            }
        };
    }

    /// What must hold after a force failed: no power cut alone makes a store doubt its files.
    Expectation afterFailedForce() {
        return new Expectation(ledger, open, refused, true);
    }

    /// Whether the step that was under way is done.
    boolean isDone(Sighting sighting) {
        return sighting.text().equals(after);
    }

    Optional<Step> open() {
        return open;
    }

    /// The greatest UIDVALIDITY that anybody was told, if any was.
    OptionalLong greatestUidValidity() {
        return ledger.greatestUidValidity();
    }

    /// Fails if anything that must hold does not.
    void verify(Sighting now) {
        SortedMap<String, List<String>> found = now.text();
        if (refused) {
            found.replaceAll((_, letters) -> letters.stream().distinct().toList());
        }
        if (!found.equals(before) && !isLegalAfter(found)) {
            if (after == null) {
                assertThat(found).isEqualTo(before);
            }
            assertThat(found).isIn(before, after);
        }
        ledger.compare(now);
        ledger.compareNumbers(now);
        if (!doubtful) {
            ledger.requireNoDoubt(now);
        }
    }

    private boolean isLegalAfter(SortedMap<String, List<String>> found) {
        return found.equals(after)
                || (after != null
                        && open.filter(step -> HalfMoved.isLegal(step, before, after, found))
                                .isPresent());
    }
}
