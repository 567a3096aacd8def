// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.auth.PasswordSchemes;
import dev.rookery.server.users.UserKey;
import dev.rookery.server.users.UserName;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rookery user add`.
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Add a user; asks for the password, or reads the first line of input.")
final class UserAddCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final PasswdFileOption file = new PasswdFileOption();

    @Parameters(paramLabel = "USER", description = "Such as anna@example.org.")
    private String user = "";

    UserAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        UserName name = file.name(user);
        Config config = file.read();
        boolean hasPlace =
                config.users().getFirst().key() == UserKey.LOCAL
                        || config.mail().locations().hasPlaceFor(name);
        if (!hasPlace) {
            throw new RefusedException(
                    "the path of the mail needs a domain: say " + name + "@example.org");
        }
        String password = PasswordSchemes.hash(terminal.newPassword(), new SecureRandom());
        if (!file.editor().add(name, password)) {
            throw new RefusedException("there is a user " + name + " already");
        }
        return 0;
    }
}
