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

    private static final UidSet LAST_TWO = UidSet.range(new Uid(Uid.MAX - 2), new Uid(Uid.MAX - 1));

    @TempDir private Path home;
    private final MailStore store =
            MailStore.builder().durability(Durability.NONE).hostName("test").build();

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    @BeforeEach
    void open() throws IOException {
        leaveFullMailbox();
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

    /// Dovecot left a mailbox with two UIDs to give.
    private void leaveFullMailbox() throws IOException {
        Path folder = home.resolve("Maildir/.Full");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(part));
        }
        String list = "3 V1500000000 N" + LAST_TWO.first() + "\n";
        Files.writeString(folder.resolve("dovecot-uidlist"), list);
    }

    private Mailbox full() throws IOException {
        return account.mailbox(MailboxName.parse("Full", '/'));
    }

    @Test
    void givesNoUidBeyondTheLast() throws IOException {
        Mailbox full = full();
        assertThat(Mail.deliver(full, "one", Flags.NONE)).isEqualTo(LAST_TWO.first());
        assertThat(Mail.deliver(full, "last", Flags.NONE)).isEqualTo(LAST_TWO.last());
        assertThatThrownBy(() -> Mail.deliver(full, "more", Flags.NONE))
                .isInstanceOf(LimitException.class);
        assertThat(full.refresh().uids()).isEqualTo(LAST_TWO);
    }

    @Test
    void copiesAsManyAsThereAreUidsFor() throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        for (int i = 1; i <= 3; i++) {
            Mail.deliver(inbox, "message " + i, Flags.NONE);
        }
        UidSet three = inbox.snapshot().uids();
        assertThatThrownBy(() -> inbox.copy(three, full())).isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> inbox.move(three, full())).isInstanceOf(LimitException.class);
        assertThat(full().refresh().uids().isEmpty()).isTrue();
        assertThat(inbox.refresh().uids()).isEqualTo(three);

        UidSet two = UidSet.range(new Uid(1), new Uid(2));
        assertThat(inbox.copy(two, full()).target()).isEqualTo(LAST_TWO);
        assertThatThrownBy(() -> inbox.copy(FIRST, full())).isInstanceOf(LimitException.class);
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
