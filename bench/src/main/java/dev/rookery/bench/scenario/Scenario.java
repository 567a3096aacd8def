// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import java.io.IOException;

/// A workload that every contender is put through.
public final class Scenario {
    private final Facts facts;
    private final Beginning beginning;

    private Scenario(Facts facts, Beginning beginning) {
        this.facts = facts;
        this.beginning = beginning;
    }

    /// Connects, and takes note of what is there.
    @FunctionalInterface
    public interface Beginning {
        Trial begin(Site site, Connections connections) throws IOException;
    }

    public static Scenario of(Facts facts, Beginning beginning) {
        return new Scenario(facts, beginning);
    }

    public Facts facts() {
        return facts;
    }

    /// What it opens is closed with it.
    public Trial begin(Site site) throws IOException {
        Connections connections = new Connections(site);
        try {
            return new Connected(beginning.begin(site, connections), connections);
        } catch (IOException | RuntimeException | Error failed) {
            try (connections) {
                throw failed;
            }
        }
    }

    private record Connected(Trial trial, Connections connections) implements Trial {
        @Override
        public void prepare() throws IOException {
            trial.prepare();
        }

        @Override
        public void work(Meter meter) throws IOException {
            trial.work(meter);
        }

        @Override
        public boolean drained() throws IOException {
            return trial.drained();
        }

        @Override
        public void check() throws IOException {
            trial.check();
        }

        @Override
        public void close() throws IOException {
            try (connections) {
                trial.close();
            }
        }
    }

    /// The same under other circumstances, in a group of its own.
    Scenario under(String circumstances, String suffix) {
        return new Scenario(facts.under(circumstances, suffix), beginning);
    }
}
