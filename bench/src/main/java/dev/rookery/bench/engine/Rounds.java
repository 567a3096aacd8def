// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Lets contestants work in turn, A-B-B-A, so that a machine that grows slower or faster during the
/// run favours nobody.
///
/// @param pairs how often there and back, after some rounds that do not count: a mail server runs
///   for months, so its code is compiled
/// @param length of a round
record Rounds(int pairs, Duration length) {
    private static final int UNCOUNTED = 3;

    private record Round(double answered, double drained) {}

    /// The samples of each, in the order given.
    List<Samples> run(List<? extends Contestant> contestants) throws IOException {
        // A disk that still writes what was made before is slow for whoever comes first.
        var _ = Tool.run("sync");
        List<List<Round>> rounds = new ArrayList<>();
        for (Contestant each : contestants) {
            for (int i = 0; i < UNCOUNTED; i++) {
                round(each);
            }
            rounds.add(new ArrayList<>());
        }
        for (int i = 0; i < 2 * pairs; i++) {
            for (int k = 0; k < contestants.size(); k++) {
                int turn = i % 2 == 0 ? k : contestants.size() - 1 - k;
                rounds.get(turn).add(round(contestants.get(turn)));
            }
        }
        return rounds.stream().map(Rounds::samples).toList();
    }

    private static Samples samples(List<Round> rounds) {
        return new Samples(
                rounds.stream().map(Round::answered).toList(),
                rounds.stream().map(Round::drained).toList());
    }

    private Round round(Contestant contestant) throws IOException {
        List<Contestant.Step> steps = contestant.steps();
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<Callable<Long>> loops = new ArrayList<>();
        for (Contestant.Step step : steps) {
            loops.add(() -> repeat(step, end));
        }
        long done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(steps.size())) {
            for (Future<Long> each : threads.invokeAll(loops)) {
                done += each.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw new IOException("a contestant failed", failed.getCause());
        }
        double answered = perSecond(done, start);
        contestant.drain();
        return new Round(answered, perSecond(done, start));
    }

    private static double perSecond(long done, long start) {
        return done * 1e9 / (System.nanoTime() - start);
    }

    private static long repeat(Contestant.Step step, long end) throws IOException {
        long done = 0;
        while (System.nanoTime() < end) {
            step.run();
            done++;
        }
        return done;
    }
}
