// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A configuration for commands that need no server: the user anna, whose mail lies in
/// `anna/Maildir`.
final class SmallConfig {
    private SmallConfig() {}

    /// Writes it, and answers the file.
    ///
    /// @param mail further settings of `mail`
    static String in(Path directory, String mail) throws IOException {
        Files.writeString(directory.resolve("users"), "anna:{PLAIN}secret\n");
        String text =
                """
                mail { home = "%1$s/{local}", %2$s }
                users = [{ type = passwd-file, path = "%1$s/users" }]
                """
                        .formatted(directory, mail);
        return Files.writeString(directory.resolve("rookery.conf"), text).toString();
    }
}
