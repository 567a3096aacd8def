// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What mailboxes are for, told by their owner.
@Timeout(60)
class SpecialUsesTest {
    private static final MailboxName SENT = name("Sent");
    private static final MailboxName BELOW = name("Sent/Old");
    private static final MailboxName POST = name("Post");
    private static final Set<SpecialUse> BOTH = Set.of(SpecialUse.SENT, SpecialUse.IMPORTANT);
    private static final Set<SpecialUse> ARCHIVE = Set.of(SpecialUse.ARCHIVE);

    @TempDir private Path maildir;
    private MailStore store = store();

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    private static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    private static MailStore store() {
        return StoreOnDisk.builder(new LinuxDisk(Durability.NONE), 5)
                .flagsToNames(Duration.ZERO)
                .hostName("test")
                .build();
    }

    @BeforeEach
    void open() throws IOException {
        account = store.open(new AccountLocation(maildir));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() throws IOException {
        close();
        store = store();
        open();
    }

    /// Goes on until every journal there is has been followed by another, and starts again.
    private void checkpoint() throws IOException {
        List<String> before = journals();
        while (!Collections.disjoint(before, journals())) {
            Mail.deliver(account.mailbox(MailboxName.INBOX), "letter", Flags.NONE);
        }
        reopen();
    }

    private List<String> journals() throws IOException {
        try (Stream<Path> files = Files.list(maildir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("rookery.journal"))
                    .toList();
        }
    }

    @Test
    void areNoneAsLongAsNobodySaysSo() throws IOException {
        account.create(SENT);
        account.create(POST, Set.of());
        assertThat(account.specialUses()).isEmpty();
    }

    @Test
    void comeWithTheMailbox() throws IOException {
        assertThat(account.create(SENT, BOTH).name()).isEqualTo(SENT);
        assertThat(account.specialUses()).containsExactly(entry(SENT, BOTH));
        assertThatThrownBy(() -> account.create(SENT, ARCHIVE))
                .isInstanceOf(MailboxExistsException.class);
        assertThat(account.specialUses()).containsExactly(entry(SENT, BOTH));
    }

    @Test
    void areReplacedAsAWhole() throws IOException {
        account.create(SENT, BOTH);
        account.assign(SENT, ARCHIVE);
        account.assign(MailboxName.INBOX, BOTH);
        assertThat(account.specialUses())
                .containsExactly(entry(MailboxName.INBOX, BOTH), entry(SENT, ARCHIVE));
        account.assign(SENT, Set.of());
        assertThat(account.specialUses()).containsEntry(SENT, Set.of());
    }

    @Test
    void needAMailbox() {
        assertThatThrownBy(() -> account.assign(SENT, BOTH))
                .isInstanceOf(NoSuchMailboxException.class);
    }

    @Test
    void outliveTheProcess() throws IOException {
        account.create(SENT, BOTH);
        account.create(POST);
        account.assign(POST, Set.of());
        reopen();
        assertThat(account.specialUses()).containsExactly(entry(POST, Set.of()), entry(SENT, BOTH));
    }

    @Test
    void outliveTheJournalThatToldThem() throws IOException {
        account.create(SENT, BOTH);
        account.create(POST);
        account.assign(POST, Set.of());
        checkpoint();
        account.assign(SENT, ARCHIVE);
        checkpoint();
        assertThat(account.specialUses())
                .containsExactly(entry(POST, Set.of()), entry(SENT, ARCHIVE));
    }

    @Test
    void outliveTheLossOfTheJournalWhileItIsWritten() throws IOException {
        account.create(SENT, BOTH);
        for (String journal : journals()) {
            Files.delete(maildir.resolve(journal));
        }
        account.create(POST, ARCHIVE);
        reopen();
        assertThat(account.specialUses()).containsExactly(entry(POST, ARCHIVE), entry(SENT, BOTH));
    }

    @Test
    void moveWithTheMailbox() throws IOException {
        account.create(SENT, BOTH);
        account.create(BELOW, ARCHIVE);
        account.rename(SENT, POST);
        MailboxName below = name("Post/Old");
        assertThat(account.specialUses()).containsExactly(entry(POST, BOTH), entry(below, ARCHIVE));
        checkpoint();
        assertThat(account.specialUses()).containsExactly(entry(POST, BOTH), entry(below, ARCHIVE));
    }

    @Test
    void stayWithInboxWhenItsMailMoves() throws IOException {
        account.assign(MailboxName.INBOX, ARCHIVE);
        account.rename(MailboxName.INBOX, POST);
        assertThat(account.specialUses()).containsExactly(entry(MailboxName.INBOX, ARCHIVE));
    }

    @Test
    void goWithTheMailbox() throws IOException {
        account.create(SENT, BOTH);
        account.create(BELOW, ARCHIVE);
        account.delete(SENT);
        assertThat(account.specialUses()).containsExactly(entry(BELOW, ARCHIVE));
        account.create(SENT);
        assertThat(account.specialUses()).containsExactly(entry(BELOW, ARCHIVE));
        checkpoint();
        assertThat(account.specialUses()).containsExactly(entry(BELOW, ARCHIVE));
    }

    @Test
    void goWithADirectoryThatAnotherProgramRenames() throws IOException {
        account.create(SENT, BOTH);
        Files.move(maildir.resolve(".Sent"), maildir.resolve(".Post"));
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, POST);
        assertThat(account.specialUses()).isEmpty();
    }

    @Test
    void stayWithAMailboxThatBeginsAnew() throws IOException {
        Mailbox sent = account.create(SENT, BOTH);
        UidValidity before = sent.snapshot().uidValidity();
        long later = before.value() + 1;
        Files.writeString(
                maildir.resolve(".Sent/dovecot-uidlist"),
                "3 V" + later + " N1 G6e065e0be5a2066b1039000083ecc375\n");
        assertThatThrownBy(sent::refresh).isInstanceOf(NoSuchMailboxException.class);
        assertThat(account.mailbox(SENT).snapshot().uidValidity()).isGreaterThan(before);
        assertThat(account.specialUses()).containsExactly(entry(SENT, BOTH));
    }

    @Test
    void areNothingTheDoctorMinds() throws IOException {
        account.create(SENT, BOTH);
        account.create(POST, BOTH);
        account.delete(POST);
        close();
        store = store();
        List<Finding> findings = new ArrayList<>();
        store.repair(new AccountLocation(maildir), findings::add);
        assertThat(findings).isEmpty();
        open();
        assertThat(account.specialUses()).containsExactly(entry(SENT, BOTH));
    }

    @Test
    void areLostWithAllFilesOfOurs() throws IOException {
        account.create(SENT, BOTH);
        close();
        try (Stream<Path> files = Files.list(maildir)) {
            for (Path file : files.filter(SpecialUsesTest::isOurs).toList()) {
                Files.delete(file);
            }
        }
        store = store();
        open();
        assertThat(account.mailboxes()).contains(SENT);
        assertThat(account.specialUses()).isEmpty();
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("rookery.");
    }
}
