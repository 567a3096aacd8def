// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.ExpungeLog;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
    @TempDir private Path home;

    private static Entry.MessageAdded message(long uid) {
        return new Entry.MessageAdded(
                1,
                uid,
                uid,
                Flags.NONE,
                1,
                2,
                3,
                4,
                uid + ".M1.host:2,",
                false,
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
    @ValueSource(ints = {0, 1, ExpungeLog.STEPS_MAX, ExpungeLog.STEPS_MAX + 1})
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
}
