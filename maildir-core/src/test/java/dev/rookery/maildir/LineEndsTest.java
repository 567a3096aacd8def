// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Messages whose lines end with LF on disk, or with CRLF, or with either: nobody is told which.
class LineEndsTest {
    private static final Instant DATE = Instant.ofEpochSecond(1_700_000_000);
    private static final MailboxName WORK = MailboxName.parse("Work", '/');

    /// In both forms, with a CR that ends no line.
    private static final String MAIL =
            """
            Subject: two parts
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            one\rline
            --b
            Content-Type: message/rfc822

            Subject: inner

            text
            --b
            Content-Type: text/plain
            Content-Transfer-Encoding: quoted-printable

            quoted=3D
            and soft=
            line
            --b
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64

            AAEC
            /w==
            --b--
            """;

    private static final List<Section> SECTIONS =
            List.of(
                    Section.WHOLE,
                    new Section(List.of(), new Section.Header()),
                    new Section(List.of(), new Section.BodyText()),
                    new Section(List.of(1), new Section.Content()),
                    new Section(List.of(2), new Section.Mime()),
                    new Section(List.of(2), new Section.Header()),
                    new Section(List.of(2, 1), new Section.Content()));

    private static final List<List<Integer>> PARTS =
            List.of(List.of(), List.of(1), List.of(2), List.of(2, 1), List.of(3), List.of(4));

    @TempDir private Path maildir;
    private MailStore store = store(LineEnds.LF);

    private static MailStore store(LineEnds lineEnds) {
        return MailStore.builder()
                .lineEnds(lineEnds)
                .durability(Durability.NONE)
                .flagsToNames(Duration.ZERO)
                .hostName("test")
                .build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Account open(LineEnds lineEnds) throws IOException {
        close();
        store = store(lineEnds);
        return store.open(new AccountLocation(maildir));
    }

    private static String crlf(String any) {
        return any.replaceAll("(?<!\r)\n", "\r\n");
    }

    /// Too large to be held in memory, and of no two lines that are alike.
    private static String large() {
        StringBuilder text = new StringBuilder("Subject: large\n\n");
        for (int line = 0; text.length() < 300_000; line++) {
            text.append("line ").append(line).append(line % 3 == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private static Uid deliver(Account account, String text) throws IOException {
        byte[] bytes = text.getBytes(US_ASCII);
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        try (Delivery delivery = inbox.deliver(Flags.NONE, DATE)) {
            // In pieces, one of which ends within a CRLF if there is any.
            int cut = Math.max(1, text.indexOf('\n'));
            delivery.write(bytes, 0, cut);
            delivery.write(bytes, cut, bytes.length - cut);
            return delivery.commit().uid();
        }
    }

    private static String content(Mailbox mailbox, Uid uid) throws IOException {
        try (Message message = mailbox.message(uid)) {
            return section(message, Section.WHOLE);
        }
    }

    private static String section(Message message, Section section) throws IOException {
        Message.Content content = message.section(section).orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out, 0, content.sizeBytes());
        assertThat(out.size()).isEqualTo((int) content.sizeBytes());
        return out.toString(US_ASCII);
    }

    private static String decoded(Message message, List<Integer> part) throws IOException {
        Message.Decoded decoded = message.decoded(part).orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        decoded.writeTo(out, 0, decoded.sizeBytes());
        assertThat(out.size()).isEqualTo((int) decoded.sizeBytes());
        return out.toString(ISO_8859_1) + (decoded.hasNul() ? " with NUL" : "");
    }

    /// All that is told of a message.
    private static List<String> facts(Mailbox mailbox, Uid uid) throws IOException {
        List<String> facts = new ArrayList<>();
        try (Message message = mailbox.message(uid)) {
            facts.add(Long.toString(mailbox.snapshot().sizeBytes(uid)));
            facts.add(new String(message.envelope(), US_ASCII));
            facts.add(new String(message.bodyStructure(), US_ASCII));
            facts.add(message.preview());
            for (Section section : SECTIONS) {
                facts.add(section(message, section));
            }
            for (List<Integer> part : PARTS) {
                facts.add(decoded(message, part));
            }
        }
        return facts;
    }

    /// The files of messages, once all are there.
    private List<Path> files() throws IOException {
        close();
        try (Stream<Path> files = Files.walk(maildir)) {
            return files.filter(LineEndsTest::isMessage).sorted().toList();
        }
    }

    private static boolean isMessage(Path file) {
        String path = file.toString();
        return Files.isRegularFile(file) && (path.contains("/cur/") || path.contains("/new/"));
    }

    private static String onDisk(String text, LineEnds lineEnds) {
        String told = crlf(text);
        return lineEnds == LineEnds.LF ? told.replace("\r\n", "\n") : told;
    }

    private void requireOnDisk(String text, LineEnds lineEnds) throws IOException {
        String told = crlf(text);
        String expected = onDisk(text, lineEnds);
        assertThat(files()).hasSize(1);
        Path file = files().getFirst();
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.getBytes(US_ASCII));
        assertThat(file.toString()).contains(",S=" + expected.length() + ",W=" + told.length());
    }

    @ParameterizedTest
    @EnumSource
    void endAsAskedInSmallMessages(LineEnds lineEnds) throws IOException {
        try (Account account = open(lineEnds)) {
            Uid uid = deliver(account, MAIL);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            assertThat(content(inbox, uid)).isEqualTo(crlf(MAIL));
            assertThat(inbox.snapshot().sizeBytes(uid)).isEqualTo(crlf(MAIL).length());
            assertThat(inbox.snapshot().physicalBytes(uid))
                    .isEqualTo(onDisk(MAIL, lineEnds).length());
        }
        requireOnDisk(MAIL, lineEnds);
    }

    @ParameterizedTest
    @EnumSource
    void endAsAskedInLargeMessages(LineEnds lineEnds) throws IOException {
        try (Account account = open(lineEnds)) {
            Uid uid = deliver(account, large());
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            assertThat(content(inbox, uid)).isEqualTo(crlf(large()));
            assertThat(inbox.snapshot().sizeBytes(uid)).isEqualTo(crlf(large()).length());
            assertThat(inbox.snapshot().physicalBytes(uid))
                    .isEqualTo(onDisk(large(), lineEnds).length());
        }
        requireOnDisk(large(), lineEnds);
    }

    @ParameterizedTest
    @EnumSource
    void loseNoCarriageReturnBeforeThem(LineEnds lineEnds) throws IOException {
        String odd = "Subject: x\r\n\r\none\r\r\ntwo\r\n";
        try (Account account = open(lineEnds)) {
            Uid uid = deliver(account, odd);
            assertThat(content(account.mailbox(MailboxName.INBOX), uid)).isEqualTo(odd);
        }
        try (Account account = open(lineEnds)) {
            assertThat(content(account.mailbox(MailboxName.INBOX), Uid.FIRST)).isEqualTo(odd);
        }
    }

    /// Of a message of 64 KiB of which each byte is a line.
    @ParameterizedTest
    @EnumSource
    void mayDoubleAMessage(LineEnds lineEnds) throws IOException {
        String lines = "\n".repeat(64 * 1024);
        try (Account account = open(lineEnds)) {
            Uid uid = deliver(account, lines);
            assertThat(content(account.mailbox(MailboxName.INBOX), uid)).isEqualTo(crlf(lines));
        }
        requireOnDisk(lines, lineEnds);
    }

    /// One message in either form, delivered by us and by others, and in a mixture.
    private void deliverInEveryForm() throws IOException {
        for (LineEnds lineEnds : LineEnds.values()) {
            try (Account account = open(lineEnds)) {
                deliver(account, MAIL);
            }
        }
        String told = crlf(MAIL);
        Files.writeString(maildir.resolve("new/1.theirs"), told);
        Files.writeString(maildir.resolve("new/2.mixed"), told.replaceFirst("\r\n", "\n"));
        Files.writeString(maildir.resolve("cur/3.theirs:2,S"), MAIL);
    }

    private static void requireAllAlike(Mailbox mailbox) throws IOException {
        UidSet all = mailbox.refresh().uids();
        assertThat(all.size()).isEqualTo(5);
        List<String> facts = facts(mailbox, Uid.FIRST);
        assertThat(facts).contains(Integer.toString(crlf(MAIL).length()), crlf(MAIL));
        assertThat(facts).contains("one\rline", "quoted=\r\nand softline");
        assertThat(facts).contains("\0\u0001\u0002\u00ff with NUL");
        for (Uid uid : all) {
            assertThat(facts(mailbox, uid)).as("UID %s", uid).isEqualTo(facts);
        }
    }

    @Test
    void areNothingThatIsTold() throws IOException {
        deliverInEveryForm();
        try (Account account = open(LineEnds.CRLF)) {
            requireAllAlike(account.mailbox(MailboxName.INBOX));
        }
    }

    @Test
    void areNothingThatIsToldWhenAllIsMeasuredAnew() throws IOException {
        deliverInEveryForm();
        close();
        try (Stream<Path> files = Files.list(maildir)) {
            for (Path file : files.filter(LineEndsTest::isOurs).toList()) {
                Files.delete(file);
            }
        }
        try (Account account = open(LineEnds.LF)) {
            requireAllAlike(account.mailbox(MailboxName.INBOX));
        }
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("rookery.");
    }

    @Test
    void stayInCopies() throws IOException {
        try (Account account = open(LineEnds.CRLF)) {
            deliver(account, MAIL);
        }
        try (Account account = open(LineEnds.LF)) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox work = account.create(WORK);
            inbox.copy(UidSet.of(Uid.FIRST), work);
            assertThat(facts(work, Uid.FIRST)).isEqualTo(facts(inbox, Uid.FIRST));
            inbox.expunge(UidSet.of(Uid.FIRST));
        }
        requireOnDisk(MAIL, LineEnds.CRLF);
    }

    @ParameterizedTest
    @EnumSource
    void countInTheQuotaAsTheyLieOnDisk(LineEnds lineEnds) throws IOException {
        long used;
        try (Account account = open(lineEnds)) {
            deliver(account, MAIL);
            deliver(account, large());
            used = account.quota().usedBytes();
        }
        long onDisk = 0;
        for (Path file : files()) {
            onDisk += Files.size(file);
        }
        assertThat(used).isEqualTo(onDisk);
    }

    /// The files of others included, and after a restart as well.
    @Test
    void showInTheBytesOfEachMessage() throws IOException {
        deliverInEveryForm();
        for (int opening = 1; opening <= 2; opening++) {
            try (Account account = open(LineEnds.LF)) {
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                Snapshot snapshot = inbox.refresh();
                long all = 0;
                List<Long> sizes = new ArrayList<>();
                for (Uid uid : snapshot.uids()) {
                    sizes.add(snapshot.physicalBytes(uid));
                    all += snapshot.physicalBytes(uid);
                }
                long told = crlf(MAIL).length();
                long least = onDisk(MAIL, LineEnds.LF).length();
                assertThat(sizes).containsExactlyInAnyOrder(least, told, told, told - 1, least);
                assertThat(account.quota().usedBytes()).isEqualTo(all);
                assertThatThrownBy(() -> snapshot.physicalBytes(new Uid(9)))
                        .isInstanceOf(MessageExpungedException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areNothingTheDoctorMinds(LineEnds lineEnds) throws IOException {
        try (Account account = open(lineEnds)) {
            deliver(account, MAIL);
            deliver(account, large());
        }
        close();
        store = store(LineEnds.LF);
        List<Finding> findings = new ArrayList<>();
        store.examine(new AccountLocation(maildir), findings::add);
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void goToDovecotAndComeBackAsTheyAre(LineEnds lineEnds) throws IOException {
        List<String> facts;
        try (Account account = open(lineEnds)) {
            deliver(account, MAIL);
            facts = facts(account.mailbox(MailboxName.INBOX), Uid.FIRST);
        }
        close();
        store = store(lineEnds);
        store.export(new AccountLocation(maildir));
        assertThat(maildir.resolve("dovecot-uidlist"))
                .content()
                .contains(",W=" + crlf(MAIL).length());
        requireOnDisk(MAIL, lineEnds);
        try (Account account = open(lineEnds)) {
            assertThat(facts(account.mailbox(MailboxName.INBOX), Uid.FIRST)).isEqualTo(facts);
        }
    }
}
