// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import java.net.URISyntaxException;
import java.nio.file.Path;

/// The checkout that is measured.
final class Repository {
    private Repository() {}

    /// As the launcher says; otherwise above `bench/target/benchmarks.jar`, from which this class
    /// was loaded.
    static Path root() {
        String said = System.getProperty("rookery.root");
        return said == null ? aboveJar() : Path.of(said);
    }

    private static Path aboveJar() {
        try {
            Path jar =
                    Path.of(
                            Repository.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return jar.resolve("../../..").normalize();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Path launcher() {
        return root().resolve("bin/rookery");
    }
}
