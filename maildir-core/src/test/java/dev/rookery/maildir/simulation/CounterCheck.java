// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.migrate.UidValidityFile;
import java.io.IOException;
import java.nio.file.Path;

/// Whoever deletes all our files gets a greater UIDVALIDITY than any that was told: at every
/// moment, also before we have been started again.
final class CounterCheck {
    private CounterCheck() {}

    static void verify(SimulatedDisk disk, Path maildir, long told) throws IOException {
        try (Directory root = disk.open(maildir)) {
            assertThat(UidValidityFile.read(root).map(UidValidity::value).orElse(0L))
                    .as("how far UIDVALIDITY is")
                    .isGreaterThanOrEqualTo(told);
        }
    }
}
