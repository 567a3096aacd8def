// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Who bears which flag: a set of messages for each. Immutable; a change copies the sets it names.
public final class Flagging {
    public static final Flagging NONE = new Flagging(noSets(), noWords());

    private static final SystemFlag[] SYSTEM = SystemFlag.values();

    private final UidSet[] system;

    /// Each has somebody who bears it.
    private final SortedMap<String, UidSet> keywords;

    private Flagging(UidSet[] system, SortedMap<String, UidSet> keywords) {
        this.system = system;
        this.keywords = keywords;
    }

    private static int place(SystemFlag flag) {
        return switch (flag) {
            case ANSWERED -> 0;
            case DELETED -> 1;
            case DRAFT -> 2;
            case FLAGGED -> 3;
            case SEEN -> 4;
        };
    }

    private static UidSet[] noSets() {
        UidSet[] sets = new UidSet[SystemFlag.values().length];
        Arrays.fill(sets, UidSet.EMPTY);
        return sets;
    }

    private static SortedMap<String, UidSet> noWords() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    public static Flagging of(Map<SystemFlag, UidSet> system, Map<String, UidSet> keywords) {
        UidSet[] sets = noSets();
        system.forEach((flag, bearers) -> sets[place(flag)] = bearers);
        SortedMap<String, UidSet> words = noWords();
        words.putAll(keywords);
        words.values().removeIf(UidSet::isEmpty);
        return new Flagging(sets, words);
    }

    public UidSet having(SystemFlag flag) {
        return system[place(flag)];
    }

    public UidSet havingKeyword(String keyword) {
        return keywords.getOrDefault(keyword, UidSet.EMPTY);
    }

    public SortedSet<String> keywords() {
        return Collections.unmodifiableSortedSet((SortedSet<String>) keywords.keySet());
    }

    public Flags of(long uid) {
        Set<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
        for (SystemFlag flag : SYSTEM) {
            if (system[place(flag)].contains(uid)) {
                flags.add(flag);
            }
        }
        List<String> words = new ArrayList<>();
        keywords.forEach((word, bearers) -> {
            if (bearers.contains(uid)) {
                words.add(word);
            }
        });
        return Flags.of(flags, words);
    }

    /// Those of `uids` that `change` makes a difference to.
    public UidSet changedBy(UidSet uids, FlagChange change) {
        UidSet different = UidSet.EMPTY;
        for (SystemFlag flag : SYSTEM) {
            boolean named = change.flags().has(flag);
            different = different.or(difference(uids, having(flag), named, change.action()));
        }
        for (Map.Entry<String, UidSet> each : keywords.entrySet()) {
            boolean named = change.flags().keywords().contains(each.getKey());
            different = different.or(difference(uids, each.getValue(), named, change.action()));
        }
        boolean more =
                change.action() != FlagChange.Action.REMOVE
                        && !keywords.keySet().containsAll(change.flags().keywords());
        return more ? uids : different;
    }

    private static UidSet difference(
            UidSet uids, UidSet bearers, boolean named, FlagChange.Action action) {
        return switch (action) {
            case ADD -> named ? uids.minus(bearers) : UidSet.EMPTY;
            case REMOVE -> named ? uids.and(bearers) : UidSet.EMPTY;
            case REPLACE -> named ? uids.minus(bearers) : uids.and(bearers);
        };
    }

    /// @param uids all of them there
    public Flagging changed(UidSet uids, FlagChange change) {
        UidSet[] sets = system.clone();
        for (SystemFlag flag : SYSTEM) {
            int i = place(flag);
            sets[i] = changed(sets[i], uids, change.flags().has(flag), change.action());
        }
        Collection<String> named = change.flags().keywords();
        boolean touchesWords =
                !named.isEmpty()
                        || (change.action() == FlagChange.Action.REPLACE && !keywords.isEmpty());
        return new Flagging(sets, touchesWords ? changedWords(uids, change) : keywords);
    }

    private SortedMap<String, UidSet> changedWords(UidSet uids, FlagChange change) {
        SortedMap<String, UidSet> words = new TreeMap<>(keywords);
        if (change.action() != FlagChange.Action.REMOVE && !uids.isEmpty()) {
            change.flags().keywords().forEach(word -> words.putIfAbsent(word, UidSet.EMPTY));
        }
        words.replaceAll((word, set) ->
                changed(set, uids, change.flags().keywords().contains(word), change.action()));
        words.values().removeIf(UidSet::isEmpty);
        return words;
    }

    private static UidSet changed(
            UidSet bearers, UidSet uids, boolean named, FlagChange.Action action) {
        return switch (action) {
            case ADD -> named ? bearers.or(uids) : bearers;
            case REMOVE -> named ? bearers.minus(uids) : bearers;
            case REPLACE -> named ? bearers.or(uids) : bearers.minus(uids);
        };
    }

    /// Without messages that went, and keywords that only they bore.
    public Flagging without(UidSet gone) {
        UidSet[] sets = system.clone();
        for (int i = 0; i < sets.length; i++) {
            sets[i] = sets[i].minus(gone);
        }
        SortedMap<String, UidSet> words = keywords;
        if (!keywords.isEmpty()) {
            words = new TreeMap<>(keywords);
            words.replaceAll((_, set) -> set.minus(gone));
            words.values().removeIf(UidSet::isEmpty);
        }
        return new Flagging(sets, words);
    }

    /// With long runs stored as such.
    public Flagging compacted() {
        UidSet[] sets = system.clone();
        for (int i = 0; i < sets.length; i++) {
            sets[i] = sets[i].compacted();
        }
        SortedMap<String, UidSet> words = new TreeMap<>(keywords);
        words.replaceAll((_, set) -> set.compacted());
        return new Flagging(sets, words);
    }
}
