// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Dovecot reads what we wrote with lines that end either way, and agrees with the sizes in names.
@NeedsDovecot
class DovecotLineEndsTest {
    private static final byte[] MAIL =
            RealDovecot.bytes("Message-ID: <1@ours>\r\nSubject: x\r\n\r\none\r\ntwo\r\n");
    private static final int LINES = 5;

    private RealDovecot dovecot;

    @BeforeEach
    void start() throws IOException {
        dovecot = new RealDovecot("", '.');
    }

    @AfterEach
    void removeAll() throws IOException {
        dovecot.close();
    }

    @Test
    void readsEitherForm() throws Exception {
        deliver(LineEnds.LF);
        deliver(LineEnds.CRLF);

        String text = dovecot.doveadm("fetch", "text", "mailbox", "INBOX", "all");

        assertThat(text.lines().filter(line -> line.strip().equals("two"))).hasSize(2);
        String sizes =
                dovecot.doveadm(
                        "-f",
                        "flow",
                        "fetch",
                        "uid size.physical size.virtual",
                        "mailbox",
                        "INBOX",
                        "all");
        assertThat(sizes.lines())
                .containsExactly(
                        "uid=1 size.physical=%d size.virtual=%d"
                                .formatted(MAIL.length - LINES, MAIL.length),
                        "uid=2 size.physical=%d size.virtual=%d"
                                .formatted(MAIL.length, MAIL.length));
        dovecot.assertContent();
    }

    private void deliver(LineEnds lineEnds) throws IOException {
        AccountLocation location = new AccountLocation(dovecot.mail());
        try (MailStore store =
                MailStore.builder()
                        .lineEnds(lineEnds)
                        .durability(Durability.NONE)
                        .hostName("ours")
                        .build()) {
            try (Account account = store.open(location);
                    Delivery delivery =
                            account.mailbox(MailboxName.INBOX)
                                    .deliver(Flags.NONE, Instant.ofEpochSecond(1_700_000_000))) {
                delivery.write(MAIL, 0, MAIL.length);
                delivery.commit();
            }
            store.export(location);
        }
    }
}
