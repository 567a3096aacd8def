// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What Dovecot has to be told of a mailbox it gets back: files have no place for it.
///
/// @param highestModSeq from which it has to count on, so that clients hear of every change
/// @param withoutLetter keywords that names of files do not show, as there are only 26 letters
/// @param uses what it was told to be for; in Dovecot's configuration, the mailbox's `special_use`
public record ExportedMailbox(
        MailboxName name,
        ModSeq highestModSeq,
        Map<String, UidSet> withoutLetter,
        Set<SpecialUse> uses) {
    public ExportedMailbox {
        withoutLetter = Map.copyOf(withoutLetter);
        uses = Set.copyOf(uses);
    }

    /// Commands to be run after Dovecot has started and before clients are let in.
    ///
    /// @param user as Dovecot knows him
    /// @param separator between levels, as Dovecot is configured
    public List<DoveadmCommand> doveadmCommands(String user, char separator) {
        return doveadmCommands(user, "", separator);
    }

    /// The same where Dovecot puts a prefix before the names of all mailboxes but INBOX.
    ///
    /// @param prefix of the namespace, as Dovecot is configured, such as `INBOX.`
    public List<DoveadmCommand> doveadmCommands(String user, String prefix, char separator) {
        String mailbox = (name.isInbox() ? "" : prefix) + name.join(separator);
        List<DoveadmCommand> commands = new ArrayList<>();
        commands.add(DoveadmCommand.minHighestModSeq(user, mailbox, highestModSeq));
        new TreeMap<>(withoutLetter)
                .forEach((keyword, messages) ->
                        commands.addAll(
                                DoveadmCommand.addKeyword(user, mailbox, keyword, messages)));
        return commands;
    }
}
