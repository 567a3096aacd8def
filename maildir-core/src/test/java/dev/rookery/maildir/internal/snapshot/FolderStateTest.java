// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FolderStateTest {
    private static final long SEED = Long.getLong("rookery.state.seed", 7);
    private static final int MESSAGES = 5_000;
    private static final int AT_ONCE_MAX = 2_000;
    private static final List<String> LETTERS =
            List.of("", ":2,", ":2,S", ":2,FS", ":2,SF", ":2,Sa", ":2,T,odd", ":2,RS");
    private static final List<Flags> FLAGS =
            List.of(
                    Flags.NONE,
                    Flags.of(SystemFlag.SEEN),
                    Flags.of(List.of(SystemFlag.SEEN, SystemFlag.FLAGGED), List.of("$Work")),
                    Flags.of(List.of(), List.of("$work", "other")));

    private final Random random = new Random(SEED);

    @Test
    void comesToTheSameWithManyMessagesAtOnce() throws IOException {
        List<Entry.MessageAdded> messages = messages();
        FolderState one = FolderState.empty(3, new UidValidity(9));
        for (Entry.MessageAdded each : messages) {
            one = one.after(each);
        }
        FolderState many = FolderState.empty(3, new UidValidity(9));
        for (int from = 0; from < messages.size(); ) {
            int to = Math.min(messages.size(), from + 1 + random.nextInt(AT_ONCE_MAX));
            many = many.added(messages.subList(from, to));
            from = to;
        }
        assertThat(text(many)).as("seed %d", SEED).isEqualTo(text(one));
        assertThat(many.snapshot().flagging().keywords()).containsExactly("$Work", "other");
    }

    private List<Entry.MessageAdded> messages() {
        List<Entry.MessageAdded> messages = new ArrayList<>();
        long uid = 1;
        for (int i = 0; i < MESSAGES; i++) {
            String letters = LETTERS.get(random.nextInt(LETTERS.size()));
            messages.add(
                    new Entry.MessageAdded(
                            3,
                            uid,
                            100 + i,
                            FLAGS.get(random.nextInt(FLAGS.size())),
                            random.nextInt(1_000_000),
                            i,
                            random.nextInt(10_000),
                            random.nextInt(10_000),
                            "1700000000.M" + i + "P1.host" + letters,
                            letters.isEmpty(),
                            Optional.empty(),
                            Optional.of(new Entry.Place(2, uid)),
                            Optional.empty()));
            uid += random.nextInt(10) == 0 ? 1 + random.nextInt(3_000) : 1;
        }
        return messages;
    }

    /// All that can be seen of it.
    private static List<String> text(FolderState state) throws IOException {
        List<String> text = new ArrayList<>();
        MailboxSnapshot snapshot = state.snapshot();
        for (Uid uid : snapshot.uids()) {
            Row row = snapshot.row(uid.value()).orElseThrow();
            text.add(row + " " + snapshot.flags(uid) + " " + state.fileName(row));
            text.add(state.isInNew(uid.value()) + " " + state.debt().of(uid.value()));
        }
        text.add(snapshot.uidNext() + " " + snapshot.highestModSeq());
        text.add(state.status() + " " + state.sizes() + " " + state.unplaced());
        return text;
    }
}
