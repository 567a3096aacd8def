// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.FlagChange.Action;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.model.Call.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What listeners to one mailbox were told during a round, in order of commit: the line along which
/// all answers are checked.
final class MailboxHistory implements AutoCloseable {
    private final Mailbox mailbox;
    private final boolean whole;
    private final Queue<Change> told = new ConcurrentLinkedQueue<>();
    private final Subscription subscription;
    private final Snapshot base;
    private final List<Shown> states = new ArrayList<>();
    private final Map<Long, Integer> arrivals = new HashMap<>();
    private final Map<Long, Integer> departures = new HashMap<>();

    /// @param whole whether nobody works in the mailbox yet; otherwise it was made a moment ago
    MailboxHistory(Mailbox mailbox, boolean whole) {
        this.mailbox = mailbox;
        this.whole = whole;
        this.subscription = mailbox.subscribe(told::add);
        this.base = mailbox.snapshot();
    }

    Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public String toString() {
        return mailbox.name() + " (" + base.uidValidity() + ")";
    }

    /// Orders what was told, and checks that each state follows from the one before.
    void close(Snapshot last) throws IOException {
        subscription.close();
        if (!whole) {
            states.add(Shown.NOTHING);
        }
        states.add(Shown.of(base));
        for (Change change : told) {
            long modSeq = change.snapshot().highestModSeq().value();
            Shown newest = states.getLast();
            if (modSeq > newest.modSeq()) {
                states.add(Shown.of(change.snapshot()).and(change));
            } else if (modSeq > base.highestModSeq().value()) {
                Invariant.I6.require(
                        modSeq == newest.modSeq(), "%s: told %s after %s", this, change, newest);
                states.set(states.size() - 1, newest.and(change));
            }
        }
        for (int i = whole ? 1 : 2; i < states.size(); i++) {
            states.get(i).requireFollows(states.get(i - 1), toString());
        }
        Shown end = states.getLast();
        Invariant.I8.require(
                last.uids().equals(end.uids()),
                "%s has %s, told %s",
                this,
                last.uids(),
                end.uids());
        for (String word : Decisions.words()) {
            UidSet kept = Shown.of(last).bearing(word);
            Invariant.I8.require(
                    kept.equals(end.bearing(word)), "%s: %s of %s untold", this, word, kept);
        }
        index();
    }

    @Override
    public void close() {
        subscription.close();
    }

    private void index() {
        for (int i = 1; i < states.size(); i++) {
            int place = i;
            UidSet before = states.get(i - 1).uids();
            UidSet after = states.get(i).uids();
            after.minus(before).forEach(uid -> arrivals.put(uid.value(), place));
            before.minus(after).forEach(uid -> departures.put(uid.value(), place));
        }
    }

    /// All that came during the round, and showed.
    UidSet arrived() {
        UidSet.Builder uids = UidSet.builder();
        arrivals.keySet().forEach(uids::accept);
        return uids.build();
    }

    UidSet departed() {
        UidSet.Builder uids = UidSet.builder();
        departures.keySet().forEach(uids::accept);
        return uids.build();
    }

    /// Whether a call may have been what made a message come, or go, if it did.
    boolean cameWithin(Uid uid, Window window) {
        Integer place = arrivals.get(uid.value());
        return place != null && after(window) < place && place <= by(window);
    }

    /// Whether those that came, came in one moment.
    boolean cameTogether(UidSet uids) {
        Set<Integer> places = new HashSet<>();
        for (Uid uid : uids.and(arrived())) {
            places.add(arrivals.get(uid.value()));
        }
        return places.size() <= 1;
    }

    boolean wentWithin(Uid uid, Window window) {
        Integer place = departures.get(uid.value());
        return place != null && after(window) < place && place <= by(window);
    }

    /// Whether those that came and those that went did so in one moment.
    boolean changedTogether(UidSet come, UidSet gone) {
        Set<Integer> places = new HashSet<>();
        come.and(arrived()).forEach(uid -> places.add(arrivals.get(uid.value())));
        gone.and(departed()).forEach(uid -> places.add(departures.get(uid.value())));
        return places.size() <= 1;
    }

    /// The state that showed when the call began.
    int after(Window window) {
        int place = 0;
        while (place + 1 < states.size() && states.get(place + 1).modSeq() <= window.before()) {
            place++;
        }
        return place;
    }

    /// The state that showed when the call was answered.
    int by(Window window) {
        int place = after(window);
        while (place + 1 < states.size() && states.get(place).modSeq() < window.after()) {
            place++;
        }
        return place;
    }

    List<Shown> shownDuring(Window window) {
        return states.subList(after(window), by(window) + 1);
    }

    UidSet before(Window window) {
        return states.get(after(window)).uids();
    }

    UidSet afterwards(Window window) {
        return states.get(by(window)).uids();
    }

    /// The flags a message had during the call, if nobody changed them meanwhile.
    Optional<Flags> flags(Uid uid, Window window, List<Call> calls) {
        boolean contested =
                calls.stream()
                        .filter(call -> call.operation() instanceof Operation.ChangeFlags)
                        .filter(call -> call.asked().contains(uid))
                        .anyMatch(call -> overlap(call.source().orElseThrow(), window));
        return contested
                ? Optional.empty()
                : shownDuring(window).stream()
                        .filter(state -> state.uids().contains(uid))
                        .findFirst()
                        .flatMap(Shown::snapshot)
                        .map(snapshot -> snapshot.flags(uid));
    }

    private boolean overlap(Window one, Window other) {
        return after(one) <= by(other) && after(other) <= by(one);
    }

    /// Checks every flag of every message against all calls that touched it.
    ///
    /// @param initial flags that messages came with, where known
    void checkFlags(List<Call> calls, Map<Long, Flags> initial) {
        Map<Long, List<Call>> writes = new HashMap<>();
        UidSet all = states.getFirst().uids().or(arrived());
        for (Call call : calls) {
            if (call.operation() instanceof Operation.ChangeFlags
                    && call.answer() instanceof Answer.State) {
                for (Uid uid : call.asked().and(all)) {
                    writes.computeIfAbsent(uid.value(), _ -> new ArrayList<>()).add(call);
                }
            }
        }
        Map<Long, List<Integer>> changes = new HashMap<>();
        for (int i = 1; i < states.size(); i++) {
            for (Uid uid : states.get(i).flagged()) {
                changes.computeIfAbsent(uid.value(), _ -> new ArrayList<>()).add(i);
            }
        }
        for (Uid uid : all) {
            for (String word : Decisions.words()) {
                checkFlag(
                        uid,
                        word,
                        changes.getOrDefault(uid.value(), List.of()),
                        writes(word, writes.getOrDefault(uid.value(), List.of())),
                        Optional.ofNullable(initial.get(uid.value())));
            }
        }
    }

    private List<Register.Write> writes(String word, List<Call> calls) {
        List<Register.Write> writes = new ArrayList<>();
        for (Call call : calls) {
            Operation.ChangeFlags o = (Operation.ChangeFlags) call.operation();
            boolean named = bears(Hands.flags(o.flags()), word);
            if (named || o.action() == Action.REPLACE) {
                Window window = call.source().orElseThrow();
                boolean value = named && o.action() != Action.REMOVE;
                writes.add(new Register.Write(after(window), by(window), value, call));
            }
        }
        return writes;
    }

    static boolean bears(Flags flags, String word) {
        return Hands.flags(word).system().stream().anyMatch(flags::has)
                || flags.keywords().contains(word);
    }

    private void checkFlag(
            Uid uid,
            String word,
            List<Integer> changes,
            List<Register.Write> writes,
            Optional<Flags> initial) {
        int first = arrivals.getOrDefault(uid.value(), 0);
        List<Register.Step> steps = new ArrayList<>();
        steps.add(new Register.Step(first, states.get(first).bearing(word).contains(uid)));
        for (int change : changes) {
            boolean value = states.get(change).bearing(word).contains(uid);
            if (change > first && value != steps.getLast().value()) {
                steps.add(new Register.Step(change, value));
            }
        }
        int end = departures.getOrDefault(uid.value(), states.size());
        Register register = new Register(first, end, steps);
        String what = word + " of UID " + uid + " in " + this;
        register.lost(writes)
                .ifPresent(write -> {
                    throw Invariant.I5.broken("%s: lost is %s; %s", what, write, steps);
                });
        register.unexplained(initial.map(flags -> bears(flags, word)), writes)
                .ifPresent(step -> {
                    throw Invariant.I5.broken(
                            "%s: at mod-sequence %s it became %s by nobody; %s, came with %s",
                            what, states.get(step.from()).modSeq(), step.value(), writes, initial);
                });
    }

    /// Checks what calls were shown of the mailbox.
    void checkAnswer(Call call) {
        Window window = call.source().orElseThrow();
        switch (call.answer()) {
            case Answer.State answer -> {
                Snapshot snapshot = answer.snapshot();
                boolean shown =
                        shownDuring(window).stream()
                                .anyMatch(state -> state.uids().equals(snapshot.uids()));
                Invariant.I8.require(shown, "%s: %s never showed", call, snapshot.uids());
            }
            case Answer.Messages answer when call.operation() instanceof Operation.Search o -> {
                boolean shown =
                        shownDuring(window).stream()
                                .anyMatch(state -> found(state, o, call).equals(answer.uids()));
                Invariant.I5.require(shown, "%s matches no state of %s", call, this);
            }
            case Answer _ -> {}
        }
    }

    private static UidSet found(Shown state, Operation.Search o, Call call) {
        UidSet bearing = state.bearing(o.flag());
        return (o.not() ? state.uids().minus(bearing) : bearing).and(call.asked());
    }

    /// What a call that took messages away must have left.
    void checkGone(Call call, UidSet gone) {
        Window window = call.source().orElseThrow();
        UidSet stay = gone.and(before(window)).and(afterwards(window));
        Invariant.I5.require(stay.isEmpty(), "%s: %s are still there", call, stay);
    }

    /// Messages that were there all the time must have been copied.
    void checkCopied(Call call, Copied copied) {
        Window window = call.source().orElseThrow();
        UidSet stayed = call.asked().and(before(window)).and(afterwards(window));
        UidSet missing = stayed.minus(copied.source());
        Invariant.I7.require(missing.isEmpty(), "%s left %s behind", call, missing);
    }
}
