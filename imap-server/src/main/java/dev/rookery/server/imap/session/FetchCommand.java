// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UnknownEncodingException;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.FetchItem;
import dev.rookery.server.imap.command.FetchModifiers;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.command.NumberSet;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import dev.rookery.server.limits.ServerLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// FETCH and UID FETCH: RFC 3501 §6.4.5.
final class FetchCommand {
    private final MessageLimit limit;
    private final Failures failures;

    FetchCommand(MessageLimit limit, Failures failures) {
        this.limit = limit;
        this.failures = failures;
    }

    Outcome run(Command.Fetch command, Selection selection, Responses out) throws IOException {
        if (command.modifiers().vanished()) {
            requireResync(selection);
        }
        SessionView view = selection.view();
        UidSet named = view.messages(command.messages());
        MessageLimit.Share share = limit.of(narrowed(named, command.modifiers(), selection));
        UidSet asked = share.messages();
        Set<FetchItem> items = items(command, selection.enabled());
        UidSet seen = markSeen(asked, items, selection);
        Snapshot now = selection.mailbox().snapshot();
        if (command.modifiers().vanished()) {
            tellVanished(command, now, selection, out);
        }
        boolean tellsFlags = items.contains(new FetchItem.FlagList());
        if ((tellsFlags || !seen.isEmpty()) && view.learnKeywords(now)) {
            ChangeReports.flagNames(now, selection, out);
        }
        UidSet there = asked.and(now.uids());
        boolean modSeqs = command.modifiers().changedSince().isPresent();
        FetchLine line = new FetchLine(items, modSeqs, there, selection, now);
        Progress progress = new Progress();
        for (Uid uid : share.isAll() ? there : downwards(there)) {
            fetch(uid, seen, line, progress, out);
        }
        UidSet fetched = progress.fetched.build();
        view.flagsTold(tellsFlags ? fetched : fetched.and(seen), now);
        Outcome outcome =
                progress.trouble == null
                        ? Outcome.over(command.messages(), asked, fetched, "Fetched.")
                        : new Outcome.Done(progress.trouble);
        return share.told(outcome, out);
    }

    private static List<Uid> downwards(UidSet messages) {
        List<Uid> all = new ArrayList<>();
        messages.forEach(all::add);
        return all.reversed();
    }

    /// RFC 7162 §3.1.4.1, RFC 9394 §3.3.
    private UidSet narrowed(UidSet named, FetchModifiers modifiers, Selection selection)
            throws IOException {
        if (modifiers.equals(FetchModifiers.NONE)) {
            return named;
        }
        modifiers.range().ifPresent(range -> limit.require(range.size()));
        Snapshot now = selection.mailbox().snapshot();
        UidSet there = named.and(now.uids());
        UidSet asked = modifiers.range().map(range -> Ranges.of(there, range)).orElse(there);
        return modifiers.changedSince().isPresent()
                ? asked.and(now.changedSince(modifiers.changedSince().get()))
                : asked;
    }

    private static void requireResync(Selection selection) {
        if (!selection.enabled().has(Enabled.Extension.QRESYNC)) {
            throw Refusal.bad("VANISHED comes after ENABLE QRESYNC only.");
        }
    }

    /// What the client has not been told of yet, it is told of afterwards.
    private static void tellVanished(
            Command.Fetch command, Snapshot now, Selection selection, Responses out)
            throws IOException {
        UidSet named =
                switch (command.messages()) {
                    case MessageSet.ByUid(NumberSet numbers) -> Vanished.everGiven(numbers, now);
                    case MessageSet.Saved _, MessageSet.BySequence _ ->
                            selection.view().messages(command.messages());
                };
        ModSeq since = command.modifiers().changedSince().orElseThrow();
        UidSet known = selection.view().known();
        Vanished.tell(Vanished.since(since, named, now).minus(known), out);
    }

    private static final class Progress {
        private final UidSet.Builder fetched = UidSet.builder();
        private int unreadable;
        private @Nullable Status trouble;
    }

    /// One unreadable message must not hide those behind it.
    private void fetch(Uid uid, UidSet seen, FetchLine line, Progress progress, Responses out)
            throws IOException {
        try {
            if (line.write(uid, seen.contains(uid), out)) {
                progress.fetched.add(uid);
            }
        } catch (UnknownEncodingException unreadable) {
            progress.trouble = Failures.reply(unreadable);
        } catch (ConnectionBrokenException broken) {
            throw broken;
        } catch (IOException trouble) {
            if (++progress.unreadable == ServerLimits.UNREADABLE_MAX) {
                throw trouble;
            }
            progress.trouble = failures.reply("reading message " + uid, trouble);
        }
    }

    /// What to show of each message; UID commands always show the UID (RFC 3501 §6.4.8).
    private static Set<FetchItem> items(Command.Fetch command, Enabled enabled) {
        Set<FetchItem> items = new LinkedHashSet<>();
        if (command.messages().byUid() && !enabled.uidOnly()) {
            items.add(new FetchItem.UidNumber());
        }
        items.addAll(command.items());
        return items;
    }

    /// Reading a message marks it. Returns those that were not marked before.
    private UidSet markSeen(UidSet messages, Set<FetchItem> items, Selection selection)
            throws IOException {
        if (!selection.isWritable() || items.stream().noneMatch(FetchCommand::marksSeen)) {
            return UidSet.EMPTY;
        }
        Snapshot before = selection.mailbox().snapshot();
        UidSet unseen = messages.and(before.uids()).minus(before.having(SystemFlag.SEEN));
        if (unseen.isEmpty()) {
            return UidSet.EMPTY;
        }
        try {
            FlagChange change = FlagChange.add(Flags.of(SystemFlag.SEEN));
            return unseen.and(selection.mailbox().changeFlags(unseen, change).uids());
        } catch (NoSpaceException full) {
            // Mail can be read on a full disk; it only stays unseen.
            failures.report("marking messages seen", full);
            return UidSet.EMPTY;
        }
    }

    private static boolean marksSeen(FetchItem item) {
        return switch (item) {
            case FetchItem.BodySection section -> !section.peek();
            case FetchItem.Rfc822 old -> old.part() != FetchItem.Rfc822.Part.HEADER;
            case FetchItem.Binary binary -> !binary.peek();
            case FetchItem.Envelope _,
                    FetchItem.FlagList _,
                    FetchItem.InternalDate _,
                    FetchItem.Rfc822Size _,
                    FetchItem.UidNumber _,
                    FetchItem.ModSeqNumber _,
                    FetchItem.EmailId _,
                    FetchItem.ThreadId _,
                    FetchItem.SaveDate _,
                    FetchItem.Preview _,
                    FetchItem.BinarySize _,
                    FetchItem.Body _,
                    FetchItem.BodyStructure _ ->
                    false;
        };
    }
}
