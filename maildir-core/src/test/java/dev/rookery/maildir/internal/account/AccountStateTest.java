// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Reading a journal back, in which one epoch continues another.
class AccountStateTest {
    private static final int FOLDER = 1;

    /// No folder has an index.
    private final AccountState state =
            new AccountState(
                    new FolderIndex() {
                        @Override
                        public Stored read(FolderInfo folder, boolean counted) {
                            FolderState none = FolderState.empty(FOLDER, folder.uidValidity());
                            return new Stored(none, 0, true);
                        }

                        @Override
                        public long sequence(FolderInfo folder) {
                            return 0;
                        }

                        @Override
                        public Usage usage(FolderInfo folder) {
                            return Usage.NOTHING;
                        }
                    },
                    new UnplacedBodies(new AtomicLong()));

    /// What an epoch begins with.
    private void begin(long uidNext, long highestModSeq) {
        state.entry(0, new Entry.AccountCounters(FOLDER, 7));
        state.entry(
                0,
                new Entry.FolderAdded(FOLDER, MailboxName.INBOX, FolderPath.ROOT, 7, "identity"));
        state.entry(0, new Entry.Counters(FOLDER, uidNext, highestModSeq));
    }

    private void add(long sequence, long uid, long modSeq) {
        state.entry(
                sequence,
                new Entry.MessageAdded(
                        FOLDER,
                        uid,
                        modSeq,
                        Flags.NONE,
                        0,
                        0,
                        10,
                        11,
                        "17.m" + uid,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void expunge(long sequence, long uid, long modSeq) {
        UidSet one = UidSet.of(new Uid(uid));
        state.entry(sequence, new Entry.MessagesExpunged(FOLDER, modSeq, one, Inodes.UNKNOWN));
    }

    private MailboxSnapshot snapshot() throws IOException {
        return state.folder(FOLDER).orElseThrow().snapshot();
    }

    @Test
    void missesNoIndexOfWhatTheJournalTells() throws IOException {
        begin(1, 1);
        add(1, 1, 2);
        add(2, 2, 3);
        expunge(3, 1, 4);
        begin(3, 4);
        add(4, 3, 5);

        assertThat(snapshot().highestModSeq()).isEqualTo(new ModSeq(5));
        assertThat(snapshot().expungedSince(new ModSeq(3))).contains(UidSet.of(new Uid(1)));
    }

    @Test
    void forgetsExpungesThatOnlyALostIndexTold() throws IOException {
        begin(3, 4);
        add(4, 3, 5);

        assertThat(snapshot().uidNext()).isEqualTo(new Uid(4));
        assertThat(snapshot().expungedSince(new ModSeq(3))).isEmpty();
    }
}
