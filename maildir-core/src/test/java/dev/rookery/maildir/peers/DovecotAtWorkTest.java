// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Dovecot goes on reading mail after we took it over.
@NeedsDovecot
@ExtendWith(QuietLog.class)
class DovecotAtWorkTest {
    @Test
    void isNoticed() throws Exception {
        try (RealDovecot dovecot = new RealDovecot("", '.');
                MailStore store =
                        MailStore.builder().durability(Durability.NONE).hostName("test").build()) {
            DovecotMail.make(dovecot, 20, 7);
            // Dovecot wrote a moment ago.
            Account account = store.open(new AccountLocation(dovecot.mail()));
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            assertThat(inbox.refresh().uids().isEmpty()).isFalse();

            assertThat(dovecot.facts()).isNotEmpty();

            assertThatThrownBy(inbox::refresh)
                    .isInstanceOf(AccountInUseException.class)
                    .hasMessageContaining("dovecot-uidlist");
            assertThat(dovecot.mail().resolve("dovecot-uidlist")).exists();
        }
    }
}
