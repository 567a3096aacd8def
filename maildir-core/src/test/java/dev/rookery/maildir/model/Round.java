// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.model.Call.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;

/// What happened between two quiet moments, and whether it all fits together.
///
/// Each actor's calls are in order; between actors, the order comes from the store: mod-sequences
/// and UIDs, and the changes its listeners were told.
final class Round {
    private final Meanings meanings;
    private final Map<Long, MailboxHistory> histories = new ConcurrentHashMap<>();
    private final Map<Long, List<Call>> bySource = new HashMap<>();
    private final Set<Long> alive = new HashSet<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final FolderHistory folders = new FolderHistory();
    private final FolderHistory.Tree before;

    Round(Account account, Meanings meanings) throws IOException {
        this.meanings = meanings;
        Map<MailboxName, Long> names = new TreeMap<>();
        for (MailboxName name : account.mailboxes()) {
            Mailbox mailbox = account.mailbox(name);
            long uidValidity = mailbox.snapshot().uidValidity().value();
            names.put(name, uidValidity);
            histories.put(uidValidity, new MailboxHistory(mailbox, true));
        }
        before =
                new FolderHistory.Tree(
                        new TreeMap<>(names),
                        new TreeSet<>(account.subscriptions()),
                        new TreeMap<>(account.specialUses()));
    }

    /// Called by actors for each mailbox they get hold of.
    void lookedUp(MailboxName name, Hands.Lookup lookup) {
        folders.lookedUp(name, lookup);
        lookup.mailbox().ifPresent(this::follow);
    }

    private void follow(Mailbox mailbox) {
        histories.computeIfAbsent(
                mailbox.snapshot().uidValidity().value(), _ -> new MailboxHistory(mailbox, false));
    }

    /// Called by actors after each call.
    void add(Call call) {
        if (call.answer() instanceof Answer.Created created) {
            follow(created.mailbox());
        }
        calls.add(call);
    }

    /// Checks all there is to check, when all is quiet.
    void check(Account account) throws IOException {
        calls.forEach(folders::add);
        Hands last = new Hands("check", lastTick(), this::lookedUp);
        folders.add(last.perform(new Operation.ListMailboxes(), account));
        folders.add(last.perform(new Operation.ListSubscriptions(), account));
        folders.add(last.perform(new Operation.ListUses(), account));
        for (MailboxName name : account.mailboxes()) {
            Operation.Refresh look = new Operation.Refresh(name.toString());
            alive.add(last.perform(look, account).source().orElseThrow().uidValidity());
        }
        folders.check(before);
        requireNewUidValidities();
        for (Map.Entry<Long, MailboxHistory> each : histories.entrySet()) {
            each.getValue().close(each.getValue().mailbox().snapshot());
        }
        for (Call call : calls) {
            call.source()
                    .ifPresent(window ->
                            bySource.computeIfAbsent(window.uidValidity(), _ -> new ArrayList<>())
                                    .add(call));
        }
        checkArrivals();
        checkDepartures();
        calls.forEach(this::checkAnswer);
        histories.forEach((uidValidity, history) ->
                history.checkFlags(callsIn(uidValidity), initialFlags(uidValidity)));
        for (MailboxName name : account.mailboxes()) {
            meanings.check(account.mailbox(name));
        }
        Recount.of(account).requireToldBy(account.quota());
    }

    private AtomicLong lastTick() {
        long last = calls.stream().mapToLong(Call::answered).max().orElse(0);
        return new AtomicLong(last);
    }

    private List<Call> callsIn(long uidValidity) {
        return bySource.getOrDefault(uidValidity, List.of());
    }

    private void requireNewUidValidities() {
        long greatest =
                before.mailboxes().values().stream().mapToLong(each -> each).max().orElse(0);
        histories.forEach((uidValidity, history) -> {
            Invariant.I10.require(
                    before.mailboxes().containsValue(uidValidity) || uidValidity > greatest,
                    "%s is new and has not a greater UIDVALIDITY than %s",
                    history,
                    greatest);
        });
    }

    /// Every message was delivered, copied or moved by somebody, and every answer came true.
    private void checkArrivals() throws IOException {
        Map<Long, UidSet> explained = new HashMap<>();
        for (Call call : calls) {
            if (call.answer() instanceof Answer.Transferred told) {
                explain(explained, call, call.target().orElseThrow(), told.copied().target());
            } else if (call.operation() instanceof Operation.Replace o
                    && call.answer() instanceof Answer.Replaced told) {
                checkReplacement(explained, call, o.message(), told.uids());
            } else if (!call.delivered().isEmpty()) {
                checkDelivery(explained, call);
            }
        }
        copyMeanings();
        for (Map.Entry<Long, MailboxHistory> each : histories.entrySet()) {
            MailboxHistory history = each.getValue();
            UidSet anonymous =
                    history.arrived().minus(explained.getOrDefault(each.getKey(), UidSet.EMPTY));
            Invariant.I2.require(
                    anonymous.isEmpty() || (isNew(each.getKey()) && inboxWasRenamed()),
                    "%s has %s from nobody",
                    history,
                    anonymous);
            if (alive.contains(each.getKey())) {
                for (Uid uid : anonymous.and(history.mailbox().snapshot().uids())) {
                    meanings.read(history.mailbox(), uid);
                }
            }
        }
        copyMeanings();
    }

    /// Several messages show in the same moment.
    private void checkDelivery(Map<Long, UidSet> explained, Call call) {
        Window window = call.source().orElseThrow();
        UidSet.Builder uids = UidSet.builder();
        call.delivered()
                .forEach((uid, o) -> {
                    meanings.learn(window.uidValidity(), uid, Letter.of(o));
                    uids.add(uid);
                });
        explain(explained, call, window, uids.build());
        Invariant.I7.require(
                history(window).cameTogether(uids.build()), "%s: shown one by one", call);
    }

    /// It shows in the moment in which the others are gone, if it is in the same mailbox.
    private void checkReplacement(
            Map<Long, UidSet> explained, Call call, Operation.Deliver o, UidSet come) {
        Window window = call.target().orElseThrow();
        Invariant.I7.require(come.size() == 1, "%s: not one message", call);
        meanings.learn(window.uidValidity(), come.first(), Letter.of(o));
        explain(explained, call, window, come);
        if (window.uidValidity() == call.source().orElseThrow().uidValidity()) {
            Invariant.I7.require(
                    history(window).changedTogether(come, call.asked()),
                    "%s: not in one moment",
                    call);
        }
    }

    private boolean isNew(long uidValidity) {
        return !before.mailboxes().containsValue(uidValidity);
    }

    private boolean inboxWasRenamed() {
        return calls.stream().anyMatch(Round::renamesInbox);
    }

    private static boolean renamesInbox(Call call) {
        return call.operation() instanceof Operation.Rename o && Hands.name(o.from()).isInbox();
    }

    private void explain(Map<Long, UidSet> explained, Call call, Window window, UidSet uids) {
        MailboxHistory history = history(window);
        UidSet before = explained.getOrDefault(window.uidValidity(), UidSet.EMPTY);
        Invariant.I3.require(!before.intersects(uids), "%s: UIDs were given before", call);
        explained.put(window.uidValidity(), before.or(uids));
        for (Uid uid : uids) {
            Invariant.I1.require(
                    history.cameWithin(uid, window) || isExplainedAbsence(history, uid),
                    "%s: UID %s did not show in %s then",
                    call,
                    uid,
                    history);
        }
    }

    /// Who came and went within one commit never showed. Of a deleted mailbox nobody knows the end.
    private boolean isExplainedAbsence(MailboxHistory history, Uid uid) {
        long uidValidity = history.mailbox().snapshot().uidValidity().value();
        return !history.arrived().contains(uid)
                && (!alive.contains(uidValidity)
                        || callsIn(uidValidity).stream()
                                .anyMatch(call -> takesAway(call, uid, (_, _) -> true)));
    }

    /// Copies mean what their origins mean; an origin may be a copy of the same round.
    private void copyMeanings() {
        for (boolean learned = true; learned; ) {
            learned = false;
            for (Call call : calls) {
                if (call.answer() instanceof Answer.Transferred told) {
                    learned |= copyMeanings(call, told.copied());
                }
            }
        }
    }

    private boolean copyMeanings(Call call, Copied copied) {
        long from = call.source().orElseThrow().uidValidity();
        long to = call.target().orElseThrow().uidValidity();
        boolean learned = false;
        for (long place = 1; place <= copied.source().size(); place++) {
            Optional<Letter> letter = meanings.of(from, copied.source().select(place));
            Uid uid = copied.target().select(place);
            learned |= letter.isPresent() && meanings.of(to, uid).isEmpty();
            letter.ifPresent(known -> meanings.learn(to, uid, known));
        }
        return learned;
    }

    /// Every message that went was expunged or moved by somebody, and what went stays away.
    private void checkDepartures() {
        Map<Long, UidSet> moved = new HashMap<>();
        for (Call call : calls) {
            if (call.operation() instanceof Operation.Expunge
                    && call.answer() instanceof Answer.State) {
                history(call).checkGone(call, call.asked());
            } else if (call.operation() instanceof Operation.Transfer o
                    && call.answer() instanceof Answer.Transferred told) {
                checkTransfer(call, told.copied(), o.move(), moved);
            } else if (call.answer() instanceof Answer.Replaced) {
                history(call).checkGone(call, call.asked());
                requireOnlyTaker(call, call.asked(), moved);
            }
        }
        for (Map.Entry<Long, MailboxHistory> each : histories.entrySet()) {
            MailboxHistory history = each.getValue();
            for (Uid uid : history.departed()) {
                boolean explained =
                        callsIn(each.getKey()).stream()
                                .anyMatch(call -> takesAway(call, uid, history::wentWithin));
                boolean renamed = history.mailbox().name().isInbox() && inboxWasRenamed();
                Invariant.I1.require(
                        explained || renamed, "UID %s left %s by nobody", uid, history);
            }
        }
    }

    private MailboxHistory history(Call call) {
        return history(call.source().orElseThrow());
    }

    private MailboxHistory history(Window window) {
        return Objects.requireNonNull(histories.get(window.uidValidity()));
    }

    private void checkTransfer(Call call, Copied copied, boolean move, Map<Long, UidSet> moved) {
        Invariant.I7.require(
                copied.source().minus(call.asked()).isEmpty()
                        && copied.source().size() == copied.target().size(),
                "%s: not what was asked",
                call);
        history(call).checkCopied(call, copied);
        if (move) {
            history(call).checkGone(call, copied.source());
            requireOnlyTaker(call, copied.source(), moved);
        }
    }

    /// Of all who moved or replaced messages.
    private static void requireOnlyTaker(Call call, UidSet taken, Map<Long, UidSet> moved) {
        long source = call.source().orElseThrow().uidValidity();
        UidSet others = moved.getOrDefault(source, UidSet.EMPTY);
        Invariant.I7.require(!others.intersects(taken), "%s: taken by others too", call);
        moved.put(source, others.or(taken));
    }

    private static boolean takesAway(Call call, Uid uid, BiPredicate<Uid, Window> within) {
        UidSet taken =
                switch (call.operation()) {
                    case Operation.Expunge _ when call.answer() instanceof Answer.State ->
                            call.asked();
                    case Operation.Replace _ when call.answer() instanceof Answer.Replaced ->
                            call.asked();
                    case Operation.Transfer o when o.move() ->
                            call.answer() instanceof Answer.Transferred told
                                    ? told.copied().source()
                                    : UidSet.EMPTY;
                    case Operation _ -> UidSet.EMPTY;
                };
        return taken.contains(uid) && within.test(uid, call.source().orElseThrow());
    }

    private void checkAnswer(Call call) {
        call.source().ifPresent(_ -> history(call).checkAnswer(call));
        if (call.answer() instanceof Answer.Content told) {
            checkContent(call, (Operation.Read) call.operation(), told);
        }
        if (call.answer() instanceof Answer.Refused refused) {
            checkRefusal(call, refused);
        }
    }

    /// What came with a renamed INBOX and went before the end is known only by who read it.
    private void checkContent(Call call, Operation.Read o, Answer.Content told) {
        long uidValidity = call.source().orElseThrow().uidValidity();
        Optional<Letter> due = meanings.of(uidValidity, told.uid());
        if (due.isEmpty() && !o.header()) {
            due = meanings.ofHash(told.hash());
            due.ifPresent(letter -> meanings.learn(uidValidity, told.uid(), letter));
        }
        boolean right =
                due.map(letter ->
                                told.hash()
                                        .equals(o.header() ? letter.headerHash() : letter.hash()))
                        .orElse(o.header() && inboxWasRenamed());
        Invariant.I3.require(right, "%s is not %s", call, due);
    }

    private void checkRefusal(Call call, Answer.Refused refused) {
        if (refused.why() instanceof NoSuchMailboxException && call.source().isPresent()) {
            boolean deleted =
                    !alive.contains(call.source().get().uidValidity())
                            || call.target()
                                    .map(window -> !alive.contains(window.uidValidity()))
                                    // Looking the target up has been judged with the folders.
                                    .orElse(
                                            call.operation() instanceof Operation.Transfer
                                                    || call.operation()
                                                            instanceof Operation.Replace);
            Invariant.I5.require(deleted, "%s: the mailbox is there", call);
        }
        if (refused.why() instanceof MessageExpungedException) {
            UidSet wanted =
                    call.operation() instanceof Operation.Read
                            ? UidSet.of(call.asked().first())
                            : call.asked();
            boolean stayed =
                    history(call).shownDuring(call.source().orElseThrow()).stream()
                            .allMatch(state -> wanted.minus(state.uids()).isEmpty());
            Invariant.I1.require(
                    !stayed || !alive.contains(call.source().get().uidValidity()),
                    "%s: the message was there all the time",
                    call);
        }
    }

    /// The flags that messages brought with them, as far as that is certain.
    private Map<Long, Flags> initialFlags(long uidValidity) {
        Map<Long, Flags> initial = new HashMap<>();
        for (Call call : calls) {
            if (call.source().filter(at -> at.uidValidity() == uidValidity).isPresent()) {
                call.delivered()
                        .forEach((uid, o) -> initial.put(uid.value(), Hands.flags(o.flags())));
            }
            if (call.answer() instanceof Answer.Transferred told
                    && call.target().orElseThrow().uidValidity() == uidValidity) {
                copyFlags(call, told.copied(), initial);
            }
            if (call.operation() instanceof Operation.Replace o
                    && call.answer() instanceof Answer.Replaced told
                    && call.target().orElseThrow().uidValidity() == uidValidity) {
                initial.put(told.uids().first().value(), Hands.flags(o.message().flags()));
            }
        }
        return initial;
    }

    private void copyFlags(Call call, Copied copied, Map<Long, Flags> initial) {
        Window window = call.source().orElseThrow();
        for (long place = 1; place <= copied.source().size(); place++) {
            long uid = copied.target().select(place).value();
            history(call)
                    .flags(copied.source().select(place), window, callsIn(window.uidValidity()))
                    .ifPresent(flags -> initial.put(uid, flags));
        }
    }

    /// The states all mailboxes are in, to be found again.
    static Map<MailboxName, Snapshot> snapshots(Account account) throws IOException {
        Map<MailboxName, Snapshot> snapshots = new TreeMap<>();
        for (MailboxName name : account.mailboxes()) {
            snapshots.put(name, account.mailbox(name).snapshot());
        }
        return snapshots;
    }
}
