// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.auth.PasswordSchemes;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Addresses;
import dev.rookery.server.users.Domain;
import dev.rookery.server.users.MailUser;
import dev.rookery.server.users.PasswdFile;
import dev.rookery.server.users.PasswordFault;
import dev.rookery.server.users.UserName;
import dev.rookery.server.users.Users;
import dev.rookery.server.users.UsersInOrder;
import dev.rookery.server.users.UsersOfDomains;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The users of a configuration, and their addresses; what is wrong with them becomes an event.
///
/// @param passwordFault says which stored passwords cannot be checked
record UserSources(Config config, PasswordFault passwordFault, Events events) {
    /// A user of a configuration.
    ///
    /// @throws RefusedException if there is none of that name
    static MailUser find(Config config, String login) throws IOException {
        return new UserSources(config, PasswordSchemes::fault, _ -> {})
                .open()
                .find(login)
                .orElseThrow(() -> new RefusedException("there is no user " + login));
    }

    /// All users of a configuration, each once.
    static List<MailUser> all(Config config) throws IOException {
        UserSources sources = new UserSources(config, PasswordSchemes::fault, _ -> {});
        Users users = sources.open();
        Map<String, MailUser> all = new LinkedHashMap<>();
        for (Config.PasswdFileSource source : config.users()) {
            for (UserName name : sources.open(source).names()) {
                users.find(name.toString()).ifPresent(user -> all.put(user.login(), user));
            }
        }
        return List.copyOf(all.values());
    }

    /// @throws IOException if a source cannot be read now
    Users open() throws IOException {
        List<Users> sources = new ArrayList<>();
        for (Config.PasswdFileSource source : config.users()) {
            sources.add(open(source));
        }
        Set<String> domains =
                Settings.domains(config).stream().map(Domain::name).collect(Collectors.toSet());
        Users users = new UsersInOrder(sources);
        return domains.isEmpty() ? users : new UsersOfDomains(users, domains);
    }

    PasswdFile open(Config.PasswdFileSource source) throws IOException {
        return PasswdFile.open(
                source.path(),
                source.key(),
                config.mail().locations(),
                passwordFault,
                InstantSource.system(),
                finding -> events.happened(new Event.Misconfigured(finding.toString())));
    }

    Addresses addresses(Users users) {
        Addresses addresses = new Addresses(Settings.domains(config), users);
        addresses.faults().forEach(fault -> events.happened(new Event.Misconfigured(fault)));
        return addresses;
    }
}
