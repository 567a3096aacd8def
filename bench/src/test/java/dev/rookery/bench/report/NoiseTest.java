// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {
    @Test
    void namesRoundsThatTookMoreThanHalfAsMuchAgain() {
        Noise noise =
                Noise.of(
                        SampleRun.run(
                                SampleRun.scenario(
                                        "store",
                                        "STORE",
                                        Unit.PER_SECOND,
                                        0,
                                        "",
                                        0,
                                        List.of(
                                                SampleRun.result(
                                                        "rookery",
                                                        List.of(
                                                                SampleRun.round(1),
                                                                with(500, 30, 1_000),
                                                                SampleRun.round(1),
                                                                with(501, 50, 4_000),
                                                                SampleRun.round(1)))),
                                        List.of())));
        assertThat(noise.rounds()).isEqualTo(5);
        assertThat(noise.probes())
                .containsEntry(Noise.Probe.RENAME, new Spread(20, 20, 50))
                .containsEntry(Noise.Probe.HASH, new Spread(500, 500, 501));
        assertThat(noise.loud())
                .containsExactly(
                        new Noise.Loud("store", "rookery", 4, Noise.Probe.FORCE, 4),
                        new Noise.Loud("store", "rookery", 4, Noise.Probe.RENAME, 2.5));
        assertThat(noise.loudRounds()).isEqualTo(1);
    }

    private static Round with(double hash, double rename, double force) {
        return SampleRun.round(1, new HostNoise(hash, rename, force));
    }
}
