// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing list of operations shorter while it still fails (delta debugging).
final class Shrink {
    private Shrink() {}

    /// Drops halves, then quarters, down to single operations, as long as any can be dropped.
    static List<Operation> shortest(List<Operation> failing, Predicate<List<Operation>> fails) {
        List<Operation> shortest = List.copyOf(failing);
        int piece = Math.max(1, shortest.size() / 2);
        while (true) {
            List<Operation> shorter = withoutPieces(shortest, piece, fails);
            boolean same = shorter.size() == shortest.size();
            shortest = shorter;
            if (same && piece == 1) {
                return shortest;
            }
            piece = Math.max(1, Math.min(piece, shortest.size()) / 2);
        }
    }

    private static List<Operation> withoutPieces(
            List<Operation> failing, int piece, Predicate<List<Operation>> fails) {
        List<Operation> left = failing;
        for (int end = left.size(); end > 0; end -= piece) {
            int to = Math.min(end, left.size());
            List<Operation> shorter = new ArrayList<>(left.subList(0, Math.max(0, to - piece)));
            shorter.addAll(left.subList(to, left.size()));
            if (shorter.size() < left.size() && fails.test(shorter)) {
                left = shorter;
            }
        }
        return left;
    }
}
