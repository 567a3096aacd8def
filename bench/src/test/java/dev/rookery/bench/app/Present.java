// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.contender.RunningServer;
import dev.rookery.bench.contender.Terms;
import java.nio.file.Path;
import java.util.Optional;

/// A contender that is there, or not, and never starts.
record Present(String name, Optional<String> obstacle) implements Contender {
    Present(String name) {
        this(name, Optional.empty());
    }

    @Override
    public String title() {
        return name;
    }

    @Override
    public String version() {
        return name + " 1.0";
    }

    @Override
    public RunningServer start(Path directory, Terms terms) {
        throw new UnsupportedOperationException();
    }
}
