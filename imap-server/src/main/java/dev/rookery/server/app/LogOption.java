// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.observe.LogEvents;
import dev.rookery.server.observe.Logging;
import java.util.Locale;
import picocli.CommandLine.Option;

/// `--log text|json`.
final class LogOption {
    enum Format {
        text,
        json
    }

    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            description = "Form of log lines on standard error: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.text;

    /// The log, from now on in the form asked for.
    LogEvents open() {
        Logging.use(Logging.Format.valueOf(format.name().toUpperCase(Locale.ROOT)));
        return new LogEvents();
    }
}
