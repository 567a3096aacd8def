// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.auth.PasswordSchemes;
import dev.rookery.server.users.UserName;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rookery user passwd`.
@Command(
        name = "passwd",
        mixinStandardHelpOptions = true,
        description = "Change a password; asks for it, or reads the first line of input.")
final class UserPasswdCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final PasswdFileOption file = new PasswdFileOption();

    @Parameters(paramLabel = "USER")
    private String user = "";

    UserPasswdCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        UserName name = file.name(user);
        String password = PasswordSchemes.hash(terminal.newPassword(), new SecureRandom());
        if (!file.editor().setPassword(name, password)) {
            throw new RefusedException("there is no user " + name);
        }
        return 0;
    }
}
