// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.SearchKey;
import dev.rookery.server.imap.command.SearchReturn;
import dev.rookery.server.imap.command.SearchReturn.Item;
import dev.rookery.server.imap.response.Responses;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/// SEARCH and UID SEARCH: RFC 3501 §6.4.4, RFC 4731, RFC 5182, RFC 9394.
final class SearchCommand {
    private static final SearchReturn ALL = new SearchReturn(Set.of(Item.ALL), Optional.empty());

    private final ImapSettings.Limits limits;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    SearchCommand(ImapSettings.Limits limits, InstantSource clock, LongSupplier nanoTime) {
        this.limits = limits;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    Outcome run(Command.Search command, Selection selection, Responses out) throws IOException {
        if (command.charset().isPresent()
                && selection.enabled().has(Enabled.Extension.UTF8_ACCEPT)) {
            throw Refusal.bad("After ENABLE UTF8=ACCEPT all is UTF-8: no CHARSET (RFC 6855 §3).");
        }
        boolean saves = command.wanted().items().contains(Item.SAVE);
        try {
            return answer(command, selection, out);
        } catch (IOException | RuntimeException failure) {
            if (saves) {
                selection.view().save(UidSet.EMPTY);
            }
            throw failure;
        }
    }

    private Outcome answer(Command.Search command, Selection selection, Responses out)
            throws IOException {
        if (!command.charsetIsKnown()) {
            String known = String.join(" ", Command.Search.CHARSETS);
            throw Refusal.no("BADCHARSET (" + known + ")", "Not a charset we search in.");
        }
        SessionView view = selection.view();
        Mailbox mailbox = selection.mailbox();
        Snapshot now = mailbox.snapshot();
        MessageLimit.Share share = limits.messages().of(candidates(command.key(), now, view));
        SearchQuery query = new SearchKeys(selection, now, clock.instant()).query(command.key());
        Patience patience = new Patience(command.tag(), limits.search(), nanoTime, out);
        UidSet found = mailbox.search(query, share.messages(), patience);
        boolean modSeqs = SearchKeys.asksForModSeq(command.key());
        boolean plain =
                command.wanted().isPlain() && !selection.enabled().has(Enabled.Extension.IMAP4REV2);
        if (plain) {
            list(found, modSeqs ? highest(found, now) : OptionalLong.empty(), command, view, out);
        } else {
            SearchReturn wanted = command.wanted().isPlain() ? ALL : command.wanted();
            Results results = new Results(found, wanted);
            results.save(view);
            OptionalLong modSeq = modSeqs ? highest(results.told(), now) : OptionalLong.empty();
            results.tell(command, modSeq, view, out);
        }
        return share.told(Outcome.ok("Searched."), out);
    }

    /// The messages that have to be looked at, by what the client says of their numbers.
    private static UidSet candidates(SearchKey key, Snapshot now, SessionView view) {
        return switch (key) {
            case SearchKey.Messages(var set) -> view.existing(set).and(now.uids());
            case SearchKey.And(var keys) -> {
                UidSet all = view.known().and(now.uids());
                for (SearchKey each : keys) {
                    all = all.and(candidates(each, now, view));
                }
                yield all;
            }
            case SearchKey _ -> view.known().and(now.uids());
        };
    }

    private static void list(
            UidSet found,
            OptionalLong modSeq,
            Command.Search command,
            SessionView view,
            Responses out)
            throws IOException {
        out.untagged(line -> {
            line.raw("SEARCH");
            for (Uid uid : found) {
                line.raw(" ");
                line.number(command.byUid() ? uid.value() : view.sequenceOf(uid));
            }
            if (modSeq.isPresent()) {
                line.raw(" (MODSEQ ").number(modSeq.getAsLong()).raw(")");
            }
        });
    }

    /// RFC 7162 §3.1.5.
    private static OptionalLong highest(UidSet messages, Snapshot now) throws IOException {
        if (messages.isEmpty()) {
            return OptionalLong.empty();
        }
        ModSeq highest = new ModSeq(0);
        for (Uid uid : messages) {
            ModSeq each = now.modSeq(uid);
            highest = each.compareTo(highest) > 0 ? each : highest;
        }
        return OptionalLong.of(highest.value());
    }

    /// What an extended search is to tell of what it found.
    private record Results(UidSet found, SearchReturn wanted) {
        private boolean wants(Item item) {
            return wanted.items().contains(item);
        }

        private boolean wantsAny() {
            return wants(Item.ALL) || wants(Item.COUNT);
        }

        /// The ends of what was found, as far as they were asked for.
        private UidSet ends() {
            UidSet ends = UidSet.EMPTY;
            if (!found.isEmpty() && wants(Item.MIN)) {
                ends = UidSet.of(found.first());
            }
            if (!found.isEmpty() && wants(Item.MAX)) {
                ends = ends.or(UidSet.of(found.last()));
            }
            return wanted.range().isPresent() ? ends.or(part()) : ends;
        }

        private UidSet part() {
            return Ranges.of(found, wanted.range().orElseThrow());
        }

        private boolean wantsEnds() {
            return wants(Item.MIN) || wants(Item.MAX) || wanted.range().isPresent();
        }

        /// The messages whose mod-sequence counts: RFC 4731 §3.2.
        UidSet told() {
            return wantsAny() || !wantsEnds() ? found : ends();
        }

        /// RFC 5182 §2.1, RFC 9394 §3.1.
        void save(SessionView view) {
            if (wants(Item.SAVE)) {
                view.save(told());
            }
        }

        void tell(Command.Search command, OptionalLong modSeq, SessionView view, Responses out)
                throws IOException {
            if (!wantsAny() && !wantsEnds()) {
                return;
            }
            boolean byUid = command.byUid();
            out.untagged(line -> {
                line.raw("ESEARCH (TAG ").quoted(command.tag().value()).raw(")");
                line.raw(byUid ? " UID" : "");
                if (wants(Item.MIN) && !found.isEmpty()) {
                    line.raw(" MIN ").number(number(found.first(), byUid, view));
                }
                if (wants(Item.MAX) && !found.isEmpty()) {
                    line.raw(" MAX ").number(number(found.last(), byUid, view));
                }
                if (wants(Item.ALL) && !found.isEmpty()) {
                    line.raw(" ALL ").raw(set(found, byUid, view));
                }
                if (wanted.range().isPresent()) {
                    UidSet part = part();
                    String set = part.isEmpty() ? "NIL" : set(part, byUid, view);
                    line.raw(" PARTIAL (" + wanted.range().get() + " ").raw(set).raw(")");
                }
                if (wants(Item.COUNT)) {
                    line.raw(" COUNT ").number(found.size());
                }
                if (modSeq.isPresent()) {
                    line.raw(" MODSEQ ").number(modSeq.getAsLong());
                }
            });
        }

        private static long number(Uid uid, boolean byUid, SessionView view) {
            return byUid ? uid.value() : view.sequenceOf(uid);
        }

        private static String set(UidSet messages, boolean byUid, SessionView view) {
            return byUid ? messages.toString() : view.sequences(messages);
        }
    }
}
