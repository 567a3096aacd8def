// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Test data that lies beside the repository, where somebody put it there.
final class SharedFiles {
    private SharedFiles() {}

    /// A file or folder under `../shared/autoconfig`; skips the test, with a word, without it.
    static Path require(String name) {
        Path wanted = root().resolveSibling("shared").resolve("autoconfig").resolve(name);
        if (!Files.exists(wanted)) {
            skip("needs ../shared/autoconfig/" + name + " beside the repository");
        }
        return wanted;
    }

    static void skip(String reason) {
        System.out.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }

    /// The folder of the root pom: the outermost one that has a pom.
    private static Path root() {
        return Optional.ofNullable(System.getProperty("rookery.root"))
                .map(Path::of)
                .orElseGet(() ->
                        Stream.iterate(
                                        Path.of("").toAbsolutePath(),
                                        folder -> Files.exists(folder.resolve("pom.xml")),
                                        Path::getParent)
                                .reduce((inner, outer) -> outer)
                                .orElseThrow());
    }
}
