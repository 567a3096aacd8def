// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Mail;
import dev.rookery.maildir.simulation.QuietDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A mailbox whose annotations change has a greater mod-sequence. RFC 7162 §3.2.
@Timeout(120)
class AnnotationModSeqTest extends AnnotatedAccount {
    @TempDir private Path elsewhere;

    @Test
    void raiseTheModSequenceOfTheirMailboxIfTheyChange() throws IOException {
        account.create(SENT);
        ModSeq inbox = modSeq(MailboxName.INBOX);
        List<Map<String, Optional<AnnotationValue>>> changes =
                List.of(
                        set(COMMENT, "one"),
                        set(COMMENT, "two"),
                        many(0, 9, 1),
                        removed(COMMENT),
                        set("/empty", ""),
                        removed("/empty"));
        for (Map<String, Optional<AnnotationValue>> change : changes) {
            ModSeq before = modSeq(SENT);
            account.annotate(SENT, change);
            ModSeq after = modSeq(SENT);
            assertThat(after).as(change.toString()).isGreaterThan(before);
            account.annotate(SENT, change);
            account.annotate(SENT, Map.of());
            account.annotate(SENT, removed("/missing"));
            assertThat(modSeq(SENT)).as(change.toString()).isEqualTo(after);
        }
        account.annotate(set(COMMENT, "of all"));
        assertThat(modSeq(MailboxName.INBOX)).isEqualTo(inbox);
    }

    /// RFC 5464 counts what a mailbox is for among its annotations.
    @Test
    void raiseItAlsoWithWhatAMailboxIsFor() throws IOException {
        account.create(SENT);
        ModSeq before = modSeq(SENT);
        account.annotate(SENT, set(COMMENT, "one"), Set.of(SpecialUse.SENT));
        ModSeq both = modSeq(SENT);
        assertThat(both).isGreaterThan(before);
        account.annotate(SENT, set(COMMENT, "one"), Set.of(SpecialUse.SENT));
        account.assign(SENT, Set.of(SpecialUse.SENT));
        assertThat(modSeq(SENT)).isEqualTo(both);
        account.annotate(SENT, Map.of(), Set.of(SpecialUse.JUNK));
        ModSeq use = modSeq(SENT);
        assertThat(use).isGreaterThan(both);
        account.assign(SENT, Set.of());
        assertThat(modSeq(SENT)).isGreaterThan(use);
        reopen();
        assertThat(modSeq(SENT)).isGreaterThan(use);
    }

    @Test
    void leaveMessagesAsTheyAre() throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Uid letter = Mail.deliver(inbox, "letter", Flags.NONE);
        Snapshot before = inbox.snapshot();
        account.annotate(MailboxName.INBOX, set(COMMENT, "one"));
        Snapshot after = inbox.refresh();
        assertThat(after.uidNext()).isEqualTo(before.uidNext());
        assertThat(after.modSeq(letter)).isEqualTo(before.modSeq(letter));
        assertThat(after.changedSince(before.highestModSeq())).isEqualTo(UidSet.EMPTY);
        assertThat(after.expungedSince(before.highestModSeq())).contains(UidSet.EMPTY);
        inbox.changeFlags(UidSet.of(letter), FlagChange.add(Flags.of(SystemFlag.SEEN)));
        assertThat(inbox.snapshot().modSeq(letter)).isGreaterThan(after.highestModSeq());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void raiseItForGood(boolean manyEpochs) throws IOException {
        Mailbox sent = account.create(SENT);
        Mail.deliver(sent, "letter", Flags.NONE);
        account.annotate(SENT, set(COMMENT, "one"));
        account.annotate(SENT, set(COMMENT, "two"));
        ModSeq told = modSeq(SENT);
        for (int opening = 1; opening <= 3; opening++) {
            if (manyEpochs) {
                checkpoint();
            } else {
                reopen();
            }
            assertThat(account.status(SENT).highestModSeq()).isEqualTo(told);
            assertThat(modSeq(SENT)).isEqualTo(told);
        }
    }

    /// Also where nobody has opened the mailbox since the account was closed.
    @Test
    void raiseWhatStatusTells() throws IOException {
        Mailbox sent = account.create(SENT);
        Mail.deliver(sent, "letter", Flags.NONE);
        ModSeq told = sent.snapshot().highestModSeq();
        account.annotate(SENT, set(COMMENT, "one"));
        ModSeq open = account.status(SENT).highestModSeq();
        assertThat(open).isGreaterThan(told);

        reopenCalmly();
        assertThat(account.status(SENT).highestModSeq()).isEqualTo(open);
        account.annotate(SENT, set(COMMENT, "two"));
        ModSeq unopened = account.status(SENT).highestModSeq();
        assertThat(unopened).isGreaterThan(open);

        reopenCalmly();
        assertThat(account.status(SENT).highestModSeq()).isEqualTo(unopened);
        assertThat(modSeq(SENT)).isEqualTo(unopened);
    }

    /// Nothing changed just before, and nothing is owed any more: the account knows how it was
    /// left.
    private void reopenCalmly() throws IOException {
        await().until(() -> files("new") + files("cur") == 1);
        for (int i = 0; i < 2; i++) {
            var _ = account.mailbox(SENT);
            QuietDisk.await(maildir, elsewhere);
            reopen();
        }
    }

    private long files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve(".Sent").resolve(directory))) {
            return files.count();
        }
    }

    /// Nobody is told of it but whoever asks.
    @Test
    void areNothingThatListenersToAMailboxHear() throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        List<Change> told = new ArrayList<>();
        try (Subscription _ = inbox.subscribe(told::add)) {
            account.annotate(MailboxName.INBOX, set(COMMENT, "one"));
        }
        assertThat(told).isEmpty();
    }
}
