// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Notes on mailboxes and on the account: METADATA, RFC 5464.
@Timeout(120)
class AnnotationsTest extends AnnotatedAccount {
    private static final int EPOCHS = 6;

    @Test
    void areNoneAtFirst() throws IOException {
        account.create(SENT);
        assertThat(account.annotations()).isEmpty();
        assertThat(account.annotations(MailboxName.INBOX)).isEmpty();
        assertThat(account.annotations(SENT)).isEmpty();
    }

    @Test
    void areSetAndRemoved() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "one"));
        account.annotate(SENT, set(OTHER, "two"));
        assertThat(account.annotations(SENT))
                .containsExactly(entry(COMMENT, value("one")), entry(OTHER, value("two")));
        account.annotate(SENT, set(COMMENT, "three"));
        assertThat(account.annotations(SENT))
                .containsExactly(entry(COMMENT, value("three")), entry(OTHER, value("two")));
        account.annotate(SENT, removed(OTHER));
        assertThat(account.annotations(SENT)).containsExactly(entry(COMMENT, value("three")));
        account.annotate(SENT, removed(COMMENT));
        assertThat(account.annotations(SENT)).isEmpty();
    }

    @Test
    void areTheMailboxesOwn() throws IOException {
        account.create(SENT);
        account.annotate(set(COMMENT, "of all"));
        account.annotate(MailboxName.INBOX, set(COMMENT, "of INBOX"));
        account.annotate(SENT, set(COMMENT, "of Sent"));
        assertThat(account.annotations()).containsExactly(entry(COMMENT, value("of all")));
        assertThat(account.annotations(MailboxName.INBOX))
                .containsExactly(entry(COMMENT, value("of INBOX")));
        assertThat(account.annotations(SENT)).containsExactly(entry(COMMENT, value("of Sent")));
        account.annotate(removed(COMMENT));
        assertThat(account.annotations()).isEmpty();
        assertThat(account.annotations(SENT)).hasSize(1);
    }

    @Test
    void changeTogether() throws IOException {
        account.annotate(set(COMMENT, "before"));
        account.annotate(
                Map.of(
                        COMMENT,
                        Optional.empty(),
                        OTHER,
                        Optional.of(value("new")),
                        "/missing",
                        Optional.empty()));
        assertThat(account.annotations()).containsExactly(entry(OTHER, value("new")));
        account.annotate(Map.of());
        assertThat(account.annotations()).containsExactly(entry(OTHER, value("new")));
    }

    @Test
    void changeTogetherWithWhatAMailboxIsFor() throws IOException {
        account.create(SENT, Set.of(SpecialUse.SENT));
        account.annotate(SENT, set(COMMENT, "one"), Set.of(SpecialUse.ARCHIVE));
        assertThat(account.annotations(SENT)).containsExactly(entry(COMMENT, value("one")));
        assertThat(account.specialUses()).containsExactly(entry(SENT, Set.of(SpecialUse.ARCHIVE)));
        account.annotate(SENT, set(COMMENT, "two"));
        assertThat(account.specialUses()).containsExactly(entry(SENT, Set.of(SpecialUse.ARCHIVE)));
        account.annotate(SENT, removed(COMMENT), Set.of());
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.annotations(SENT)).isEmpty();
            assertThat(account.specialUses()).containsExactly(entry(SENT, Set.of()));
            checkpoint();
        }
        assertThatThrownBy(() -> account.annotate(POST, Map.of(), Set.of(SpecialUse.SENT)))
                .isInstanceOf(NoSuchMailboxException.class);
    }

    @Test
    void mayHaveAnyNamesAndAnyBytes() throws IOException {
        byte[] any = new byte[256];
        for (int i = 0; i < any.length; i++) {
            any[i] = (byte) i;
        }
        AnnotationValue most = longValue(MailLimits.ANNOTATION_BYTES_MAX);
        account.annotate(
                Map.of(
                        "/private/Größe \"x\"",
                        Optional.of(new AnnotationValue(any)),
                        "/empty",
                        Optional.of(value("")),
                        "/most",
                        Optional.of(most)));
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.annotations())
                    .containsExactly(
                            entry("/empty", value("")),
                            entry("/most", most),
                            entry("/private/Größe \"x\"", new AnnotationValue(any)));
            checkpoint();
        }
    }

    @Test
    void haveValuesThatNobodyElseChanges() {
        byte[] bytes = "secret".getBytes(UTF_8);
        AnnotationValue value = new AnnotationValue(bytes);
        bytes[0] = 'x';
        value.bytes()[1] = 'x';
        assertThat(value).isEqualTo(value("secret")).hasSameHashCodeAs(value("secret"));
        assertThat(value).isNotEqualTo(value("other")).hasToString("6 bytes");
    }

    @Test
    void cannotBeChangedWhereTheyWereAsked() throws IOException {
        account.annotate(set(COMMENT, "one"));
        SortedMap<String, AnnotationValue> asked = account.annotations();
        assertThatThrownBy(() -> asked.remove(COMMENT))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> account.annotations(MailboxName.INBOX).put(OTHER, value("x")))
                .isInstanceOf(UnsupportedOperationException.class);
        account.annotate(set(OTHER, "two"));
        assertThat(asked).containsOnlyKeys(COMMENT);
    }

    @Test
    void needAMailbox() {
        assertThatThrownBy(() -> account.annotate(SENT, set(COMMENT, "x")))
                .isInstanceOf(NoSuchMailboxException.class);
        assertThatThrownBy(() -> account.annotate(SENT, Map.of()))
                .isInstanceOf(NoSuchMailboxException.class);
        assertThatThrownBy(() -> account.annotations(SENT))
                .isInstanceOf(NoSuchMailboxException.class);
    }

    @Test
    void mayBelongToAMailboxThatAnotherProgramMade() throws IOException {
        Files.createDirectories(maildir.resolve(".Sent/cur"));
        account.annotate(SENT, set(COMMENT, "theirs"));
        Files.createDirectories(maildir.resolve(".Post/cur"));
        assertThat(account.annotations(POST)).isEmpty();
        reopen();
        assertThat(account.annotations(SENT)).containsExactly(entry(COMMENT, value("theirs")));
    }

    @Test
    void outliveTheProcess() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "one"));
        account.annotate(SENT, set(OTHER, "two"));
        account.annotate(SENT, removed(COMMENT));
        account.annotate(set(COMMENT, "of all"));
        reopen();
        assertThat(account.annotations(SENT)).containsExactly(entry(OTHER, value("two")));
        assertThat(account.annotations()).containsExactly(entry(COMMENT, value("of all")));
    }

    @Test
    void outliveTheJournalsThatToldThem() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "0"));
        account.annotate(MailboxName.INBOX, set(OTHER, "stays"));
        account.annotate(set(OTHER, "stays as well"));
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            checkpoint();
            assertThat(account.annotations(SENT))
                    .containsEntry(COMMENT, value(Integer.toString(epoch - 1)));
            account.annotate(SENT, set(COMMENT, Integer.toString(epoch)));
            account.annotate(SENT, set("/at/" + epoch, "x"));
            account.annotate(SENT, removed("/at/" + (epoch - 2)));
        }
        checkpoint();
        assertThat(account.annotations(SENT))
                .containsOnlyKeys("/at/" + (EPOCHS - 1), "/at/" + EPOCHS, COMMENT);
        assertThat(account.annotations(MailboxName.INBOX))
                .containsExactly(entry(OTHER, value("stays")));
        assertThat(account.annotations()).containsExactly(entry(OTHER, value("stays as well")));
    }

    @Test
    void outliveTheLossOfTheJournalWhileItIsWritten() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "one"));
        account.annotate(set(COMMENT, "of all"));
        for (String journal : journals()) {
            Files.delete(maildir.resolve(journal));
        }
        account.annotate(SENT, set(OTHER, "two"));
        reopen();
        assertThat(account.annotations(SENT)).containsOnlyKeys(COMMENT, OTHER);
        assertThat(account.annotations()).containsOnlyKeys(COMMENT);
    }

    @Test
    void moveWithTheMailbox() throws IOException {
        account.create(SENT);
        account.create(BELOW);
        account.annotate(SENT, set(COMMENT, "of Sent"));
        account.annotate(BELOW, set(COMMENT, "of Old"));
        account.rename(SENT, POST);
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.annotations(POST)).containsExactly(entry(COMMENT, value("of Sent")));
            assertThat(account.annotations(name("Post/Old")))
                    .containsExactly(entry(COMMENT, value("of Old")));
            checkpoint();
        }
        account.create(SENT);
        assertThat(account.annotations(SENT)).isEmpty();
    }

    @Test
    void goWithTheMailbox() throws IOException {
        account.create(SENT);
        account.create(BELOW);
        account.annotate(SENT, set(COMMENT, "of Sent"));
        account.annotate(BELOW, set(COMMENT, "of Old"));
        account.delete(SENT);
        assertThatThrownBy(() -> account.annotations(SENT))
                .isInstanceOf(NoSuchMailboxException.class);
        account.create(SENT);
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.annotations(SENT)).isEmpty();
            assertThat(account.annotations(BELOW)).containsExactly(entry(COMMENT, value("of Old")));
            checkpoint();
        }
    }

    @Test
    void areCopiedWhenTheMailOfInboxMoves() throws IOException {
        Mail.deliver(account.mailbox(MailboxName.INBOX), "letter", Flags.NONE);
        account.annotate(MailboxName.INBOX, set(COMMENT, "one"));
        account.annotate(MailboxName.INBOX, set(OTHER, "two"));
        account.annotate(set(COMMENT, "of all"));
        account.rename(MailboxName.INBOX, POST);
        account.annotate(MailboxName.INBOX, removed(OTHER));
        account.annotate(POST, set(COMMENT, "other"));
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.annotations(MailboxName.INBOX))
                    .containsExactly(entry(COMMENT, value("one")));
            assertThat(account.annotations(POST))
                    .containsExactly(entry(COMMENT, value("other")), entry(OTHER, value("two")));
            assertThat(account.annotations()).containsExactly(entry(COMMENT, value("of all")));
            checkpoint();
        }
    }

    @Test
    void areCopiedFromAnEmptyInboxAsWell() throws IOException {
        account.annotate(MailboxName.INBOX, set(COMMENT, "one"));
        account.rename(MailboxName.INBOX, POST);
        assertThat(account.annotations(POST)).containsExactly(entry(COMMENT, value("one")));
        assertThat(account.annotations(MailboxName.INBOX)).hasSize(1);
    }

    @Test
    void goWithADirectoryThatAnotherProgramRenames() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "one"));
        Files.move(maildir.resolve(".Sent"), maildir.resolve(".Post"));
        assertThat(account.annotations(POST)).isEmpty();
        assertThatThrownBy(() -> account.annotations(SENT))
                .isInstanceOf(NoSuchMailboxException.class);
    }

    @Test
    void stayWithAMailboxThatBeginsAnew() throws IOException {
        Mailbox sent = account.create(SENT);
        account.annotate(SENT, set(COMMENT, "one"));
        account.annotate(SENT, set(OTHER, "two"));
        UidValidity before = sent.snapshot().uidValidity();
        Files.writeString(
                maildir.resolve(".Sent/dovecot-uidlist"),
                "3 V" + (before.value() + 1) + " N1 G6e065e0be5a2066b1039000083ecc375\n");
        assertThatThrownBy(sent::refresh).isInstanceOf(NoSuchMailboxException.class);
        assertThat(account.mailbox(SENT).snapshot().uidValidity()).isGreaterThan(before);
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.annotations(SENT))
                    .containsExactly(entry(COMMENT, value("one")), entry(OTHER, value("two")));
            checkpoint();
        }
    }

    @Test
    void areNothingTheDoctorMinds() throws IOException {
        account.create(SENT);
        account.create(POST);
        account.annotate(SENT, set(COMMENT, "one"));
        account.annotate(POST, set(COMMENT, "two"));
        account.annotate(set(COMMENT, "of all"));
        account.delete(POST);
        close();
        store = store();
        List<Finding> findings = new ArrayList<>();
        store.repair(new AccountLocation(maildir), findings::add);
        assertThat(findings).isEmpty();
        open();
        assertThat(account.annotations(SENT)).containsExactly(entry(COMMENT, value("one")));
        assertThat(account.annotations()).containsExactly(entry(COMMENT, value("of all")));
    }

    @Test
    void areLostWithAllFilesOfOurs() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "one"));
        account.annotate(set(COMMENT, "of all"));
        close();
        try (Stream<Path> files = Files.list(maildir)) {
            for (Path file : files.filter(AnnotationsTest::isOurs).toList()) {
                Files.delete(file);
            }
        }
        store = store();
        open();
        assertThat(account.annotations(SENT)).isEmpty();
        assertThat(account.annotations()).isEmpty();
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("rookery.");
    }

    @Test
    void areNobodysWhenTheAccountIsClosed() {
        account.close();
        assertThatThrownBy(account::annotations).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> account.annotations(MailboxName.INBOX))
                .isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> account.annotate(set(COMMENT, "x")))
                .isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> account.annotate(MailboxName.INBOX, set(COMMENT, "x")))
                .isInstanceOf(ClosedException.class);
    }
}
