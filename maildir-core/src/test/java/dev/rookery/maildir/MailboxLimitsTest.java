// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a mailbox can hold, to the last one and no further.
class MailboxLimitsTest {
    private static final int KEYWORDS_MAX = 200;
    private static final int KEYWORD_CHARS_MAX = 50;
    private static final UidSet FIRST = UidSet.of(Uid.FIRST);

    @TempDir private Path home;
    private final MailStore store =
            MailStore.builder().durability(Durability.NONE).hostName("test").build();

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    @BeforeEach
    void open() throws IOException {
        leaveUsedUpMailbox();
        account = store.open(new AccountLocation(home.resolve("Maildir")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Flags keywords(int from, int to) {
        List<String> words = IntStream.range(from, to).mapToObj(i -> "word" + i).toList();
        return Flags.of(List.of(), words);
    }

    @Test
    void takesTwoHundredKeywords() throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Mail.deliver(inbox, "one", keywords(0, KEYWORDS_MAX - 1));
        inbox.changeFlags(FIRST, FlagChange.add(keywords(KEYWORDS_MAX - 1, KEYWORDS_MAX)));
        assertThat(inbox.snapshot().keywords()).hasSize(KEYWORDS_MAX);
        Mail.deliver(inbox, "two", keywords(0, KEYWORDS_MAX));
    }

    @Test
    void takesNoMoreKeywords() throws IOException {
        Mailbox full = account.mailbox(MailboxName.INBOX);
        Flags more = keywords(KEYWORDS_MAX, KEYWORDS_MAX + 1);
        Mail.deliver(full, "one", keywords(0, KEYWORDS_MAX));
        assertThatThrownBy(() -> full.changeFlags(FIRST, FlagChange.add(more)))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> full.changeFlags(FIRST, FlagChange.replace(more)))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> full.deliver(more, Instant.EPOCH))
                .isInstanceOf(LimitException.class);

        Mailbox other = account.create(MailboxName.parse("Other", '/'));
        Mail.deliver(other, "another", more);
        assertThatThrownBy(() -> other.copy(FIRST, full)).isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> other.move(FIRST, full)).isInstanceOf(LimitException.class);
        assertThat(full.refresh().uids()).isEqualTo(FIRST);
        assertThat(full.snapshot().keywords()).hasSize(KEYWORDS_MAX);
        assertThat(other.refresh().uids()).isEqualTo(FIRST);
    }

    /// Once nobody bears it, be it changed or gone.
    @Test
    void takesAnotherKeywordInPlaceOfOne() throws IOException {
        Mailbox full = account.mailbox(MailboxName.INBOX);
        Mail.deliver(full, "one", keywords(0, KEYWORDS_MAX));
        full.changeFlags(FIRST, FlagChange.remove(keywords(0, 1)));
        Mail.deliver(full, "two", keywords(KEYWORDS_MAX, KEYWORDS_MAX + 1));
        full.expunge(FIRST);
        Mail.deliver(full, "three", keywords(0, KEYWORDS_MAX - 1));
        assertThat(full.snapshot().keywords()).hasSize(KEYWORDS_MAX);
    }

    @Test
    void takesKeywordsOfFiftyCharacters() throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Flags long50 = Flags.of(List.of(), List.of("k".repeat(KEYWORD_CHARS_MAX)));
        Flags long51 = Flags.of(List.of(), List.of("k".repeat(KEYWORD_CHARS_MAX + 1)));
        Mail.deliver(inbox, "one", long50);
        assertThat(inbox.snapshot().flags(Uid.FIRST)).isEqualTo(long50);
        assertThatThrownBy(() -> inbox.deliver(long51, Instant.EPOCH))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> inbox.changeFlags(FIRST, FlagChange.add(long51)))
                .isInstanceOf(LimitException.class);
    }

    /// Dovecot left a mailbox with a message, and no more than one UID to give.
    private void leaveUsedUpMailbox() throws IOException {
        Path folder = home.resolve("Maildir/.Old");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(part));
        }
        Files.writeString(folder.resolve("cur/1.a:2,FS"), "Subject: last\n\n");
        long last = Uid.MAX - 2;
        String list = "3 V1500000000 N%d\n%d :1.a\n".formatted(last + 1, last);
        Files.writeString(folder.resolve("dovecot-uidlist"), list);
    }

    @Test
    void beginsAnewWhenNearlyAllUidsAreUsedUp() throws IOException {
        Mailbox old = account.mailbox(MailboxName.parse("Old", '/'));
        Snapshot snapshot = old.snapshot();
        assertThat(snapshot.uidValidity().value()).isGreaterThan(1_500_000_000);
        assertThat(snapshot.uids()).isEqualTo(FIRST);
        assertThat(snapshot.flags(Uid.FIRST))
                .isEqualTo(Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED));
        assertThat(Mail.subject(old, Uid.FIRST)).isEqualTo("last");
        assertThat(Mail.deliver(old, "next", Flags.NONE)).isEqualTo(new Uid(2));
    }

    @Test
    void liesTenLevelsDeepAtMost() throws IOException {
        MailboxName ten = new MailboxName(Collections.nCopies(10, "level"));
        assertThat(account.create(ten).name()).isEqualTo(ten);
        assertThatThrownBy(() -> new MailboxName(Collections.nCopies(11, "level")))
                .isInstanceOf(InvalidMailboxNameException.class);
        MailboxName top = MailboxName.parse("level", '/');
        MailboxName deeper = MailboxName.parse("a/b", '/');
        assertThatThrownBy(() -> account.rename(top, deeper))
                .isInstanceOf(InvalidMailboxNameException.class);
        assertThat(account.mailboxes()).contains(ten);
    }
}
