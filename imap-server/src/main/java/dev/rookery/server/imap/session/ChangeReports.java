// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.PrimitiveIterator;

/// Words for the state of a mailbox: what SELECT opens with and what is told unasked.
final class ChangeReports {
    private ChangeReports() {}

    /// Whether EXPUNGE may be sent, and whether FETCH must carry the UID (RFC 3501 §6.4.8).
    record Manner(boolean tellExpunges, boolean withUids) {
        static final Manner FREE = new Manner(true, false);

        Manner withExpunges() {
            return new Manner(true, withUids);
        }
    }

    /// Tells the client what it has not heard of.
    static void write(Selection selection, Manner manner, Responses out) throws IOException {
        SessionView view = selection.view();
        if (!view.isBehind(selection.mailbox().snapshot())) {
            return;
        }
        Selection.Update update = selection.update(manner.tellExpunges());
        News news = update.news();
        for (PrimitiveIterator.OfLong gone = news.expungedSequences(); gone.hasNext(); ) {
            long sequence = gone.nextLong();
            out.untagged(line -> line.number(sequence).raw(" EXPUNGE"));
        }
        if (news.grown()) {
            counts(view, out);
        }
        if (news.moreKeywords()) {
            flagNames(update.now(), selection, out);
        }
        flags(news.flagged(), update.now(), view, manner.withUids(), out);
    }

    static void counts(SessionView view, Responses out) throws IOException {
        out.untagged(line -> line.number(view.known().size()).raw(" EXISTS"));
        out.untagged(line -> line.number(view.recent().size()).raw(" RECENT"));
    }

    /// FLAGS and PERMANENTFLAGS: RFC 3501 §7.2.6, §7.1.
    static void flagNames(Snapshot now, Selection selection, Responses out) throws IOException {
        String flags = Flags.of(EnumSet.allOf(SystemFlag.class), now.keywords()).toString();
        out.untagged(line -> line.raw("FLAGS (" + flags + ")"));
        if (selection.isWritable()) {
            out.untagged(Status.ok("PERMANENTFLAGS (" + flags + " \\*)", "Flags are kept."));
        } else {
            out.untagged(Status.ok("PERMANENTFLAGS ()", "No flags are kept."));
        }
    }

    /// A FETCH response for each message, with its flags alone.
    static void flags(
            UidSet messages, Snapshot now, SessionView view, boolean withUids, Responses out)
            throws IOException {
        FlagLists lists = new FlagLists(messages, now, view);
        for (Uid uid : messages) {
            long sequence = view.sequenceOf(uid);
            String head = withUids ? " FETCH (UID " + uid + " FLAGS " : " FETCH (FLAGS ";
            byte[] flags = lists.of(uid);
            out.untagged(line -> line.number(sequence).raw(head).raw(flags).raw(")"));
        }
    }

    /// A flag list with its parentheses.
    static String flagList(Flags flags, boolean recent) {
        String text = flags.toString();
        if (!recent) {
            return "(" + text + ")";
        }
        return text.isEmpty() ? "(\\Recent)" : "(" + text + " \\Recent)";
    }
}
