// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.internal.index.MergePolicy.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergePolicyTest {
    private static Optional<Run> next(long... live) {
        return MergePolicy.next(
                LongStream.of(live).mapToObj(each -> new SegmentSize(each, 0)).toList());
    }

    @Test
    void leavesGeometricSizesAlone() {
        assertThat(next()).isEmpty();
        assertThat(next(1)).isEmpty();
        assertThat(next(8000, 4000, 2000, 1000)).isEmpty();
        assertThat(next(1000, 1000)).isEmpty();
    }

    @Test
    void mergesTheOldestThatIsTooSmallWithAllYoungerOnes() {
        assertThat(next(9000, 4000, 2000, 2001)).contains(new Run(1, 4));
        assertThat(next(8000, 1000, 1001)).contains(new Run(1, 3));
        assertThat(next(10, 8000)).contains(new Run(0, 2));
    }

    @Test
    void mergesWhatIsSmallTogether() {
        assertThat(next(1, 1)).contains(new Run(0, 2));
        assertThat(next(8000, 200, 50)).contains(new Run(1, 3));
        assertThat(next(8000, 300, 1)).isEmpty();
    }

    @Test
    void rewritesASegmentWithMoreThanAQuarterDead() {
        assertThat(MergePolicy.next(List.of(new SegmentSize(75, 25)))).isEmpty();
        assertThat(MergePolicy.next(List.of(new SegmentSize(74, 26)))).contains(new Run(0, 1));
        assertThat(
                        MergePolicy.next(
                                List.of(
                                        new SegmentSize(8000, 0),
                                        new SegmentSize(0, 1),
                                        new SegmentSize(0, 0))))
                .contains(new Run(1, 3));
    }

    @Test
    void refusesNegativeSizes() {
        assertThatThrownBy(() -> new SegmentSize(-1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SegmentSize(0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// A checkpoint after each few messages, up to a million of them.
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5000})
    void keepsSegmentsFewAndRewritesFew(int greatest) {
        Random random = new Random(greatest);
        List<SegmentSize> segments = new ArrayList<>();
        long rows = 0;
        long written = 0;
        int most = 0;
        while (rows < 1_000_000) {
            long fresh = 1L + random.nextInt(greatest);
            rows += fresh;
            written += fresh;
            segments.add(new SegmentSize(fresh, 0));
            for (Optional<Run> run = MergePolicy.next(segments);
                    run.isPresent();
                    run = MergePolicy.next(segments)) {
                written += merge(segments, run.get());
            }
            most = Math.max(most, segments.size());
        }
        int log2 = Long.SIZE - Long.numberOfLeadingZeros(rows);
        assertThat(most).isLessThanOrEqualTo(log2);
        long small = greatest == 1 ? MergePolicy.SMALL_ROWS / 2 : MergePolicy.SMALL_ROWS;
        assertThat(written / rows).isLessThanOrEqualTo(log2 + small / ((greatest + 1) / 2));
    }

    private static long merge(List<SegmentSize> segments, Run run) {
        List<SegmentSize> merged = segments.subList(run.first(), run.end());
        long live = merged.stream().mapToLong(SegmentSize::live).sum();
        merged.clear();
        segments.add(run.first(), new SegmentSize(live, 0));
        return live;
    }
}
