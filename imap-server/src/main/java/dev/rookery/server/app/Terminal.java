// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.auth.Secret;
import dev.rookery.server.limits.ServerLimits;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a command talks to people or scripts.
///
/// @param console where a person sits, who can be asked
record Terminal(PrintStream out, PrintStream err, InputStream in, Optional<Console> console) {

    static Terminal system() {
        return new Terminal(
                System.out,
                System.err,
                System.in,
                Optional.ofNullable(System.console()).filter(Console::isTerminal));
    }

    /// Says that all is running, to whoever waits for it.
    void ready() {
        out.println("ready");
        out.flush();
    }

    /// Asks for a new password, twice and without showing it; from a script, its first line.
    ///
    /// @throws RefusedException if there is none
    Secret newPassword() throws IOException {
        if (console.isEmpty()) {
            return lineOfInput();
        }
        Secret first = typed(console.get().readPassword("Password: "));
        Secret again = typed(console.get().readPassword("Again:    "));
        if (!first.equals(again)) {
            throw new RefusedException("the two passwords differ");
        }
        return first;
    }

    private Secret lineOfInput() throws IOException {
        byte[] line = new byte[ServerLimits.PASSWORD_BYTES_MAX + 1];
        int length = 0;
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (length == line.length) {
                throw new RefusedException("a password has at most 512 bytes");
            }
            line[length++] = (byte) octet;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        byte[] password = Arrays.copyOf(line, end);
        Arrays.fill(line, (byte) 0);
        return checked(password);
    }

    private static Secret typed(char @Nullable [] typed) {
        if (typed == null) {
            throw new RefusedException("no password");
        }
        byte[] password = String.valueOf(typed).getBytes(StandardCharsets.UTF_8);
        Arrays.fill(typed, '\0');
        return checked(password);
    }

    private static Secret checked(byte[] password) {
        if (password.length == 0 || password.length > ServerLimits.PASSWORD_BYTES_MAX) {
            throw new RefusedException("a password has 1 to 512 bytes");
        }
        Secret secret = Secret.of(password);
        Arrays.fill(password, (byte) 0);
        return secret;
    }
}
