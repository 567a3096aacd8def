// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigException;
import dev.rookery.server.app.config.ConfigFault;
import dev.rookery.server.auth.PasswordSchemes;
import dev.rookery.server.net.SystemTimer;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rookery check`: the configuration, and the files it names, without starting anything.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check the configuration, the users and the certificate.")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final JsonOption json = new JsonOption();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Answer(boolean good, List<String> faults) {}

    @Override
    public Integer call() {
        List<String> faults = faults();
        if (json.wanted()) {
            Json.print(terminal.out(), new Answer(faults.isEmpty(), faults));
        } else if (faults.isEmpty()) {
            terminal.out().println(config.file() + " is good");
        } else {
            faults.forEach(terminal.err()::println);
        }
        return faults.isEmpty() ? 0 : 1;
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        try {
            look(config.read().config(), faults);
        } catch (ConfigException wrong) {
            wrong.faults().stream().map(ConfigFault::toString).forEach(faults::add);
        }
        return faults;
    }

    private static void look(Config read, List<String> faults) {
        Events events =
                event -> {
                    if (event instanceof Event.Misconfigured(String what)) {
                        faults.add(what);
                    }
                };
        try (SystemTimer timer = new SystemTimer()) {
            Settings.tls(read, timer, events);
        } catch (IOException unusable) {
            faults.add("tls: " + Failures.sentence(unusable));
        }
        Path state = read.stateDir();
        if (Files.exists(state) && !(Files.isDirectory(state) && Files.isWritable(state))) {
            faults.add("state_dir: " + state + " is no directory that can be written to");
        } else {
            lookForMail(read, faults);
        }
        try {
            UserSources sources = new UserSources(read, PasswordSchemes::fault, events);
            sources.addresses(sources.open());
        } catch (IOException unusable) {
            faults.add("users: " + Failures.sentence(unusable));
        }
    }

    private static void lookForMail(Config read, List<String> faults) {
        try {
            new MailDisk(read).fault().ifPresent(what -> faults.add("mail.home: " + what));
        } catch (IOException unknown) {
            faults.add("mail.home: " + Failures.sentence(unknown));
        }
    }
}
