// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.Layout;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The folders of an account, of which there may be many: what a change costs is counted in bytes
/// of memory.
class FolderTableTest {
    private static final int FEW = 100;
    private static final int MANY = 10_000;
    private static final long SEED = 1;

    private static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    private static FolderPath path(MailboxName name) {
        return Layout.STANDARD.pathOf(name);
    }

    private static Entry.FolderAdded add(int id, MailboxName name) {
        return new Entry.FolderAdded(id, name, path(name), id, "identity " + id);
    }

    private static Entry.FolderRenamed rename(int id, MailboxName name) {
        return new Entry.FolderRenamed(id, name, path(name));
    }

    private static FolderTable after(FolderTable table, List<? extends Entry.OfAccount> entries) {
        FolderTable now = table;
        for (Entry.OfAccount each : entries) {
            now = now.after(each);
        }
        return now;
    }

    private static List<Entry.OfAccount> added(int folders) {
        List<Entry.OfAccount> all = new ArrayList<>();
        for (int id = 1; id <= folders; id++) {
            all.add(add(id, name("Folder " + id)));
        }
        return all;
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static long bytesOf(FolderTable table, List<? extends Entry.OfAccount> entries) {
        long before = allocatedBytes();
        FolderTable now = after(table, entries);
        long bytes = allocatedBytes() - before;
        assertThat(now).isNotNull();
        return bytes;
    }

    @Test
    void costsTheSameForEachFolder() {
        bytesOf(FolderTable.EMPTY, added(FEW));
        long few = bytesOf(FolderTable.EMPTY, added(FEW));
        long many = bytesOf(FolderTable.EMPTY, added(MANY));
        assertThat(many).isLessThan(4 * (MANY / FEW) * few);
    }

    @Test
    void changesAtTheSameCostHoweverManyThereAre() {
        List<Entry.OfAccount> changes = new ArrayList<>();
        for (int id = 1; id <= FEW; id++) {
            changes.add(rename(id, name("Renamed " + id)));
            changes.add(new Entry.FolderAssigned(id, Set.of(SpecialUse.SENT)));
        }
        for (int id = 1; id <= FEW / 2; id++) {
            changes.add(new Entry.FolderRemoved(id));
        }
        FolderTable few = after(FolderTable.EMPTY, added(FEW));
        FolderTable many = after(FolderTable.EMPTY, added(MANY));
        bytesOf(few, changes);
        assertThat(bytesOf(many, changes)).isLessThan(4 * bytesOf(few, changes));
    }

    /// The strings are chosen for that.
    @Test
    void tellsNamesOfOneHashApart() {
        MailboxName one = name("Aa");
        MailboxName other = name("BB");
        assertThat(one).hasSameHashCodeAs(other);
        FolderTable both = after(FolderTable.EMPTY, List.of(add(1, one), add(2, other)));
        assertThat(both.folder(one).map(FolderInfo::id)).contains(1);
        assertThat(both.folder(other).map(FolderInfo::id)).contains(2);
        FolderTable left = both.after(new Entry.FolderRemoved(1));
        assertThat(left.folder(one)).isEmpty();
        assertThat(left.folder(other).map(FolderInfo::id)).contains(2);
        assertThat(both.folders()).hasSize(2);
    }

    /// As a renamed tree may come to where another part of it was a moment ago.
    @Test
    void keepsBothOfOneNameUntilOneGetsAnother() {
        FolderTable two = after(FolderTable.EMPTY, List.of(add(1, name("A")), add(2, name("B"))));
        FolderTable amid = two.after(rename(1, name("B")));
        FolderTable end = amid.after(rename(2, name("C")));
        assertThat(end.folder(name("A"))).isEmpty();
        assertThat(end.folder(name("B")).map(FolderInfo::id)).contains(1);
        assertThat(end.folder(name("C")).map(FolderInfo::id)).contains(2);
        assertThat(end.unsettled().get(1)).isEqualTo(path(name("A")));
        assertThat(end.after(new Entry.FoldersSettled()).unsettled().isEmpty()).isTrue();
    }

    @Test
    void isWhatAMapWouldBe() {
        System.out.println("seed of FolderTableTest: " + SEED);
        Random random = new Random(SEED);
        Map<Integer, MailboxName> model = new HashMap<>();
        FolderTable table = FolderTable.EMPTY;
        for (int step = 1; step <= 5_000; step++) {
            MailboxName free = name("Folder " + step);
            int id = 1 + random.nextInt(200);
            Entry.OfAccount change =
                    switch (random.nextInt(3)) {
                        case 0 -> rename(id, free);
                        case 1 -> new Entry.FolderRemoved(id);
                        default -> add(id, free);
                    };
            switch (change) {
                case Entry.FolderRenamed e -> model.computeIfPresent(id, (_, _) -> e.name());
                case Entry.FolderRemoved _ -> model.remove(id);
                default -> model.put(id, free);
            }
            table = table.after(change);
            assertThat(table.folder(free).map(FolderInfo::id))
                    .isEqualTo(Optional.of(id).filter(it -> free.equals(model.get(it))));
        }
        Map<Integer, MailboxName> found = new HashMap<>();
        for (FolderInfo folder : table.folders()) {
            found.put(folder.id(), folder.name());
            assertThat(table.folder(folder.name())).contains(folder);
        }
        assertThat(found).isEqualTo(model);
        List<Entry.OfAccount> entries =
                table.entries().stream().map(Entry.OfAccount.class::cast).toList();
        assertThat(after(FolderTable.EMPTY, entries).folders()).isEqualTo(table.folders());
    }

    private static Entry.Annotated annotate(int folder, String key, String value) {
        return new Entry.Annotated(
                folder,
                key,
                Optional.of(value)
                        .filter(it -> !it.isEmpty())
                        .map(it -> new AnnotationValue(it.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void keepsAnnotationsOfTheFoldersThereAre() {
        FolderTable table =
                after(
                        FolderTable.EMPTY,
                        List.of(
                                add(1, name("A")),
                                add(2, name("B")),
                                annotate(1, "a", "one"),
                                annotate(1, "b", "two"),
                                annotate(2, "a", "three"),
                                annotate(9, "a", "nobody's"),
                                annotate(FolderTable.NO_FOLDER, "a", "of all"),
                                rename(1, name("C")),
                                annotate(1, "b", ""),
                                new Entry.FolderRemoved(2),
                                annotate(2, "a", "too late"),
                                add(2, name("D"))));
        assertThat(table.annotations(1)).containsOnlyKeys("a");
        assertThat(table.annotations(2)).isEmpty();
        assertThat(table.annotations(9)).isEmpty();
        assertThat(table.annotations(FolderTable.NO_FOLDER)).containsOnlyKeys("a");
        assertThat(table.annotationBytes()).isEqualTo("one".length() + "of all".length());
        assertThat(table.annotated(1, 2)).containsExactly(annotate(2, "a", "one"));
        FolderTable again =
                after(
                        FolderTable.EMPTY,
                        table.entries().stream().map(Entry.OfAccount.class::cast).toList());
        for (int folder : new int[] {FolderTable.NO_FOLDER, 1, 2}) {
            assertThat(again.annotations(folder)).isEqualTo(table.annotations(folder));
        }
    }
}
