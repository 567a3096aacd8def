// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a grammatical response says, as far as a client keeps account of it.
///
/// @param tag `*`, `+`, or the tag of the command that is done
/// @param name `OK`, `FETCH`, `EXISTS`, …
/// @param values what stands behind or before the name, in its order
/// @param items what has a name of its own within, as it was written
public record Heard(
        String tag,
        String name,
        Optional<Code> code,
        List<String> values,
        Map<String, String> items) {
    private static final int NUMBERS_MAX = 100_000;

    /// What stands in brackets.
    ///
    /// @param arguments what follows the name, as it was written
    public record Code(String name, String arguments) {
        /// The word at `index`, counted from 0.
        public String argument(int index) {
            return arguments.split(" ", -1)[index];
        }
    }

    public Heard {
        values = List.copyOf(values);
        items = Map.copyOf(items);
    }

    static Heard of(String tag, String name, List<String> values) {
        return new Heard(tag, name, Optional.empty(), values, Map.of());
    }

    static Heard of(String tag, String name, List<String> values, Map<String, String> items) {
        return new Heard(tag, name, Optional.empty(), values, new HashMap<>(items));
    }

    public boolean isTagged() {
        return !tag.equals("*") && !tag.equals("+");
    }

    public boolean hasCode(String code) {
        return this.code.filter(each -> each.name().equals(code)).isPresent();
    }

    /// The first value, which is a number.
    public long number() {
        return Long.parseLong(values.getFirst());
    }

    /// All numbers of a set that has no `*`, in its order.
    public static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",", -1)) {
            String[] ends = range.split(":", -1);
            long one = Long.parseLong(ends[0]);
            long other = Long.parseLong(ends[ends.length - 1]);
            if (Math.abs(one - other) > NUMBERS_MAX) {
                throw new IllegalArgumentException("too large: " + set);
            }
            for (long n = Math.min(one, other); n <= Math.max(one, other); n++) {
                numbers.add(n);
            }
        }
        return numbers;
    }
}
