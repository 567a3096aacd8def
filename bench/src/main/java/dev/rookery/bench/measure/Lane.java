// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.Percentiles;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/// One contender in one scenario: its rounds, one after the other.
public final class Lane {
    private static final int DRAIN_SECONDS_MAX = 120;

    /// Pauses between glances, in times what a glance took: more would find the end too late, less
    /// would keep the machine busy.
    private static final int GLANCES_APART = 4;

    private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final double QUIET_CPU_SECONDS = 0.011;

    private final String contender;
    private final Unit unit;
    private final Trial trial;
    private final Supplier<ProcessTree> server;
    private final List<Round> rounds = new ArrayList<>();
    private final Histogram nanos = new Histogram(3);

    /// @param server its processes: others, after it was started anew
    public Lane(String contender, Unit unit, Trial trial, Supplier<ProcessTree> server) {
        this.contender = contender;
        this.unit = unit;
        this.trial = trial;
        this.server = server;
    }

    public String contender() {
        return contender;
    }

    public Trial trial() {
        return trial;
    }

    /// A round that does not count.
    public void warmUp(Duration length) throws IOException {
        trial.prepare();
        trial.work(new Meter(length.toNanos()));
        var _ = secondsUntilDrained(System.nanoTime());
        trial.check();
    }

    public void round(Duration length, HostNoise host) throws IOException {
        trial.prepare();
        Meter meter = new Meter(length.toNanos());
        ProcessTree before = server.get();
        double cpuBefore = before.cpuSeconds();
        trial.work(meter);
        long answeredNanos = System.nanoTime();
        double cpu = cpuSince(before, cpuBefore);
        double behind = secondsUntilDrained(answeredNanos);
        double drainedCpu = cpuSince(before, cpuBefore);
        long pss = server.get().pssKilobytes();
        trial.check();
        double seconds = meter.busySeconds();
        nanos.add(meter.nanos());
        rounds.add(
                new Round(
                        meter.value(unit, seconds),
                        meter.value(unit, seconds + behind),
                        meter.operations(),
                        seconds,
                        seconds + behind,
                        cpu,
                        drainedCpu,
                        pss,
                        host));
    }

    private double cpuSince(ProcessTree before, double cpuBefore) throws IOException {
        ProcessTree now = server.get();
        return now.cpuSeconds() - (now.equals(before) ? cpuBefore : 0);
    }

    /// Waits until nothing is left to be done. It was done by the beginning of the glance that
    /// found it so; if that was the first one, there was nothing.
    private double secondsUntilDrained(long answeredNanos) throws IOException {
        long limit = answeredNanos + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS_MAX);
        for (long glances = 0; ; glances++) {
            long begun = System.nanoTime();
            boolean drained = trial.drained();
            long took = System.nanoTime() - begun;
            if (drained && isQuiet()) {
                return glances == 0 ? 0 : (begun - answeredNanos) / 1e9;
            }
            if (System.nanoTime() > limit) {
                throw new WrongAnswerException(
                        "not settled " + DRAIN_SECONDS_MAX + " s after the last answer");
            }
            if (!drained) {
                LockSupport.parkNanos(Math.max(PAUSE_NANOS_MIN, GLANCES_APART * took));
            }
        }
    }

    private boolean isQuiet() throws IOException {
        double before = server.get().cpuSeconds();
        LockSupport.parkNanos(QUIET_NANOS);
        return server.get().cpuSeconds() - before <= QUIET_CPU_SECONDS;
    }

    public ContenderResult result() {
        return new ContenderResult(
                contender,
                rounds,
                new Percentiles(
                        nanos.getTotalCount(),
                        micros(50),
                        micros(90),
                        micros(99),
                        micros(99.9),
                        nanos.getMaxValue() / 1e3));
    }

    private double micros(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
