// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigFile;
import dev.rookery.server.observe.LogEvents;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the autoconfiguration service alone.
@Command(
        name = "web",
        description = "Tells mail clients their settings over HTTP, until SIGINT or SIGTERM.",
        mixinStandardHelpOptions = true)
final class WebCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, rookery.conf.")
    private Path file = Path.of("rookery.conf");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Config config = ConfigFile.read(file).config();
        try (Running running = Running.untilSignalled();
                Web _ = Web.start(config, new LogEvents())) {
            spec.commandLine().getOut().println("ready");
            spec.commandLine().getOut().flush();
            running.await();
        }
        return 0;
    }
}
