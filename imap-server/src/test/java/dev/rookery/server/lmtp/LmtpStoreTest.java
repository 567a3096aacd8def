// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.observe.Event;
import dev.rookery.server.users.MailUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LMTP into a real mail store.
class LmtpStoreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(LmtpWorld.NOW);

    @TempDir private Path home;
    private MailStore store;
    private QuotaLimits limits = QuotaLimits.NONE;
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void open() {
        store = MailStore.builder().clock(CLOCK).durability(Durability.NONE).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void deliversBytesAsTheyCame() throws IOException {
        StringBuilder body = new StringBuilder("Subject: large\r\n\r\n");
        Random random = new Random(1);
        for (int line = 0; line < 20_000; line++) {
            body.append("a line of some length, number ").append(random.nextLong()).append("\r\n");
        }
        body.append("gr\u00fc\u00dfe ").append("x".repeat(5_000)).append("\r\n");
        String heard = deliver("anna, bert, anna", body.toString());
        assertThat(heard)
                .endsWith(
                        """
                        250 2.0.0 <anna> Saved\r
                        250 2.0.0 <bert> Saved\r
                        250 2.0.0 <anna> Saved\r
                        """);
        assertThat(messages("anna"))
                .hasSize(2)
                .allMatch(message -> message.endsWith(body.toString()));
        assertThat(messages("bert"))
                .singleElement()
                .asString()
                .startsWith("Return-Path: <a@b>\r\nDelivered-To: bert\r\nReceived: from mta (")
                .endsWith(body.toString());
        assertThat(events).hasOnlyElementsOfType(Event.Delivered.class).hasSize(3);
    }

    @Test
    void keepsNothingOfWhatIsTooLarge() throws IOException {
        String line = "x".repeat(998) + "\r\n";
        String heard = deliver("anna", line.repeat(2_001));
        assertThat(heard).endsWith("552 5.3.4 Message too large\r\n");
        assertThat(messages("anna")).isEmpty();
    }

    @Test
    void refusesForGoodWhatAFullAccountMayNotHold() throws IOException {
        limits = QuotaLimits.ofBytes(500);
        assertThat(deliver("anna", "x\r\n")).endsWith("250 2.0.0 <anna> Saved\r\n");
        assertThat(deliver("anna", "x".repeat(400) + "\r\n"))
                .endsWith("552 5.2.2 <anna> Mailbox is full\r\n");
        assertThat(messages("anna")).hasSize(1);
    }

    private String deliver(String recipients, String body) throws IOException {
        LmtpService service =
                new LmtpService(
                        new LmtpSettings(
                                "mx.example.org", 2_000_000, 9, 9, ServerLimits.LMTP_IDLE_MAX),
                        this::resolve,
                        user -> store.open(user.mail()),
                        events::add,
                        CLOCK);
        ScriptedTransport client = new ScriptedTransport().says("LHLO mta\r\nMAIL FROM:<a@b>\r\n");
        for (String recipient : recipients.split(", ", -1)) {
            client.says("RCPT TO:<" + recipient + ">\r\n");
        }
        service.serve(client.says("DATA\r\n").says(body + ".\r\n"));
        return client.heard();
    }

    private Recipients.Resolution resolve(String address) {
        Path maildir = home.resolve(address).resolve("Maildir");
        return new Recipients.Found(List.of(new MailUser(address, location(maildir))));
    }

    private AccountLocation location(Path maildir) {
        return new AccountLocation(maildir).limitedTo(limits);
    }

    private List<String> messages(String user) throws IOException {
        List<String> messages = new ArrayList<>();
        Path maildir = home.resolve(user).resolve("Maildir");
        try (Account account = store.open(location(maildir))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            UidSet uids = inbox.snapshot().uids();
            for (long place = 1; place <= uids.size(); place++) {
                Uid uid = uids.select(place);
                assertThat(inbox.snapshot().internalDate(uid)).isEqualTo(LmtpWorld.NOW);
                messages.add(content(inbox, uid));
            }
        }
        return messages;
    }

    private static String content(Mailbox inbox, Uid uid) throws IOException {
        try (Message message = inbox.message(uid)) {
            Message.Content whole = message.section(Section.WHOLE).orElseThrow();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            whole.writeTo(bytes, 0, whole.sizeBytes());
            return bytes.toString(ISO_8859_1);
        }
    }
}
