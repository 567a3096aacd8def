// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import picocli.CommandLine.Option;

/// `--json`.
final class JsonOption {
    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }
}
