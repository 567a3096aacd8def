// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The INBOX of user `u` is `DIR/u/Maildir`.
///
/// @param directory that everybody may enter
record MaildirMail(Path directory) implements Mail {
    static MaildirMail below(Path directory) throws IOException {
        return new MaildirMail(OpenDirectory.create(directory.resolve("mail")));
    }

    /// As an admin would move it in, in the same way for all: directories are hashed alike, and
    /// each contender has files of its own.
    @Override
    public void adopt(String user, Path from) throws IOException {
        Path home = OpenDirectory.create(directory.resolve(user));
        Path to = home.resolve("Maildir");
        var _ = Tool.run("cp", "-a", "--reflink=never", from.toString(), to.toString());
        if (Superuser.isMe()) {
            var _ = Tool.run("chown", "-R", Superuser.MAIL_OWNER, home.toString());
        }
    }

    @Override
    public Optional<Path> maildir(String user) {
        return Optional.of(directory.resolve(user, "Maildir"));
    }
}
