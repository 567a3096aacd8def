// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.Layout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folders of an account, by number and by name, and the numbers it has used up. Immutable.
///
/// @param unsettled folders whose directory may still lie where it was before they were renamed
record FolderTable(
        Map<Integer, FolderInfo> byId,
        Map<MailboxName, FolderInfo> byName,
        Map<Integer, FolderPath> unsettled,
        int lastFolder,
        long highestUidValidity) {
    /// From then on the clock is of no use: 31 bits end in January 2038, and some have to be left.
    private static final long CLOCK_MAX = UidValidity.MAX - (1 << 24);

    static final FolderTable EMPTY = new FolderTable(Map.of(), Map.of(), 0, 0);

    private FolderTable(
            Map<Integer, FolderInfo> byId,
            Map<Integer, FolderPath> unsettled,
            int lastFolder,
            long highestUidValidity) {
        this(byId, named(byId), unsettled, lastFolder, highestUidValidity);
    }

    private static Map<MailboxName, FolderInfo> named(Map<Integer, FolderInfo> byId) {
        Map<MailboxName, FolderInfo> byName = new HashMap<>();
        byId.values().forEach(folder -> byName.put(folder.name(), folder));
        return byName;
    }

    FolderTable {
        byId = Map.copyOf(byId);
        byName = Map.copyOf(byName);
        unsettled = Map.copyOf(unsettled);
    }

    Collection<FolderInfo> folders() {
        return byId.values();
    }

    Optional<FolderInfo> folder(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<FolderInfo> folder(MailboxName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// What the folders are for of which anybody has said so.
    SortedMap<MailboxName, Set<SpecialUse>> uses() {
        SortedMap<MailboxName, Set<SpecialUse>> uses = new TreeMap<>();
        for (FolderInfo folder : byId.values()) {
            folder.uses().ifPresent(assigned -> uses.put(folder.name(), assigned));
        }
        return uses;
    }

    int nextFolder() {
        return lastFolder + 1;
    }

    /// A UIDVALIDITY greater than all before.
    UidValidity nextUidValidity(long nowSeconds) {
        boolean tellable = nowSeconds >= 1 && nowSeconds < CLOCK_MAX;
        long next = Math.max(highestUidValidity + 1, tellable ? nowSeconds : 1);
        if (next > UidValidity.MAX) {
            throw new LimitException("the account has used up its UIDVALIDITY values");
        }
        return new UidValidity(next);
    }

    /// The directory for a folder that is not there yet: below that of the folder above, if there
    /// is one and the layout nests.
    ///
    /// @throws dev.rookery.maildir.InvalidMailboxNameException if no directory can carry the name
    FolderPath pathFor(MailboxName name, Layout layout) {
        FolderPath standard = layout.pathOf(name);
        for (int levels = standard.steps().size() - 1; layout.nests() && levels > 0; levels--) {
            MailboxName above = new MailboxName(name.components().subList(0, levels));
            FolderPath path = folder(above).map(FolderInfo::path).orElse(FolderPath.ROOT);
            if (!path.isRoot()) {
                return standard.moved(levels, path);
            }
        }
        return standard;
    }

    FolderTable after(Entry.OfAccount entry) {
        return switch (entry) {
            case Entry.FolderAdded e -> added(e);
            case Entry.FolderRenamed e -> renamed(e);
            case Entry.FolderRemoved e -> removed(e.folder());
            case Entry.FolderAssigned e -> assigned(e);
            case Entry.FoldersSettled _ ->
                    new FolderTable(byId, Map.of(), lastFolder, highestUidValidity);
            case Entry.AccountCounters e ->
                    new FolderTable(
                            byId,
                            unsettled,
                            Math.max(lastFolder, e.lastFolder()),
                            Math.max(highestUidValidity, e.highestUidValidity()));
        };
    }

    private FolderTable added(Entry.FolderAdded e) {
        Map<Integer, FolderInfo> more = new HashMap<>(byId);
        more.put(
                e.folder(),
                new FolderInfo(
                        e.folder(),
                        e.name(),
                        e.path(),
                        new UidValidity(e.uidValidity()),
                        e.identity(),
                        Optional.empty()));
        return new FolderTable(
                more,
                unsettled,
                Math.max(lastFolder, e.folder()),
                Math.max(highestUidValidity, e.uidValidity()));
    }

    private FolderTable renamed(Entry.FolderRenamed e) {
        FolderInfo folder = byId.get(e.folder());
        if (folder == null) {
            return this;
        }
        Map<Integer, FolderInfo> changed = new HashMap<>(byId);
        changed.put(e.folder(), folder.renamed(e.name(), e.path()));
        Map<Integer, FolderPath> more = new HashMap<>(unsettled);
        more.put(e.folder(), folder.path());
        return new FolderTable(changed, more, lastFolder, highestUidValidity);
    }

    private FolderTable assigned(Entry.FolderAssigned e) {
        FolderInfo folder = byId.get(e.folder());
        if (folder == null) {
            return this;
        }
        Map<Integer, FolderInfo> changed = new HashMap<>(byId);
        changed.put(e.folder(), folder.assigned(e.uses()));
        return new FolderTable(changed, unsettled, lastFolder, highestUidValidity);
    }

    private FolderTable removed(int id) {
        Map<Integer, FolderInfo> less = new HashMap<>(byId);
        less.remove(id);
        Map<Integer, FolderPath> settled = new HashMap<>(unsettled);
        settled.remove(id);
        return new FolderTable(less, settled, lastFolder, highestUidValidity);
    }

    /// All of this, for the beginning of an epoch.
    List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry.AccountCounters(lastFolder, highestUidValidity));
        for (FolderInfo folder : byId.values()) {
            FolderPath before = unsettled.get(folder.id());
            all.add(
                    new Entry.FolderAdded(
                            folder.id(),
                            folder.name(),
                            before == null ? folder.path() : before,
                            folder.uidValidity().value(),
                            folder.identity()));
            if (before != null) {
                all.add(new Entry.FolderRenamed(folder.id(), folder.name(), folder.path()));
            }
            folder.uses().ifPresent(uses -> all.add(new Entry.FolderAssigned(folder.id(), uses)));
        }
        return all;
    }
}
