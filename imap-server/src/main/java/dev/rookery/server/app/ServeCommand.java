// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.observe.Events;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rookery serve`.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serve mail until SIGINT or SIGTERM; prints \"ready\" when it does.")
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final LogOption log = new LogOption();

    @Option(names = "--with-web", description = "Serve autoconfiguration as well.")
    private boolean withWeb;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Config read = config.read().config();
        Events events = log.open();
        try (Running running = Running.untilSignalled();
                Server _ = Server.start(read, events);
                AutoCloseable _ = withWeb ? Web.start(read, events) : () -> {}) {
            terminal.ready();
            running.await();
        }
        return 0;
    }
}
