// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What may be found of a move that was not answered, besides none and all of it: everything is in
/// the source, and some of it in the target as well, as other programs see it: without keywords.
final class HalfMoved {
    private HalfMoved() {}

    static boolean isLegal(
            Step step,
            Map<String, List<String>> before,
            Map<String, List<String>> after,
            Map<String, List<String>> found) {
        return step.name().startsWith("move")
                && found.keySet().equals(before.keySet())
                && before.entrySet().stream()
                        .allMatch(each -> withoutCome(found, after, each).equals(each.getValue()));
    }

    /// What is found in a mailbox, apart from what the move brought there.
    private static List<String> withoutCome(
            Map<String, List<String>> found,
            Map<String, List<String>> after,
            Map.Entry<String, List<String>> before) {
        List<String> left = new ArrayList<>(found.getOrDefault(before.getKey(), List.of()));
        for (String letter : after.getOrDefault(before.getKey(), List.of())) {
            if (!before.getValue().contains(letter) && !left.remove(letter)) {
                left.remove(withoutKeywords(letter));
            }
        }
        return left;
    }

    private static String withoutKeywords(String letter) {
        return letter.substring(0, letter.lastIndexOf('[')) + "[]";
    }
}
