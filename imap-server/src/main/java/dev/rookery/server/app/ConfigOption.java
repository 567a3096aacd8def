// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.ConfigException;
import dev.rookery.server.app.config.ConfigFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `-c FILE`.
final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; ${DEFAULT-VALUE} if not given.")
    private Path file = Path.of("/etc/rookery/rookery.conf");

    Path file() {
        return file;
    }

    ConfigFile read() throws ConfigException {
        return ConfigFile.read(file);
    }
}
