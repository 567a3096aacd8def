// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static java.time.ZoneOffset.UTC;

import dev.rookery.maildir.SystemFlag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts messages into facts.
final class BoxTally {
    private static final LocalDate SINCE = LocalDate.of(2025, 10, 1);
    private static final Instant SINCE_INSTANT = SINCE.atStartOfDay().toInstant(UTC);

    private final Box box;
    private final Map<SystemFlag, Integer> flags = new EnumMap<>(SystemFlag.class);
    private final Map<String, Integer> keywords = new TreeMap<>();
    private final Map<Needle.Kind, Integer> needles = new EnumMap<>(Needle.Kind.class);
    private final Map<Needle.Kind, Long> needleUids = new EnumMap<>(Needle.Kind.class);
    private int messages;
    private long bytes;
    private long diskBytes;
    private int threads;
    private int receivedSince;
    private int larger;
    private int receivedSinceAndLarger;
    private long unseenUids;
    private long receivedSinceAndLargerUids;

    BoxTally(Box box) {
        this.box = box;
    }

    void add(MessageFacts facts, int sizeBytes, int onDiskBytes) {
        messages++;
        bytes += sizeBytes;
        diskBytes += onDiskBytes;
        facts.flags().forEach(flag -> flags.merge(flag, 1, Integer::sum));
        facts.keywords().forEach(keyword -> keywords.merge(keyword, 1, Integer::sum));
        facts.needles()
                .forEach(kind -> {
                    needles.merge(kind, 1, Integer::sum);
                    needleUids.merge(kind, (long) facts.uid(), Long::sum);
                });
        unseenUids += facts.flags().contains(SystemFlag.SEEN) ? 0 : facts.uid();
        threads += facts.thread() == facts.number() ? 1 : 0;
        boolean since = !facts.received().isBefore(SINCE_INSTANT);
        boolean large = sizeBytes > box.shape().largeBytes();
        receivedSince += since ? 1 : 0;
        larger += large ? 1 : 0;
        receivedSinceAndLarger += since && large ? 1 : 0;
        receivedSinceAndLargerUids += since && large ? facts.uid() : 0;
    }

    BoxFacts facts() {
        return new BoxFacts(
                MessageGenerator.VERSION,
                box,
                messages,
                bytes,
                diskBytes,
                flags.getOrDefault(SystemFlag.SEEN, 0),
                flags.getOrDefault(SystemFlag.FLAGGED, 0),
                flags.getOrDefault(SystemFlag.ANSWERED, 0),
                keywords,
                needleCounts(),
                threads,
                SINCE,
                receivedSince,
                box.shape().largeBytes(),
                larger,
                receivedSinceAndLarger,
                unseenUids,
                receivedSinceAndLargerUids);
    }

    private List<NeedleCount> needleCounts() {
        return Needle.all().stream()
                .map(it ->
                        NeedleCount.of(
                                it,
                                needles.getOrDefault(it.kind(), 0),
                                needleUids.getOrDefault(it.kind(), 0L)))
                .toList();
    }
}
