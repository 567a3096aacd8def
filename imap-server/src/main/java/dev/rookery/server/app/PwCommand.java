// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.auth.PasswordSchemes;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `rookery pw`.
@Command(
        name = "pw",
        mixinStandardHelpOptions = true,
        description = {
            "Print the hash of a password, as a passwd-file holds it.",
            "Asks for the password; from a script, reads it from the first line of input."
        })
final class PwCommand implements Callable<Integer> {
    private final Terminal terminal;

    PwCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        terminal.out().println(PasswordSchemes.hash(terminal.newPassword(), new SecureRandom()));
        return 0;
    }
}
