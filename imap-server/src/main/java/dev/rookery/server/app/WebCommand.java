// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rookery web`.
@Command(
        name = "web",
        mixinStandardHelpOptions = true,
        description = "Serve autoconfiguration only, until SIGINT or SIGTERM.")
final class WebCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final LogOption log = new LogOption();

    WebCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Config read = config.read().config();
        try (Running running = Running.untilSignalled();
                Web _ = Web.start(read, log.open())) {
            terminal.ready();
            running.await();
        }
        return 0;
    }
}
