// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A command for the administrator to run once Dovecot has the mail again.
///
/// @param words the program first
public record DoveadmCommand(List<String> words) {
    private static final int SET_CHARS_MAX = 8_000;

    public DoveadmCommand {
        words = List.copyOf(words);
    }

    /// Makes Dovecot count mod-sequences on from what we have told.
    ///
    /// @param separator between levels, as Dovecot is configured
    public static DoveadmCommand minHighestModSeq(
            String user, MailboxName mailbox, char separator, ModSeq highest) {
        return minHighestModSeq(user, mailbox.join(separator), highest);
    }

    /// @param mailbox as Dovecot calls it
    static DoveadmCommand minHighestModSeq(String user, String mailbox, ModSeq highest) {
        return new DoveadmCommand(
                List.of(
                        "doveadm",
                        "mailbox",
                        "update",
                        "-u",
                        user,
                        "--min-highest-modseq",
                        highest.toString(),
                        mailbox));
    }

    /// Gives messages a keyword for which the folder has no letter: it has no place in the files.
    /// Several commands, if there are many gaps between the messages.
    ///
    /// @param separator between levels, as Dovecot is configured
    public static List<DoveadmCommand> addKeyword(
            String user, MailboxName mailbox, char separator, String keyword, UidSet messages) {
        return addKeyword(user, mailbox.join(separator), keyword, messages);
    }

    /// @param mailbox as Dovecot calls it
    static List<DoveadmCommand> addKeyword(
            String user, String mailbox, String keyword, UidSet messages) {
        return ranges(messages).stream()
                .map(uids ->
                        List.of(
                                "doveadm", "flags", "add", "-u", user, keyword, "mailbox", mailbox,
                                "uid", uids))
                .map(DoveadmCommand::new)
                .toList();
    }

    /// The UIDs as IMAP writes sets, in pieces that fit on a command line.
    private static List<String> ranges(UidSet uids) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        long first = 0;
        long last = 0;
        for (Uid uid : uids) {
            if (last != 0 && uid.value() != last + 1) {
                append(first, last, piece, pieces);
                first = 0;
            }
            last = uid.value();
            first = first == 0 ? last : first;
        }
        if (last != 0) {
            append(first, last, piece, pieces);
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static void append(long first, long last, StringBuilder piece, List<String> pieces) {
        if (piece.length() > SET_CHARS_MAX) {
            pieces.add(piece.toString());
            piece.setLength(0);
        }
        piece.append(piece.isEmpty() ? "" : ",").append(first);
        if (last > first) {
            piece.append(':').append(last);
        }
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
        return c < 128 && (Character.isLetterOrDigit(c) || "-_./@+=:,".indexOf(c) >= 0);
    }
}
