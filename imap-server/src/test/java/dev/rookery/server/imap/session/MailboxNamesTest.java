// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxNamesTest {
    private final MailboxNames plain = new MailboxNames('.', "");
    private final MailboxNames courier = new MailboxNames('.', "INBOX.");

    @Test
    void readsInboxInAnyCase() {
        assertThat(plain.parse("inBox")).isEqualTo(MailboxName.INBOX);
        assertThat(courier.parse("inbox")).isEqualTo(MailboxName.INBOX);
    }

    @Test
    void cutsAtTheSeparator() {
        assertThat(plain.parse("a.b/c")).isEqualTo(name("a", "b/c"));
        assertThat(new MailboxNames('/', "").parse("a.b/c")).isEqualTo(name("a.b", "c"));
    }

    @Test
    void refusesEmptyLevels() {
        assertRefused(plain, "a..b");
        assertRefused(plain, ".a");
        assertRefused(plain, "a.");
        assertRefused(plain, "");
    }

    @Test
    void forgivesASeparatorAtTheEndOfANewName() {
        assertThat(plain.parseNew("a.b.")).isEqualTo(name("a", "b"));
    }

    @Test
    void putsThePrefixBeforeAllButInbox() {
        assertThat(courier.text(MailboxName.INBOX)).isEqualTo("INBOX");
        assertThat(courier.text(name("Sent"))).isEqualTo("INBOX.Sent");
        assertThat(courier.parse("Inbox.Sent")).isEqualTo(name("Sent"));
        assertThat(courier.parse("INBOX.INBOX.x")).isEqualTo(name("INBOX", "x"));
    }

    @Test
    void refusesNamesOutsideTheNamespace() {
        assertRefused(courier, "Sent");
        assertRefused(courier, "INBOX.");
    }

    @Test
    void cannotSayALevelThatHoldsTheSeparator() {
        assertThat(plain.canSay(name("a.b"))).isFalse();
        assertThat(plain.canSay(name("a", "b"))).isTrue();
    }

    private static void assertRefused(MailboxNames names, String text) {
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> names.parse(text));
    }

    private static MailboxName name(String... components) {
        return new MailboxName(List.of(components));
    }
}
