// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModSeq;
import java.util.List;
import java.util.Optional;

/// What a client does with messages, by sequence number or, as a UID command, by UID. RFC 3501
/// §6.4, RFC 4315, RFC 6851.
final class MessageCommands {
    private final Arguments in;
    private final Tag tag;
    private final boolean byUid;
    private Optional<ModSeq> changedSince = Optional.empty();
    private boolean vanished;
    private Optional<PartialRange> range = Optional.empty();

    MessageCommands(Arguments in, Tag tag, boolean byUid) {
        this.in = in;
        this.tag = tag;
        this.byUid = byUid;
    }

    Command fetch() {
        MessageSet messages = in.space().messages(byUid);
        in.space();
        List<FetchItem> items = new FetchParser(in).items();
        return new Command.Fetch(tag, messages, items, modifiers());
    }

    private FetchModifiers modifiers() {
        if (in.seesNoMoreWords()) {
            return FetchModifiers.NONE;
        }
        int start = in.space().position();
        in.list("a list of modifiers", this::modifier);
        if (vanished && changedSince.isEmpty()) {
            throw in.unknown(start, "CHANGEDSINCE with VANISHED");
        }
        return new FetchModifiers(changedSince, vanished, range);
    }

    private void modifier() {
        int start = in.position();
        switch (in.keyword("a modifier of FETCH")) {
            case "CHANGEDSINCE" -> {
                requireFirst(changedSince.isEmpty(), start);
                changedSince = Optional.of(in.space().modSeq(0));
            }
            case "VANISHED" -> {
                if (!byUid) {
                    throw in.unknown(start, "VANISHED with UID FETCH only");
                }
                vanished = true;
            }
            case "PARTIAL" -> {
                requireFirst(range.isEmpty(), start);
                range = Optional.of(in.space().partialRange());
            }
            case String _ -> throw in.unknown(start, "a modifier of FETCH");
        }
    }

    private void requireFirst(boolean first, int start) {
        if (!first) {
            throw in.unknown(start, "each modifier once");
        }
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
        Optional<ModSeq> unchangedSince = Optional.empty();
        if (in.space().sees('(')) {
            in.open("UNCHANGEDSINCE");
            int start = in.position();
            if (!in.keyword("UNCHANGEDSINCE").equals("UNCHANGEDSINCE")) {
                throw in.unknown(start, "UNCHANGEDSINCE");
            }
            unchangedSince = Optional.of(in.space().modSeq(0));
            in.close();
            in.space();
        }
        FlagChange.Action action = action();
        boolean silent = isSilent();
        in.space();
        Flags flags = in.sees('(') ? in.flagList() : in.flags();
        FlagChange change = new FlagChange(action, flags);
        return new Command.Store(tag, messages, change, silent, unchangedSince);
    }

    /// REPLACE up to its mailbox. RFC 8508 §3.1.
    Command replace(AppendParser parser) {
        MessageSet message = in.space().oneMessage(byUid);
        String mailbox = in.space().mailbox();
        return new Command.Replace(tag, message, mailbox, parser.pieces(in));
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
