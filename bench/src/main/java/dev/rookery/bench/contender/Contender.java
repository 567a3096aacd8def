// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A mail server that can be put beside others, with one set of settings.
public interface Contender {
    /// On the command line and in reports: lower case, no spaces.
    String name();

    /// For people: what it is, and how it is set.
    String title();

    /// Why it cannot run here, and what to do about it; empty if it can.
    Optional<String> obstacle();

    /// What its admin raises in the kernel: files below `/proc/sys`, and the least that stands
    /// there.
    default Map<Path, Long> kernelMinimums() {
        return Map.of();
    }

    /// As the program says it.
    String version() throws IOException;

    /// Starts it with everything it writes below a new directory; returns when it answers.
    RunningServer start(Path directory, Terms terms) throws IOException;
}
