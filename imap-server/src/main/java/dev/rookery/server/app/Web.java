// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.autoconfig.http.AutoconfigService;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;

/// The autoconfiguration service, wired to the configuration.
final class Web implements AutoCloseable {
    private final AutoconfigService service;

    private Web(AutoconfigService service) {
        this.service = service;
    }

    /// @throws IOException if the address cannot be used, or there is nothing to tell
    static Web start(Config config, Events events) throws IOException {
        if (config.domains().isEmpty()) {
            throw new IOException("the web service tells clients about \"domains\": list them");
        }
        AutoconfigService service =
                new AutoconfigService(
                        Settings.announced(config),
                        trouble -> events.happened(new Event.WebTrouble(trouble)));
        String host = config.web().getAddress().getHostAddress();
        service.start(host, config.web().getPort());
        events.happened(new Event.Listening("http", host + ":" + service.port()));
        return new Web(service);
    }

    int port() {
        return service.port();
    }

    @Override
    public void close() {
        service.close();
    }
}
