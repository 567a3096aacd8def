// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigException;
import dev.rookery.server.users.PasswdFileEditor;
import dev.rookery.server.users.UserKey;
import dev.rookery.server.users.UserName;
import picocli.CommandLine.Mixin;

/// The passwd-file that `user` commands change: the first one of the configuration.
final class PasswdFileOption {
    @Mixin private final ConfigOption config = new ConfigOption();

    Config read() throws ConfigException {
        return config.read().config();
    }

    PasswdFileEditor editor() throws ConfigException {
        return new PasswdFileEditor(read().users().getFirst().path());
    }

    /// @throws RefusedException if no user of that file can be called so
    UserName name(String typed) throws ConfigException {
        UserName name =
                UserName.parse(typed)
                        .orElseThrow(() ->
                                new RefusedException("nobody can be called \"" + typed + "\""));
        boolean localOnly = read().users().getFirst().key() == UserKey.LOCAL;
        if (localOnly && !name.domain().isEmpty()) {
            throw new RefusedException("the key is {local}: say " + name.local());
        }
        return name;
    }
}
