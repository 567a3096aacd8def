// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One flag of one message over time: whether the writes that were answered explain what was shown
/// between commits, and the other way round.
///
/// Places are numbers of states in the order of commit; a write that saw state `after` before it
/// and state `by` when it was answered took place in one of the commits `after + 1` to `by`, or
/// changed nothing in a state from `after` to `by`.
final class Register {
    private final int first;
    private final int end;
    private final List<Step> steps;

    /// The value from a state on.
    record Step(int from, boolean value) {}

    record Write(int after, int by, boolean value, Call call) {
        boolean canBeIn(int commit) {
            return after < commit && commit <= by;
        }
    }

    /// @param first the state that first shows the message
    /// @param end the first state that does not
    /// @param steps in order; the first is the one of state `first`
    Register(int first, int end, List<Step> steps) {
        this.first = first;
        this.end = end;
        this.steps = steps;
    }

    private boolean shows(boolean value, int from, int to) {
        for (int i = 0; i < steps.size(); i++) {
            int until = i + 1 < steps.size() ? steps.get(i + 1).from() : end;
            boolean overlaps = steps.get(i).from() <= to && from < until;
            if (overlaps && steps.get(i).value() == value) {
                return true;
            }
        }
        return false;
    }

    /// The answered write that got lost, if any.
    Optional<Write> lost(List<Write> writes) {
        return writes.stream().filter(write -> isLost(write, writes)).findFirst();
    }

    /// A write is not lost if its value shows, or if another one can have come right after it.
    private boolean isLost(Write write, List<Write> writes) {
        boolean certain = write.after() >= first && write.by() < end;
        return certain
                && !shows(write.value(), write.after(), write.by())
                && writes.stream()
                        .noneMatch(other ->
                                other.value() != write.value()
                                        && other.after() < write.by()
                                        && write.after() < other.by());
    }

    /// The change that no write explains, if any. Each write explains one at most.
    ///
    /// @param initial the value the message came with, if known
    Optional<Step> unexplained(Optional<Boolean> initial, List<Write> writes) {
        List<Write> left = new ArrayList<>(writes);
        left.sort(Comparator.comparingInt(Write::by));
        Optional<Boolean> before = initial;
        for (Step step : steps) {
            boolean changed = before.isPresent() && before.get() != step.value();
            before = Optional.of(step.value());
            if (changed && !take(left, step)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private static boolean take(List<Write> left, Step step) {
        for (Write write : left) {
            if (write.value() == step.value() && write.canBeIn(step.from())) {
                return left.remove(write);
            }
        }
        return false;
    }
}
