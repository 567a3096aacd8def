// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

/// `* VANISHED 1:5,7`. RFC 7162 §3.2.10.
final class Vanished {
    private Vanished() {}

    static long count(String line) {
        String set = line.strip().replaceFirst(".* ", "");
        long count = 0;
        for (String range : set.split(",", -1)) {
            String[] ends = range.split(":", 2);
            long first = Long.parseLong(ends[0]);
            count += ends.length == 1 ? 1 : Math.abs(Long.parseLong(ends[1]) - first) + 1;
        }
        return count;
    }
}
