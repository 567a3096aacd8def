// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.Endings;
import dev.rookery.maildir.internal.snapshot.FileNames;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.LetterSets;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
    @TempDir private Path home;

    private static Entry.MessageAdded message(long uid) {
        return message(uid, uid + ".M1.host:2,", false);
    }

    private static Entry.MessageAdded message(long uid, String name, boolean inNew) {
        return new Entry.MessageAdded(
                1,
                uid,
                uid,
                Flags.NONE,
                1,
                2,
                3,
                4,
                name,
                inNew,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// A folder in which each message was expunged right after it came, one by one.
    private static FolderState expunged(int messages) {
        FolderState folder = FolderState.empty(1, new UidValidity(7));
        for (int uid = 1; uid <= messages; uid++) {
            FolderState more = folder.added(List.of(message(uid)));
            folder = more.with(more.snapshot().expunged(UidSet.of(new Uid(uid)), messages + uid));
        }
        return folder;
    }

    private FolderState writtenAndRead(FolderState state) throws IOException {
        try (Directory directory = new LinuxDisk(Durability.NONE).open(home);
                SegmentPool pool = new SegmentPool(new BlockCache(1 << 20))) {
            FolderStore store = new FolderStore(pool, directory, Optional.empty());
            store.write(state, "identity", 1);
            return store.read().orElseThrow().state();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MailLimits.EXPUNGES_KEPT_MAX, MailLimits.EXPUNGES_KEPT_MAX + 1})
    void knowsWhatWasExpungedAndHowLongAgo(int messages) throws IOException {
        MailboxSnapshot before = expunged(messages).snapshot();
        MailboxSnapshot after = writtenAndRead(expunged(messages)).snapshot();
        long since = before.expunges().completeSince();
        assertThat(after.expunges().completeSince()).isEqualTo(since);
        assertThat(after.expunges().count()).isEqualTo(before.expunges().count());
        for (long modSeq = since; modSeq <= 2L * messages; modSeq += 1 + messages / 10) {
            assertThat(after.expungedSince(new ModSeq(modSeq)))
                    .isPresent()
                    .isEqualTo(before.expungedSince(new ModSeq(modSeq)));
        }
        assertThat(since == 0 || after.expungedSince(new ModSeq(since - 1)).isEmpty()).isTrue();
    }

    @Test
    void countsOnWhereItWas() throws IOException {
        MailboxSnapshot after = writtenAndRead(expunged(10)).snapshot();
        assertThat(after.uids().isEmpty()).isTrue();
        assertThat(after.uidNext()).isEqualTo(new Uid(11));
        assertThat(after.highestModSeq()).isEqualTo(new ModSeq(20));
    }

    private static FolderState named(FileNames names) {
        FolderState none = FolderState.empty(1, new UidValidity(7));
        return new FolderState(
                1,
                none.snapshot(),
                names,
                none.debt(),
                none.letters(),
                none.tombs(),
                none.unplaced(),
                none.sizes());
    }

    private long headBytes() throws IOException {
        return Files.size(home.resolve("rookery.index"));
    }

    @Test
    void knowsTheNamesThatOtherProgramsGave() throws IOException {
        String[] endings = {"", ":2,", ":2,F", ":2,SF", ":2,S,data", ":1,x:2,R"};
        List<Entry.MessageAdded> messages = new ArrayList<>();
        for (int uid = 1; uid <= 600; uid++) {
            String name = uid + ".M1.host" + endings[uid % endings.length];
            messages.add(message(uid, name, uid % 7 < 3));
        }
        FolderState before = FolderState.empty(1, new UidValidity(7)).added(messages);
        try (Directory directory = new LinuxDisk(Durability.NONE).open(home);
                SegmentPool pool = new SegmentPool(new BlockCache(1 << 20))) {
            FolderStore store = new FolderStore(pool, directory, Optional.empty());
            store.write(before, "identity", 1);
            FolderState after = store.read().orElseThrow().state();
            for (Entry.MessageAdded each : messages) {
                Row row = after.snapshot().row(each.uid()).orElseThrow();
                assertThat(after.fileName(row)).isEqualTo(each.fileName());
                assertThat(after.isInNew(each.uid())).isEqualTo(each.inNew());
            }
        }
    }

    /// In `new/` or in `cur/`, as other programs write them.
    @Test
    void tellsOfAMillionNamesWithoutSpellingThem() throws IOException {
        UidSet.Builder inNew = UidSet.builder();
        UidSet.Builder contrary = UidSet.builder();
        Random random = new Random(1);
        for (int uid = 1; uid <= 1_000_000; uid++) {
            (random.nextBoolean() ? inNew : contrary).accept(uid);
            contrary.accept(uid);
        }
        FileNames names =
                new FileNames(inNew.build(), contrary.build(), LetterSets.NONE, Endings.NONE);
        assertThat(writtenAndRead(named(names)).names().contrary()).isEqualTo(names.contrary());
        assertThat(headBytes()).isLessThan(1_000_000);
    }

    @Test
    void isWrittenWhateverNamesThereAre() throws IOException {
        int count = 300_000;
        UidSet uids = UidSet.range(Uid.FIRST, new Uid(count));
        String data = ":2,S," + "x".repeat(230);
        List<String> endings = IntStream.range(0, count).mapToObj(i -> data + i).toList();
        FileNames names =
                new FileNames(
                        UidSet.EMPTY, UidSet.EMPTY, LetterSets.NONE, Endings.of(uids, endings));
        Endings after = writtenAndRead(named(names)).names().endings();
        assertThat(after.uids().size()).isBetween(count / 10L, count - 1L);
        assertThat(after.of(1)).contains(data + 0);
    }
}
