// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is true of a box, counted while it was generated.
///
/// @param version of the generator
/// @param bytes with CRLF line ends
/// @param diskBytes with the LF line ends of the files
/// @param keywords how many messages have each
/// @param threads as `REFERENCES` counts them (RFC 5256 §3)
/// @param since a day, in UTC
/// @param receivedSince messages with an internal date on that day or later
/// @param largeBytes a size with CRLF line ends
/// @param larger messages of more bytes than that
/// @param receivedSinceAndLarger messages of which both is true
/// @param unseenUids sum of the UIDs of messages that are not seen, if UIDs count from 1
/// @param receivedSinceAndLargerUids the same of those received since and larger
public record BoxFacts(
        int version,
        Box box,
        int messages,
        long bytes,
        long diskBytes,
        int seen,
        int flagged,
        int answered,
        Map<String, Integer> keywords,
        List<NeedleCount> needles,
        int threads,
        LocalDate since,
        int receivedSince,
        int largeBytes,
        int larger,
        int receivedSinceAndLarger,
        long unseenUids,
        long receivedSinceAndLargerUids) {
    public BoxFacts {
        keywords = Collections.unmodifiableMap(new TreeMap<>(keywords));
        needles = List.copyOf(needles);
    }

    public NeedleCount needle(Needle.Kind kind) {
        return needles.stream()
                .filter(count -> count.needle().kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
