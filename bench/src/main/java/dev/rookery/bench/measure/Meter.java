// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Times the work of one round.
public final class Meter {
    private static final long NANOS_MAX = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    private final long lengthNanos;
    private final Histogram nanos = new ConcurrentHistogram(NANOS_MAX, DIGITS);
    private final AtomicLong bytes = new AtomicLong();
    private OptionalDouble figure = OptionalDouble.empty();
    private long busyNanos;
    private long endNanos = -1;

    /// @param lengthNanos for which work that can be repeated is repeated
    Meter(long lengthNanos) {
        this.lengthNanos = lengthNanos;
    }

    /// One operation: from the first byte to the server until its answer is complete.
    public void time(Step operation) throws IOException {
        busyNanos += measured(operation);
    }

    private long measured(Step operation) throws IOException {
        long start = System.nanoTime();
        operation.run();
        long took = System.nanoTime() - start;
        nanos.recordValue(Math.min(took, NANOS_MAX));
        return took;
    }

    /// Whether there is time for one more; there always is for one.
    public boolean goesOn() {
        long now = System.nanoTime();
        if (endNanos < 0) {
            endNanos = now + lengthNanos;
            return true;
        }
        return now < endNanos;
    }

    /// Repeats each operation in a thread of its own as long as the round lasts.
    public void together(List<? extends Step> operations) throws IOException {
        long end = System.nanoTime() + lengthNanos;
        eachOnce(
                operations.stream()
                        .map(operation ->
                                (Step)
                                        () -> {
                                            do {
                                                measured(operation);
                                            } while (System.nanoTime() < end);
                                        })
                        .toList());
    }

    /// Runs each in a thread of its own; what they time with [#timeApart] are the operations.
    public void eachOnce(List<? extends Step> crowd) throws IOException {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (Step each : crowd) {
            calls.add(() -> {
                each.run();
                return true;
            });
        }
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(crowd.size())) {
            for (Future<Boolean> each : threads.invokeAll(calls)) {
                var _ = each.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw rethrown(Objects.requireNonNullElse(failed.getCause(), failed));
        }
        busyNanos += System.nanoTime() - start;
    }

    /// As one of the crowd threw it; what a [Step] cannot throw does not come.
    private static IOException rethrown(Throwable failure) {
        return switch (failure) {
            case IOException refused -> refused;
            case RuntimeException wrong -> throw wrong;
            case Error fatal -> throw fatal;
            default -> throw new IllegalStateException(failure);
        };
    }

    /// One operation of several that run at the same time.
    public void timeApart(Step operation) throws IOException {
        measured(operation);
    }

    /// One operation that was due at some moment, however late it begins: who waits for his turn
    /// waits for the server.
    public void timeSince(long dueNanos, Step operation) throws IOException {
        operation.run();
        nanos.recordValue(Math.min(System.nanoTime() - dueNanos, NANOS_MAX));
    }

    /// For how long the work of this round is repeated.
    public long lengthNanos() {
        return lengthNanos;
    }

    /// What the operations carried, for figures in megabytes a second.
    public void carried(long more) {
        bytes.addAndGet(more);
    }

    /// The figure of this round until the last answer, if it does not follow from the times. A rate
    /// or a time becomes worse by what was left to be done; memory does not.
    public void figure(double value) {
        figure = OptionalDouble.of(value);
    }

    long operations() {
        return nanos.getTotalCount();
    }

    double busySeconds() {
        return busyNanos / 1e9;
    }

    Histogram nanos() {
        return nanos;
    }

    /// The figure of this round, if `seconds` passed.
    double value(Unit unit, double seconds) {
        if (figure.isPresent()) {
            return figure.getAsDouble() * longer(unit, seconds);
        }
        return switch (unit) {
            case PER_SECOND -> operations() / seconds;
            case MEGABYTES_PER_SECOND -> bytes.get() / 1e6 / seconds;
            case MILLISECONDS ->
                    nanos.getValueAtPercentile(50) / 1e6
                            + (seconds - busySeconds()) * 1e3 / Math.max(1, operations());
            case KILOBYTES, PERCENT -> throw new IllegalStateException("no figure");
        };
    }

    private double longer(Unit unit, double seconds) {
        double times = busyNanos == 0 ? 1 : seconds / busySeconds();
        return switch (unit) {
            case PER_SECOND, MEGABYTES_PER_SECOND -> 1 / times;
            case MILLISECONDS -> times;
            case KILOBYTES, PERCENT -> 1;
        };
    }
}
