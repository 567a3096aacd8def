// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;

/// What a client does with messages, by sequence number or, as a UID command, by UID. RFC 3501
/// §6.4, RFC 4315, RFC 6851.
final class MessageCommands {
    private final Arguments in;
    private final Tag tag;
    private final boolean byUid;

    MessageCommands(Arguments in, Tag tag, boolean byUid) {
        this.in = in;
        this.tag = tag;
        this.byUid = byUid;
    }

    Command fetch() {
        MessageSet messages = in.space().messages(byUid);
        in.space();
        return new Command.Fetch(tag, messages, new FetchParser(in).items());
    }

    Command search() {
        in.space();
        return new SearchParser(in).search(tag, byUid);
    }

    Command copy() {
        return new Command.Copy(tag, in.space().messages(byUid), in.space().mailbox());
    }

    Command move() {
        return new Command.Move(tag, in.space().messages(byUid), in.space().mailbox());
    }

    Command store() {
        MessageSet messages = in.space().messages(byUid);
        in.space();
        FlagChange.Action action = action();
        boolean silent = isSilent();
        in.space();
        Flags flags = in.sees('(') ? in.flagList() : in.flags();
        return new Command.Store(tag, messages, new FlagChange(action, flags), silent);
    }

    private FlagChange.Action action() {
        if (in.takes('+')) {
            return FlagChange.Action.ADD;
        }
        return in.takes('-') ? FlagChange.Action.REMOVE : FlagChange.Action.REPLACE;
    }

    private boolean isSilent() {
        int start = in.position();
        return switch (in.keyword("FLAGS")) {
            case "FLAGS" -> false;
            case "FLAGS.SILENT" -> true;
            case String _ -> throw in.unknown(start, "FLAGS or FLAGS.SILENT");
        };
    }
}
