// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModSeq;
import java.util.List;
import java.util.stream.Collectors;

/// A command for the administrator to run once Dovecot has the mail again.
///
/// @param words the program first
public record DoveadmCommand(List<String> words) {
    public DoveadmCommand {
        words = List.copyOf(words);
    }

    /// Makes Dovecot count mod-sequences on from what we have told.
    ///
    /// @param separator between levels, as Dovecot is configured
    public static DoveadmCommand minHighestModSeq(
            String user, MailboxName mailbox, char separator, ModSeq highest) {
        return new DoveadmCommand(
                List.of(
                        "doveadm",
                        "mailbox",
                        "update",
                        "-u",
                        user,
                        "--min-highest-modseq",
                        highest.toString(),
                        mailbox.join(separator)));
    }

    /// The command as a shell reads it.
    @Override
    public String toString() {
        return words.stream().map(DoveadmCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().allMatch(DoveadmCommand::isPlain);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "-_./@+=:,".indexOf(c) >= 0;
    }
}
