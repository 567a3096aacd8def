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
                    case "ENABLE" -> login.enable();
                    case "SELECT" -> mailboxes.select(READ_WRITE);
                    case "EXAMINE" -> mailboxes.select(READ_ONLY);
                    case "CREATE" -> mailboxes.create();
                    case "DELETE" -> mailboxes.delete();
                    case "RENAME" -> mailboxes.rename();
                    case "SUBSCRIBE" -> mailboxes.subscribe();
                    case "UNSUBSCRIBE" -> mailboxes.unsubscribe();
                    case "LIST" -> mailboxes.list();
                    case "LSUB" -> mailboxes.lsub();
                    case "STATUS" -> mailboxes.status();
                    case "NAMESPACE" -> new Command.Namespace(tag);
                    case "APPEND" -> mailboxes.append();
                    case "IDLE" -> new Command.Idle(tag);
                    case "CHECK" -> new Command.Check(tag);
                    case "CLOSE" -> new Command.Close(tag);
                    case "UNSELECT" -> new Command.Unselect(tag);
                    case "EXPUNGE" -> new Command.Expunge(tag);
                    case "SEARCH" -> messages(false).search();
                    case "FETCH" -> messages(false).fetch();
                    case "STORE" -> messages(false).store();
                    case "COPY" -> messages(false).copy();
                    case "MOVE" -> messages(false).move();
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
            case "EXPUNGE" -> new Command.UidExpunge(tag, in.space().numbers());
            case String _ -> throw in.unknown(start, "a UID command");
        };
    }

    private MessageCommands messages(boolean byUid) {
        return new MessageCommands(in, tag, byUid);
    }
}
