// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.auth.PasswordSchemes;
import dev.rookery.server.observe.Event;
import dev.rookery.server.users.PasswdFile;
import dev.rookery.server.users.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rookery user list`.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the users there are and where their mail lies.")
final class UserListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final PasswdFileOption file = new PasswdFileOption();
    @Mixin private final JsonOption json = new JsonOption();

    UserListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record User(String user, String maildir) {}

    @Override
    public Integer call() throws Exception {
        Config config = file.read();
        PasswdFile users =
                new UserSources(config, PasswordSchemes::fault, this::warn)
                        .open(config.users().getFirst());
        List<User> known = new ArrayList<>();
        for (UserName name : users.names()) {
            users.find(name.toString())
                    .map(user -> new User(user.login(), user.mail().maildir().toString()))
                    .ifPresent(known::add);
        }
        if (json.wanted()) {
            Json.print(terminal.out(), known);
        } else {
            known.forEach(user -> terminal.out().println(user.user() + "\t" + user.maildir()));
        }
        return 0;
    }

    private void warn(Event event) {
        if (event instanceof Event.Misconfigured(String what)) {
            terminal.err().println(what);
        }
    }
}
