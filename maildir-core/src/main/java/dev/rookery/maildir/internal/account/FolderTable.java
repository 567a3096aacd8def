// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.snapshot.LongMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folders of an account, by number and by name, and the numbers it has used up. Immutable; a
/// changed table shares what stayed, so that reading many folders back costs as much for each as
/// for the first.
final class FolderTable {
    /// From then on the clock is of no use: 31 bits end in January 2038, and some have to be left.
    private static final long CLOCK_MAX = UidValidity.MAX - (1 << 24);

    /// Stands for the account as a whole.
    static final int NO_FOLDER = 0;

    static final FolderTable EMPTY =
            new FolderTable(
                    LongMap.empty(), LongMap.empty(), LongMap.empty(), LongMap.empty(), 0, 0);

    private final LongMap<FolderInfo> byId;

    /// By the hash of the name, those that share it. Two have one name only amid a rename of many.
    private final LongMap<List<FolderInfo>> byName;

    private final LongMap<FolderPath> unsettled;

    /// By folder.
    private final LongMap<SortedMap<String, AnnotationValue>> annotations;

    private final int lastFolder;
    private final long highestUidValidity;

    private FolderTable(
            LongMap<FolderInfo> byId,
            LongMap<List<FolderInfo>> byName,
            LongMap<FolderPath> unsettled,
            LongMap<SortedMap<String, AnnotationValue>> annotations,
            int lastFolder,
            long highestUidValidity) {
        this.byId = byId;
        this.byName = byName;
        this.unsettled = unsettled;
        this.annotations = annotations;
        this.lastFolder = lastFolder;
        this.highestUidValidity = highestUidValidity;
    }

    /// Ascending by their numbers.
    List<FolderInfo> folders() {
        return byId.values();
    }

    Optional<FolderInfo> folder(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<FolderInfo> folder(MailboxName name) {
        return alike(name).stream().filter(folder -> folder.name().equals(name)).findFirst();
    }

    private List<FolderInfo> alike(MailboxName name) {
        List<FolderInfo> alike = byName.get(hash(name));
        return alike == null ? List.of() : alike;
    }

    private static long hash(MailboxName name) {
        return Integer.toUnsignedLong(name.hashCode());
    }

    /// Folders whose directory may still lie where it was before they were renamed, and where that
    /// is.
    LongMap<FolderPath> unsettled() {
        return unsettled;
    }

    long highestUidValidity() {
        return highestUidValidity;
    }

    /// What the folders are for of which anybody has said so.
    SortedMap<MailboxName, Set<SpecialUse>> uses() {
        SortedMap<MailboxName, Set<SpecialUse>> uses = new TreeMap<>();
        for (FolderInfo folder : folders()) {
            folder.uses().ifPresent(assigned -> uses.put(folder.name(), assigned));
        }
        return uses;
    }

    /// Annotations of a folder, or of the account for [#NO_FOLDER].
    SortedMap<String, AnnotationValue> annotations(int folder) {
        SortedMap<String, AnnotationValue> known = annotations.get(folder);
        return known == null ? Collections.emptySortedMap() : known;
    }

    /// What gives another folder the annotations of this one.
    List<Entry> annotated(int folder, int other) {
        List<Entry> all = new ArrayList<>();
        annotations(folder)
                .forEach((name, value) ->
                        all.add(new Entry.Annotated(other, name, Optional.of(value))));
        return all;
    }

    /// Of all values together.
    long annotationBytes() {
        return annotations.values().stream()
                .flatMap(some -> some.values().stream())
                .mapToLong(AnnotationValue::sizeBytes)
                .sum();
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
            case Entry.Annotated e -> annotated(e);
            case Entry.FoldersSettled _ -> with(LongMap.empty());
            case Entry.AccountCounters e -> counting(e.lastFolder(), e.highestUidValidity());
        };
    }

    private FolderTable added(Entry.FolderAdded e) {
        FolderInfo folder =
                new FolderInfo(
                        e.folder(),
                        e.name(),
                        e.path(),
                        new UidValidity(e.uidValidity()),
                        e.identity(),
                        Optional.empty());
        return with(folder).counting(e.folder(), e.uidValidity());
    }

    private FolderTable renamed(Entry.FolderRenamed e) {
        FolderInfo folder = byId.get(e.folder());
        return folder == null
                ? this
                : with(folder.renamed(e.name(), e.path()))
                        .with(unsettled.with(e.folder(), folder.path()));
    }

    private FolderTable assigned(Entry.FolderAssigned e) {
        FolderInfo folder = byId.get(e.folder());
        return folder == null ? this : with(folder.assigned(e.uses()));
    }

    private FolderTable removed(int id) {
        FolderInfo folder = byId.get(id);
        return folder == null
                ? this
                : without(folder).with(unsettled.without(id)).annotated(annotations.without(id));
    }

    /// In place of what the folder was before, if it was there.
    private FolderTable with(FolderInfo folder) {
        FolderInfo before = byId.get(folder.id());
        FolderTable others = before == null ? this : without(before);
        List<FolderInfo> alike = new ArrayList<>(others.alike(folder.name()));
        alike.add(folder);
        return others.with(
                byId.with(folder.id(), folder),
                others.byName.with(hash(folder.name()), List.copyOf(alike)));
    }

    private FolderTable without(FolderInfo folder) {
        long hash = hash(folder.name());
        List<FolderInfo> alike =
                alike(folder.name()).stream().filter(it -> it.id() != folder.id()).toList();
        return with(
                byId.without(folder.id()),
                alike.isEmpty() ? byName.without(hash) : byName.with(hash, alike));
    }

    private FolderTable with(LongMap<FolderInfo> ids, LongMap<List<FolderInfo>> names) {
        return new FolderTable(ids, names, unsettled, annotations, lastFolder, highestUidValidity);
    }

    private FolderTable with(LongMap<FolderPath> newlyUnsettled) {
        return new FolderTable(
                byId, byName, newlyUnsettled, annotations, lastFolder, highestUidValidity);
    }

    /// Of folders that are not there any more there is nothing to say.
    private FolderTable annotated(Entry.Annotated e) {
        if (e.folder() != NO_FOLDER && byId.get(e.folder()) == null) {
            return this;
        }
        SortedMap<String, AnnotationValue> now = new TreeMap<>(annotations(e.folder()));
        e.value().ifPresentOrElse(value -> now.put(e.name(), value), () -> now.remove(e.name()));
        return annotated(
                now.isEmpty()
                        ? annotations.without(e.folder())
                        : annotations.with(e.folder(), Collections.unmodifiableSortedMap(now)));
    }

    private FolderTable annotated(LongMap<SortedMap<String, AnnotationValue>> others) {
        return new FolderTable(byId, byName, unsettled, others, lastFolder, highestUidValidity);
    }

    private FolderTable counting(int folder, long uidValidity) {
        return new FolderTable(
                byId,
                byName,
                unsettled,
                annotations,
                Math.max(lastFolder, folder),
                Math.max(highestUidValidity, uidValidity));
    }

    /// All of this, for the beginning of an epoch.
    List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry.AccountCounters(lastFolder, highestUidValidity));
        for (FolderInfo folder : folders()) {
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
            all.addAll(annotated(folder.id(), folder.id()));
        }
        all.addAll(annotated(NO_FOLDER, NO_FOLDER));
        return all;
    }
}
