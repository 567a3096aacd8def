// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// mutt on a terminal of its own, typing what it is told into the INBOX of one user.
final class Mutt implements AutoCloseable {
    private final Workplace workplace = Workplace.create("mutt");
    private final Path configuration;

    Mutt(RookeryProcess rookery, String user) {
        configuration =
                workplace.write(
                        "muttrc",
                        """
                        set folder="imaps://localhost:%d"
                        set spoolfile="+INBOX"
                        set imap_user="%s"
                        set imap_pass="%s"
                        set certificate_file="%s"
                        set header_cache=""
                        set sleep_time=0
                        set wait_key=no
                        set pipe_split=yes
                        set pipe_decode=no
                        set mark_old=no
                        set delete=yes
                        set move=no
                        """
                                .formatted(
                                        rookery.imapsPort(),
                                        RookeryProcess.address(user),
                                        RookeryProcess.PASSWORD,
                                        rookery.certificate()));
    }

    /// Types keys and function names, such as `<first-entry><flag-message>`, then leaves and saves.
    void type(String keys) {
        String mutt =
                "mutt -n -F " + configuration + " -e 'push \"" + keys + "<sync-mailbox><quit>\"'";
        Program.of("script", "--quiet", "--return", "--command", mutt, "/dev/null")
                .with("TERM", "vt100")
                .with("HOME", workplace.directory().toString())
                .within(Duration.ofSeconds(30))
                .run();
    }

    /// The subjects of the messages that a mutt pattern finds, `~F` for the flagged ones.
    List<String> subjects(String pattern) throws IOException {
        Path found = workplace.write("found", "");
        type(
                "<tag-pattern>"
                        + pattern
                        + "<enter><tag-prefix-cond><pipe-message>"
                        + "grep Subject: >> "
                        + found
                        + "<enter><end-cond>");
        List<String> subjects = new ArrayList<>();
        for (String line : Files.readAllLines(found)) {
            subjects.add(line.substring("Subject:".length()).strip());
        }
        return subjects;
    }

    @Override
    public void close() {
        workplace.close();
    }
}
