// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.ConfigFile;
import dev.rookery.server.app.config.KeyDoc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rookery config`.
@Command(name = "config", mixinStandardHelpOptions = true, description = "Print the settings.")
final class ConfigCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(names = "-n", description = "Only those that differ from the defaults.")
    private boolean changesOnly;

    ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        SequencedMap<String, String> changes = config.read().changes();
        Map<String, String> settings = changesOnly ? changes : withDefaults(changes);
        if (json.wanted()) {
            Json.print(terminal.out(), settings);
        } else {
            settings.forEach((key, value) -> terminal.out().println(key + " = " + value));
        }
        return 0;
    }

    private static Map<String, String> withDefaults(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>();
        for (KeyDoc key : ConfigFile.keys()) {
            if (key.path().indexOf('[') < 0 && key.path().indexOf('<') < 0) {
                all.put(key.path(), key.fallback());
            }
        }
        all.putAll(changes);
        return all;
    }
}
