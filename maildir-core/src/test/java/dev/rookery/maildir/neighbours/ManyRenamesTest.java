// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Change;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another program marks a whole folder as read: that is no single change as large as the folder.
class ManyRenamesTest {
    private static final int MESSAGES = 9_000;
    private static final int IN_ONE_GROUP = 4_096;

    @TempDir private Path home;

    @Test
    void areTakenInPieceByPiece() throws IOException {
        Neighbour neighbour = new Neighbour(home);
        List<UidSet> changes = new CopyOnWriteArrayList<>();
        try (MailStore store = store();
                Account account = store.open(new AccountLocation(home))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            for (int i = 0; i < MESSAGES; i++) {
                neighbour.deliver("cur/" + i + ".theirs:2,", "theirs " + i);
            }
            UidSet all = inbox.refresh().uids();
            assertThat(all.size()).isEqualTo(MESSAGES);
            try (Subscription _ = inbox.subscribe(change -> note(change, changes))) {
                for (Path file : neighbour.files("cur")) {
                    assertThat(Neighbour.toggle(file, 'S')).isPresent();
                }
                assertThat(inbox.refresh().having(SystemFlag.SEEN)).isEqualTo(all);
            }
        }
        assertThat(changes)
                .allSatisfy(uids -> assertThat(uids.size()).isLessThanOrEqualTo(IN_ONE_GROUP));
    }

    private static MailStore store() {
        return MailStore.builder().durability(Durability.NONE).hostName("test").build();
    }

    private static void note(Change change, List<UidSet> changes) {
        if (change instanceof Change.FlagsChanged(var _, UidSet uids)) {
            changes.add(uids);
        }
    }
}
