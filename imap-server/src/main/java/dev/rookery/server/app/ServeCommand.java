// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigFile;
import dev.rookery.server.observe.LogEvents;
import dev.rookery.server.observe.Logging;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the server until it is told to stop.
@Command(
        name = "serve",
        description = {
            "Serves IMAP and takes mail by LMTP, until SIGINT or SIGTERM.",
            "Prints 'ready' when all listeners listen."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, rookery.conf.")
    private Path file = Path.of("rookery.conf");

    @Option(names = "--with-web", description = "Also run the autoconfiguration service.")
    private boolean withWeb;

    @Option(names = "--log", paramLabel = "FORMAT", description = "text (default) or json.")
    private Logging.Format format = Logging.Format.TEXT;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Logging.use(format);
        Config config = ConfigFile.read(file).config();
        LogEvents events = new LogEvents();
        try (Running running = Running.untilSignalled();
                Server _ = Server.start(config, events);
                AutoCloseable _ = withWeb ? Web.start(config, events) : () -> {}) {
            spec.commandLine().getOut().println("ready");
            spec.commandLine().getOut().flush();
            running.await();
        }
        return 0;
    }
}
