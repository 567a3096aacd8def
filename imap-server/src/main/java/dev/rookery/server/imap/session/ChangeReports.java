// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UnknownEncodingException;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Data;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
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

        Manner withUids(boolean always) {
            return new Manner(tellExpunges, withUids || always);
        }
    }

    /// Up to where the client knows all, for the reply that follows. RFC 7162 §3.2.
    ///
    /// @param due whether it must hear of it: it could not be told of all that went
    /// @param afterMore whether it has just heard of something later than that
    record Known(ModSeq upTo, boolean due, boolean afterMore) {
        String code() {
            return highestModSeq(upTo);
        }
    }

    /// Tells the client what it has not heard of. Answers up to where it knows all if messages came
    /// or went, and it is one that wants to know.
    static Optional<Known> write(Selection selection, Manner manner, Responses out)
            throws IOException {
        SessionView view = selection.view();
        boolean tellsModSeqs = selection.enabled().tellsModSeqs();
        boolean moved = false;
        boolean flagged = false;
        Wish wish = selection.enabled().wish();
        UidSet ownExpunges = selection.takeOwnExpunges();
        if (!wish.messages()) {
            gone(view.forget(ownExpunges), selection.enabled(), out);
            return Optional.empty();
        }
        if (view.isBehind(selection.mailbox().snapshot())) {
            News news = tell(selection, manner, wish, out);
            moved = news.grown() || !news.gone().isEmpty();
            flagged = !news.flagged().isEmpty();
        }
        boolean due = view.isHoldingBack();
        return tellsModSeqs && (moved || due)
                ? Optional.of(new Known(view.toldWhole(), due, due && (moved || flagged)))
                : Optional.empty();
    }

    private static News tell(Selection selection, Manner manner, Wish wish, Responses out)
            throws IOException {
        Selection.Update update = selection.update(manner.tellExpunges(), wish.flags());
        News news = update.news();
        gone(news, selection.enabled(), out);
        if (news.grown()) {
            counts(selection, out);
        }
        if (news.moreKeywords()) {
            flagNames(update.now(), selection, out);
        }
        UidSet shown = news.arrived().minus(selection.takeOwnArrivals());
        if (!wish.items().isEmpty()) {
            arrivals(shown, wish, update.now(), selection, out);
        }
        boolean withUids = manner.withUids() || wish.atOnce();
        flags(news.flagged(), update.now(), selection.audience(), withUids, out);
        return news;
    }

    /// What NOTIFY asked to be shown of messages that came.
    private static void arrivals(
            UidSet messages, Wish wish, Snapshot now, Selection selection, Responses out)
            throws IOException {
        FetchLine line =
                new FetchLine(new LinkedHashSet<>(wish.items()), false, messages, selection, now);
        for (Uid uid : messages) {
            try {
                line.write(uid, false, out);
            } catch (UnknownEncodingException unreadable) {
                // Whoever fetches it is told so.
            } catch (ConnectionBrokenException broken) {
                throw broken;
            } catch (IOException trouble) {
                selection.report("reading message " + uid, trouble);
            }
        }
    }

    private static void gone(News news, Enabled enabled, Responses out) throws IOException {
        if (news.gone().isEmpty()) {
            return;
        }
        if (enabled.saysVanished()) {
            out.untagged(line -> line.raw("VANISHED " + news.gone()));
            return;
        }
        for (PrimitiveIterator.OfLong gone = news.expungedSequences(); gone.hasNext(); ) {
            long sequence = gone.nextLong();
            out.untagged(line -> line.number(sequence).raw(" EXPUNGE"));
        }
    }

    static void counts(Selection selection, Responses out) throws IOException {
        SessionView view = selection.view();
        out.untagged(line -> line.number(view.known().size()).raw(" EXISTS"));
        if (selection.enabled().knowsRecent()) {
            out.untagged(line -> line.number(view.recent().size()).raw(" RECENT"));
        }
    }

    /// RFC 7162 §3.1.2.1.
    static String highestModSeq(ModSeq modSeq) {
        return "HIGHESTMODSEQ " + modSeq;
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

    /// A FETCH response for each message, with its flags, and what else such responses must have.
    static void flags(
            UidSet messages, Snapshot now, Audience audience, boolean withUids, Responses out)
            throws IOException {
        FlagLists lists = new FlagLists(messages, now, audience.view());
        boolean modSeqs = audience.enabled().tellsModSeqs();
        for (Uid uid : messages) {
            byte[] flags = lists.of(uid);
            Data modSeq = modSeqs ? modSeq(uid, now) : _ -> {};
            out.untagged(line -> {
                audience.start(uid, withUids || modSeqs, line).raw("FLAGS ").raw(flags);
                modSeq.writeTo(line);
                line.raw(")");
            });
        }
    }

    /// A FETCH response for each message, with its mod-sequence alone.
    static void modSeqs(UidSet messages, Snapshot now, Audience audience, Responses out)
            throws IOException {
        for (Uid uid : messages) {
            long modSeq = now.modSeq(uid).value();
            out.untagged(line ->
                    audience.start(uid, true, line).raw("MODSEQ (").number(modSeq).raw("))"));
        }
    }

    private static Data modSeq(Uid uid, Snapshot now) throws IOException {
        long modSeq = now.modSeq(uid).value();
        return line -> line.raw(" MODSEQ (").number(modSeq).raw(")");
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
