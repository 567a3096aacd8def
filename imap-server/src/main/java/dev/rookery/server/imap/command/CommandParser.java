// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static dev.rookery.server.imap.command.Command.Access.READ_ONLY;
import static dev.rookery.server.imap.command.Command.Access.READ_WRITE;

/// Reads one whole command after its tag. Each family of commands has a parser of its own.
final class CommandParser {
    private final Arguments in;
    private final Tag tag;
    private final LoginCommands login;
    private final MailboxCommands mailboxes;
    private final AppendParser appended = new AppendParser(true);
    private final AppendParser replacing = new AppendParser(false);

    CommandParser(Arguments in, Tag tag) {
        this.in = in;
        this.tag = tag;
        login = new LoginCommands(in, tag);
        mailboxes = new MailboxCommands(in, tag);
    }

    /// @throws dev.rookery.server.imap.wire.SyntaxException if it follows no rule of the grammar
    Command parse() {
        int start = in.space().position();
        Command command =
                switch (in.keyword("a command")) {
                    case "CAPABILITY" -> new Command.Capability(tag);
                    case "NOOP" -> new Command.Noop(tag);
                    case "LOGOUT" -> new Command.Logout(tag);
                    case "ID" -> login.id();
                    case "LOGIN" -> login.login();
                    case "AUTHENTICATE" -> login.authenticate();
                    case "STARTTLS" -> new Command.StartTls(tag);
                    case "ENABLE" -> login.enable();
                    case "COMPRESS" -> login.compress();
                    case "UNAUTHENTICATE" -> new Command.Unauthenticate(tag);
                    case "SELECT" -> mailboxes.select(READ_WRITE);
                    case "EXAMINE" -> mailboxes.select(READ_ONLY);
                    case "CREATE" -> mailboxes.create();
                    case "DELETE" -> mailboxes.delete();
                    case "RENAME" -> mailboxes.rename();
                    case "SUBSCRIBE" -> mailboxes.subscribe();
                    case "UNSUBSCRIBE" -> mailboxes.unsubscribe();
                    case "LIST" -> new ListParser(in).list(tag);
                    case "LSUB" -> mailboxes.lsub();
                    case "STATUS" -> mailboxes.status();
                    case "NAMESPACE" -> new Command.Namespace(tag);
                    case "APPEND" -> append();
                    case "GETQUOTA" -> mailboxes.getQuota();
                    case "GETQUOTAROOT" -> mailboxes.getQuotaRoot();
                    case "SETQUOTA" -> mailboxes.setQuota();
                    case "GETMETADATA" -> new MetadataCommands(in, tag).get();
                    case "SETMETADATA" -> new MetadataCommands(in, tag).set();
                    case "IDLE" -> new Command.Idle(tag);
                    case "NOTIFY" -> new NotifyParser(in).notify(tag);
                    case "CHECK" -> new Command.Check(tag);
                    case "CLOSE" -> new Command.Close(tag);
                    case "UNSELECT" -> new Command.Unselect(tag);
                    case "EXPUNGE" -> new Command.Expunge(tag);
                    case "SEARCH" -> messages(false).search();
                    case "FETCH" -> messages(false).fetch();
                    case "STORE" -> messages(false).store();
                    case "COPY" -> messages(false).copy();
                    case "MOVE" -> messages(false).move();
                    case "REPLACE" -> messages(false).replace(replacing);
                    case "UID" -> uid();
                    case String _ -> throw in.unknown(start, "a command");
                };
        in.endOfCommand();
        return command;
    }

    private Command uid() {
        int start = in.space().position();
        return switch (in.keyword("a UID command")) {
            case "SEARCH" -> messages(true).search();
            case "FETCH" -> messages(true).fetch();
            case "STORE" -> messages(true).store();
            case "COPY" -> messages(true).copy();
            case "MOVE" -> messages(true).move();
            case "REPLACE" -> messages(true).replace(replacing);
            case "EXPUNGE" -> new Command.UidExpunge(tag, in.space().messages(true));
            case String _ -> throw in.unknown(start, "a UID command");
        };
    }

    private Command append() {
        String mailbox = in.space().mailbox();
        return new Command.Append(tag, mailbox, appended.pieces(in));
    }

    /// What reads the rest of a command that stores messages.
    AppendParser rest(Command.Storing command) {
        return switch (command) {
            case Command.Append _ -> appended;
            case Command.Replace _ -> replacing;
        };
    }

    private MessageCommands messages(boolean byUid) {
        return new MessageCommands(in, tag, byUid);
    }
}
