// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Names that other programs gave, in numbers: what a change of one costs is counted in bytes of
/// memory, and must not depend on how many others there are.
class FileNamesTest {
    private static final long SEED = Long.getLong("rookery.names.seed", 11);
    private static final int FOLDER = 3;
    private static final int FEW = 1_000;
    private static final int MANY = 40_000;
    private static final int CHANGES = 100;

    /// What is said of some may be a little longer among many.
    private static final int TIMES_MAX = 3;

    /// What stands behind the base, and where.
    enum Kind {
        INFO_IN_NEW(":2,", true),
        FLAGS_IN_NEW(":2,F", true),
        NONE_IN_CUR("", false),
        OTHER_ORDER(":2,SF", false),
        PRIVATE_DATA(":2,S,data-", false) {
            @Override
            String ending(long uid) {
                return super.ending(uid) + uid;
            }
        };

        private final String ending;
        private final boolean inNew;

        Kind(String ending, boolean inNew) {
            this.ending = ending;
            this.inNew = inNew;
        }

        String ending(long uid) {
            return ending;
        }
    }

    private static String base(long uid) {
        return "1700000000.M" + uid + "P1.host";
    }

    private static Entry.MessageAdded message(long uid, String ending, boolean inNew) {
        return new Entry.MessageAdded(
                FOLDER,
                uid,
                uid,
                Flags.NONE,
                0,
                0,
                10,
                11,
                base(uid) + ending,
                inNew,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Entry.MessageAdded message(Kind kind, long uid) {
        return message(uid, kind.ending(uid), kind.inNew);
    }

    private static FolderState folderOf(Kind kind, int messages) {
        List<Entry.MessageAdded> all = new ArrayList<>();
        for (int uid = 1; uid <= messages; uid++) {
            all.add(message(kind, uid));
        }
        return FolderState.empty(FOLDER, new UidValidity(9)).added(all);
    }

    private static UidSet one(long uid) {
        return UidSet.of(new Uid(uid));
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @FunctionalInterface
    private interface Change {
        Entry.OfFolder of(long uid);
    }

    /// Of some messages in the midst of the folder.
    private static long bytesOf(FolderState folder, Change change) throws IOException {
        long first = folder.snapshot().uids().size() / 2;
        List<Entry.OfFolder> changes = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            changes.add(change.of(first + i));
        }
        FolderState state = folder;
        long before = allocatedBytes();
        for (Entry.OfFolder each : changes) {
            state = state.after(each);
        }
        return allocatedBytes() - before;
    }

    @ParameterizedTest
    @EnumSource
    void aChangeCostsTheSameHoweverManyThereAre(Kind kind) throws IOException {
        FolderState few = folderOf(kind, FEW);
        FolderState many = folderOf(kind, MANY);
        Flags seen = Flags.of(SystemFlag.SEEN);
        Map<String, Change> changes =
                Map.of(
                        "plain",
                        uid -> new Entry.FilesNamed(FOLDER, one(uid), 1),
                        "renamed",
                        uid -> new Entry.FileNamed(FOLDER, uid, base(uid) + ":2,RF", false),
                        "the same again",
                        uid -> new Entry.FileNamed(FOLDER, uid, base(uid) + ":2,", true),
                        "flagged",
                        uid ->
                                new Entry.FlagsChanged(
                                        FOLDER, MANY + uid, one(uid), FlagChange.add(seen)),
                        "expunged",
                        uid ->
                                new Entry.MessagesExpunged(
                                        FOLDER, MANY + uid, one(uid), Inodes.UNKNOWN),
                        "removed",
                        uid -> new Entry.FilesRemoved(FOLDER, one(uid)),
                        "one more",
                        uid -> message(kind, MANY + uid));
        for (Map.Entry<String, Change> each : changes.entrySet()) {
            assertThat(bytesOf(many, each.getValue()))
                    .as(each.getKey())
                    .isLessThan(TIMES_MAX * bytesOf(few, each.getValue()));
        }
    }

    /// As after a crash: one entry after the other.
    @ParameterizedTest
    @EnumSource
    void tellingOfManyOneByOneCostsAsMuchForEach(Kind kind) throws IOException {
        FolderState none = FolderState.empty(FOLDER, new UidValidity(9));
        long[] bytes = new long[2];
        int[] counts = {500, 5_000};
        for (int i = 0; i < counts.length; i++) {
            FolderState state = none;
            long before = allocatedBytes();
            for (int uid = 1; uid <= counts[i]; uid++) {
                state = state.after(message(kind, uid));
            }
            bytes[i] = allocatedBytes() - before;
        }
        assertThat(bytes[1]).isLessThan(2 * 10 * bytes[0]);
    }

    private record Name(String text, boolean inNew) {}

    private static final List<String> ENDINGS =
            List.of("", ":2,", ":2,S", ":2,FS", ":2,SF", ":2,Sa", ":2,T,x", ":1,E", ":2", ":x:2,R");

    private static Optional<String> nameOf(FolderState state, long uid) throws IOException {
        return state.snapshot().row(uid).map(state::fileName);
    }

    private static void requireEqual(FolderState state, Map<Long, Name> model, String when)
            throws IOException {
        for (Map.Entry<Long, Name> each : model.entrySet()) {
            long uid = each.getKey();
            assertThat(nameOf(state, uid)).as(when).contains(each.getValue().text());
            assertThat(state.isInNew(uid)).as(when).isEqualTo(each.getValue().inNew());
        }
        UidSet.Builder inNew = UidSet.builder();
        model.forEach((uid, name) -> {
            if (name.inNew()) {
                inNew.accept(uid);
            }
        });
        assertThat(state.names().inNew()).as(when).isEqualTo(inNew.build());
    }

    /// Changes at random, and what the names are then.
    private static final class Story {
        private final Random random = new Random(SEED);
        private final List<Entry.OfFolder> told = new ArrayList<>();
        private final Map<Long, Name> model = new TreeMap<>();
        private FolderState state = FolderState.empty(FOLDER, new UidValidity(9));

        private void tell(Entry.OfFolder entry) throws IOException {
            told.add(entry);
            state = state.after(entry);
        }

        void goOn() throws IOException {
            long next = state.snapshot().uidNext().value();
            long uid = 1 + random.nextLong(next);
            String ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
            boolean inNew = random.nextBoolean();
            switch (random.nextInt(model.containsKey(uid) ? 6 : 2)) {
                case 0, 1 -> add(next + (random.nextInt(50) == 0 ? 70_000 : 0), ending, inNew);
                case 2, 3 -> {
                    String name = base(uid) + ending;
                    tell(new Entry.FileNamed(FOLDER, uid, name, inNew));
                    model.put(uid, new Name(name, inNew));
                }
                case 4 -> {
                    Uid last = new Uid(uid + random.nextInt(10));
                    name(UidSet.range(new Uid(uid), last).and(state.snapshot().uids()));
                }
                default -> {
                    UidSet gone = one(uid);
                    long modSeq = state.snapshot().highestModSeq().value() + 1;
                    tell(new Entry.MessagesExpunged(FOLDER, modSeq, gone, Inodes.UNKNOWN));
                    tell(new Entry.FilesRemoved(FOLDER, gone));
                    model.remove(uid);
                }
            }
        }

        private void add(long uid, String ending, boolean inNew) throws IOException {
            tell(message(uid, ending, inNew));
            model.put(uid, new Name(base(uid) + ending, inNew));
        }

        private void name(UidSet some) throws IOException {
            int letters = random.nextInt(1 << 6);
            tell(new Entry.FilesNamed(FOLDER, some, letters));
            String info = ":2," + FlagLetters.text(letters);
            some.forEachUid(uid -> model.put(uid, new Name(base(uid) + info, false)));
        }
    }

    @Test
    void areWhatTheyWereSaidToBe() throws IOException {
        Story story = new Story();
        for (int step = 0; step < 3_000; step++) {
            story.goOn();
            if (step % 300 == 0) {
                requireEqual(story.state, story.model, "seed " + SEED + ", step " + step);
            }
        }
        requireEqual(story.state, story.model, "seed " + SEED + ", at the end");
        FolderState again = FolderState.empty(FOLDER, new UidValidity(9)).afterAll(story.told);
        requireEqual(again, story.model, "seed " + SEED + ", told again");
        assertThat(again.debt()).as("seed %d", SEED).isEqualTo(story.state.debt());
        assertThat(again.status()).as("seed %d", SEED).isEqualTo(story.state.status());
    }

    /// Only what nobody writes so is kept as text.
    @ParameterizedTest
    @EnumSource(names = {"INFO_IN_NEW", "FLAGS_IN_NEW", "NONE_IN_CUR"})
    void takeNoTextIfOthersWriteThemSo(Kind kind) {
        FileNames names = folderOf(kind, FEW).names();
        assertThat(names.endings().uids().isEmpty()).isTrue();
        assertThat(names.contrary().size()).isEqualTo(FEW);
    }
}
