// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.simulation.DiskEvent.Effect;
import dev.rookery.maildir.simulation.DiskEvent.ForceFailed;
import dev.rookery.maildir.simulation.DiskEvent.Forced;
import dev.rookery.maildir.simulation.DiskEvent.Growth;
import dev.rookery.maildir.simulation.DiskEvent.Link;
import dev.rookery.maildir.simulation.DiskEvent.Marked;
import dev.rookery.maildir.simulation.DiskEvent.Relinked;
import dev.rookery.maildir.simulation.DiskEvent.TimeSet;
import dev.rookery.maildir.simulation.DiskEvent.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Goes through the log of a disk, and knows at each point what is durable and what is pending: a
/// power cut keeps or loses each pending change on its own.
///
/// That is more than any one file system does: ext4 and xfs keep directory changes in order. A
/// rename is one change, durable with the directory it leads to; link and unlink are two.
final class DiskHistory {
    private final List<DiskEvent> events;
    private final DiskImage durable;
    private final List<Effect> pending = new ArrayList<>();

    /// Changes of files a failed force gave up: no later force saves them. Directories go through
    /// the journal of the file system, which loses none and goes on.
    private final Set<Effect> doomed = Collections.newSetFromMap(new IdentityHashMap<>());

    private int passed;

    /// Of a disk that was empty at first.
    DiskHistory(List<DiskEvent> events) {
        this(new DiskImage(), events);
    }

    DiskHistory(DiskImage start, List<DiskEvent> events) {
        this.durable = start.copy();
        this.events = events;
    }

    /// How many events have happened so far.
    int passed() {
        return passed;
    }

    boolean hasNext() {
        return passed < events.size();
    }

    /// Lets the next event happen.
    DiskEvent next() {
        DiskEvent event = events.get(passed++);
        switch (event) {
            case Effect effect -> pending.add(effect);
            case Forced forced -> force(forced);
            case ForceFailed failed ->
                    pending.stream()
                            .filter(effect -> !(effect instanceof Relinked))
                            .filter(effect -> isSavedBy(effect, failed.inode(), true))
                            .forEach(doomed::add);
            case Marked _ -> {}
        }
        return event;
    }

    /// Changes that are not durable, in order.
    List<Effect> pending() {
        return pending;
    }

    private void force(Forced force) {
        List<Effect> saved = new ArrayList<>();
        List<Effect> left = new ArrayList<>();
        for (Effect effect : pending) {
            if (isSavedBy(effect, force.inode(), force.times()) && !doomed.contains(effect)) {
                saved.add(effect);
                overrule(left, effect);
            } else {
                left.add(effect);
            }
        }
        pending.clear();
        pending.addAll(left);
        grow(durable, saved);
        saved.forEach(effect -> apply(durable, effect));
    }

    private static boolean isSavedBy(Effect effect, long inode, boolean times) {
        return switch (effect) {
            case Write write -> write.inode() == inode;
            case Growth growth -> growth.inode() == inode;
            case TimeSet set -> set.inode() == inode && times;
            case Relinked change -> change.forcedBy() == inode;
        };
    }

    /// What is durable counts, whatever becomes of earlier changes of the same names.
    private static void overrule(List<Effect> earlier, Effect saved) {
        if (saved instanceof Relinked later) {
            earlier.replaceAll(effect ->
                    effect instanceof Relinked change
                            ? change.with(without(change.links(), later.links()))
                            : effect);
            earlier.removeIf(effect -> effect instanceof Relinked empty && empty.links().isEmpty());
        }
    }

    private static List<Link> without(List<Link> links, List<Link> overruled) {
        return links.stream()
                .filter(link -> overruled.stream().noneMatch(link::isSameName))
                .toList();
    }

    /// What lies on the disk after such a power cut, here and now.
    DiskImage image(PowerCut cut) {
        if (cut.events() != passed) {
            throw new IllegalArgumentException("not the moment of " + cut);
        }
        DiskImage image = durable.copy();
        List<Effect> kept = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            if (!cut.lost().get(i)) {
                kept.add(pending.get(i));
            }
        }
        grow(image, kept);
        OptionalInt torn = cut.tear().isPresent() ? lastWrite(kept) : OptionalInt.empty();
        for (int i = 0; i < kept.size(); i++) {
            if (torn.isPresent() && torn.getAsInt() == i && kept.get(i) instanceof Write write) {
                image.apply(write, cut.tear().orElseThrow());
            } else {
                apply(image, kept.get(i));
            }
        }
        return image;
    }

    /// The last write of several sectors.
    static OptionalInt lastWrite(List<Effect> effects) {
        for (int i = effects.size() - 1; i >= 0; i--) {
            if (effects.get(i) instanceof Write write && DiskImage.sectors(write) > 1) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// First of all: bytes behind the end have nowhere to go. The last comes first, for it is the
    /// greatest.
    private static void grow(DiskImage image, List<Effect> effects) {
        for (Effect effect : effects.reversed()) {
            if (effect instanceof Growth growth) {
                image.apply(growth);
            }
        }
    }

    private static void apply(DiskImage image, Effect effect) {
        switch (effect) {
            case Write write -> image.apply(write);
            case TimeSet set -> image.apply(set);
            case Relinked change -> image.apply(change);
            case Growth growth -> image.applyTime(growth);
        }
    }

    /// The pending changes and what becomes of them, for people.
    String describe(PowerCut cut) {
        StringBuilder text = new StringBuilder();
        List<Effect> kept = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            boolean lost = cut.lost().get(i);
            text.append(lost ? "  lost  " : "  kept  ").append(pending.get(i)).append('\n');
            if (!lost) {
                kept.add(pending.get(i));
            }
        }
        cut.tear()
                .ifPresent(how ->
                        lastWrite(kept)
                                .ifPresent(i ->
                                        text.append(
                                                "  torn  %s: %s%n".formatted(kept.get(i), how))));
        return text.toString();
    }
}
