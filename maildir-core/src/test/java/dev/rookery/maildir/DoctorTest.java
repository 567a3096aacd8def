// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An examination says in sentences what is wrong with each file of ours, and changes nothing; a
/// repair leaves nothing for another one to do.
@Timeout(120)
@ExtendWith(QuietLog.class)
class DoctorTest {
    @TempDir private Path home;
    private Patient patient;

    @BeforeEach
    void fill() throws IOException {
        patient = new Patient(home.resolve("Maildir"));
    }

    /// Something that becomes of a sound account.
    @FunctionalInterface
    interface Damage {
        void to(Patient patient) throws IOException;
    }

    private static Stream<Arguments> damages() {
        return Stream.of(
                        caches(),
                        closings(),
                        subscriptions(),
                        keywords(),
                        sizes(),
                        leftovers(),
                        folders())
                .flatMap(each -> each);
    }

    private static Arguments damage(String name, Damage damage, String... sentences) {
        return arguments(name, damage, List.of(sentences));
    }

    private static Stream<Arguments> caches() {
        return Stream.of(
                damage(
                        "a record of a cache",
                        it -> Patient.damage(it.path("rookery.cache"), 64 + 32 + 14),
                        "FAULT",
                        "/rookery.cache: no whole record of UID 1 at byte 96. No message is"
                                + " concerned",
                        "Repair removes it, and it is made anew."),
                damage(
                        "a zone of a cache",
                        it -> Patient.damage(it.path(".Work/rookery.cache"), 64 + 5),
                        "/.Work/rookery.cache: no zone begins at byte 64."),
                damage(
                        "the header of a cache",
                        it -> Patient.damage(it.path("rookery.cache"), 2),
                        "/rookery.cache: no cache header at byte 0."),
                damage(
                        "the version of a cache",
                        it -> Patient.damage(it.path("rookery.cache"), 8),
                        "/rookery.cache: version 84, this program knows version 1."),
                damage(
                        "a cache of another folder",
                        it -> {
                            Files.delete(it.path("rookery.cache"));
                            Files.copy(it.path(".Work/rookery.cache"), it.path("rookery.cache"));
                        },
                        "/rookery.cache: made for another folder or UIDVALIDITY."));
    }

    private static Stream<Arguments> closings() {
        return Stream.of(
                damage(
                        "rookery.account",
                        it -> Patient.damage(it.path("rookery.account"), 60),
                        "FAULT",
                        "/rookery.account: damaged sections [1] at byte 56. No message is",
                        "Repair removes it."),
                damage(
                        "numbers in rookery.account",
                        it -> rewrite(it, DoctorTest::withWrongNumbers),
                        "/rookery.account: it says of folder 1 99 messages, 5 unseen, next UID 7,"
                                + " and index and journal say 6 messages, 5 unseen, next UID 7."
                                + " Clients may be told wrong numbers.",
                        "Repair takes out what is wrong."),
                damage(
                        "a folder in rookery.account",
                        it -> rewrite(it, DoctorTest::withOneFolderMore),
                        "/rookery.account: it tells of a folder 77, and there is none."));
    }

    /// Puts other content into `rookery.account`, as if that had been written.
    private static void rewrite(
            Patient patient, UnaryOperator<Map<Integer, ClosedAccount.Folder>> change)
            throws IOException {
        try (Directory root = new LinuxDisk(Durability.NONE).open(patient.path(""))) {
            ClosedAccount was = ClosedAccount.read(root).orElseThrow();
            new ClosedAccount(
                            was.identity(),
                            was.journal(),
                            was.highestUidValidity(),
                            change.apply(was.folders()))
                    .write(root, Optional.empty());
        }
    }

    private static Map<Integer, ClosedAccount.Folder> withWrongNumbers(
            Map<Integer, ClosedAccount.Folder> folders) {
        Map<Integer, ClosedAccount.Folder> wrong = new HashMap<>(folders);
        wrong.computeIfPresent(
                1,
                (_, inbox) -> {
                    MailboxStatus said = inbox.status();
                    return new ClosedAccount.Folder(
                            inbox.marks(),
                            new MailboxStatus(
                                    said.uidValidity(),
                                    said.uidNext(),
                                    said.highestModSeq(),
                                    99,
                                    said.unseen(),
                                    said.deleted(),
                                    said.recent(),
                                    said.sizeBytes()));
                });
        return wrong;
    }

    private static Map<Integer, ClosedAccount.Folder> withOneFolderMore(
            Map<Integer, ClosedAccount.Folder> folders) {
        Map<Integer, ClosedAccount.Folder> more = new HashMap<>(folders);
        more.put(77, folders.values().iterator().next());
        return more;
    }

    private static Stream<Arguments> subscriptions() {
        return Stream.of(
                damage(
                        "lines of subscriptions",
                        it ->
                                Files.writeString(
                                        it.path("subscriptions"),
                                        "V\t2\n\nINBOX\nWo\u0001rk\nWork\r\nINBOX\n"),
                        "FAULT",
                        "/subscriptions: line 4 names no folder there can be. Nobody is told of"
                                + " it. Repair takes the line out.",
                        "/subscriptions: line 5 ends with a carriage return.",
                        "NOTE",
                        "/subscriptions: line 6 names a folder that a line above names already."));
    }

    private static Stream<Arguments> keywords() {
        return Stream.of(
                damage(
                        "lines of dovecot-keywords",
                        it ->
                                Files.writeString(
                                        it.path(".Work/dovecot-keywords"),
                                        "0 Coffee\nnonsense\n0 Milk\n"),
                        "FAULT",
                        "/.Work/dovecot-keywords: line 2 says of no letter what it means.",
                        "/.Work/dovecot-keywords: line 3 has another word for the letter a.",
                        "Repair writes the file anew"));
    }

    private static Stream<Arguments> sizes() {
        return Stream.of(
                damage(
                        "an illegible maildirsize",
                        it -> Files.writeString(it.path("maildirsize"), "a lot\n"),
                        "FAULT",
                        "/maildirsize: no such file has these lines. Rookery does not go by it;",
                        "Repair removes it: whoever needs it counts anew."),
                damage(
                        "a wrong maildirsize",
                        it -> Files.writeString(it.path("maildirsize"), "9000000S\n8000000 7\n"),
                        "/maildirsize: it says 7 messages with 8000000 bytes, and there are 12"
                                + " messages with 49188 bytes."));
    }

    private static Stream<Arguments> halfWritten() {
        return Stream.of(
                        "rookery.journal-new",
                        "rookery.account.new",
                        "rookery.maildirsize",
                        "subscriptions.rookery-new",
                        "dovecot-uidvalidity.rookery-new",
                        "rookery.index.new",
                        "rookery.index.rows.9.new",
                        ".Work/rookery.index.modseq.9.new",
                        ".Work/rookery.cache-new",
                        ".Work/dovecot-keywords.rookery-new",
                        ".Work/dovecot-uidlist.rookery-new")
                .map(name ->
                        damage(
                                name,
                                it -> Files.writeString(it.path(name), "half"),
                                "NOTE",
                                "/"
                                        + name
                                        + ": it was being written when somebody"
                                        + " stopped. Nobody reads it. Repair removes it."));
    }

    private static Stream<Arguments> leftovers() {
        return Stream.concat(
                halfWritten(),
                Stream.of(
                        damage(
                                "a file of rows that no index names",
                                it ->
                                        Files.copy(
                                                it.file("", "rookery.index.rows."),
                                                it.path("rookery.index.rows.99")),
                                "NOTE",
                                "/rookery.index.rows.99: nothing needs it any more."),
                        damage(
                                "an old epoch of the journal",
                                it -> Files.writeString(it.path("rookery.journal.0"), "old"),
                                "/rookery.journal.0: nothing needs it any more."),
                        damage(
                                "a lock that was left",
                                it -> {
                                    Files.createFile(it.path("dovecot-keywords.lock"));
                                    it.waits(Duration.ofMinutes(3));
                                },
                                "/dovecot-keywords.lock: a lock that its holder left."),
                        damage(
                                "an old draft",
                                it -> {
                                    Files.writeString(it.path(".Work/tmp/1.draft"), "half");
                                    it.waits(Duration.ofHours(37));
                                },
                                "NOTE",
                                "/.Work/tmp/1.draft: a delivery that nobody will finish: it is"
                                        + " older than 36 hours. It is no message. Repair removes"
                                        + " it."),
                        damage(
                                "a folder that was deleted",
                                it ->
                                        Files.createDirectories(
                                                it.path("..rookery-removed.55/cur/x")),
                                "/..rookery-removed.55: the files of a folder that was deleted.",
                                "Repair removes them.")));
    }

    private static Stream<Arguments> folders() {
        return Stream.of(
                damage(
                        "a folder of another program",
                        it -> {
                            for (String part : List.of("cur", "new", "tmp")) {
                                Files.createDirectories(it.path(".Mutt").resolve(part));
                            }
                        },
                        "NOTE",
                        "/.Mutt: another program made this folder. Its messages are new mail."),
                damage(
                        "a folder that was set aside",
                        it -> Files.move(it.path(".Work"), it.path("..rookery-removed.2")),
                        "NOTE",
                        "/..rookery-removed.2: folder Work was to be deleted, and was not. It is"
                                + " there, with all its messages."),
                damage(
                        "an index of which all is gone",
                        it -> {
                            for (Path file : it.files(".Work", "rookery.index")) {
                                Files.delete(file);
                            }
                            Files.delete(it.path("rookery.account"));
                        },
                        "FAULT",
                        "/.Work/rookery.index: it is not there."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void saysWhatIsWrongAndMendsIt(String name, Damage damage, List<String> sentences)
            throws IOException {
        damage.to(patient);
        List<String> examined = patient.examined();
        assertThat(examined).as(name).isNotEmpty();
        assertThat(String.join("\n", examined)).contains(sentences);
        assertThat(patient.repaired()).containsAll(examined);
        assertThat(patient.repaired()).as("by a second repair").isEmpty();
        assertThat(patient.examined()).isEmpty();
    }

    /// Examines, repairs, and finds the same again: a repair leaves it alone.
    private String left() throws IOException {
        List<String> examined = patient.examined();
        assertThat(patient.repaired()).isEqualTo(examined);
        assertThat(patient.repaired()).isEqualTo(examined);
        return String.join("\n", examined);
    }

    @Test
    void losesNothingWhereItMends() throws IOException {
        Patient.damage(patient.path("rookery.cache"), 100);
        Patient.damage(patient.path("rookery.account"), 60);
        Files.writeString(patient.path("dovecot-keywords"), "0 Coffee\n0 Milk\n");
        Files.writeString(patient.path("subscriptions"), "V\t2\n\nWork\r\n\u0001\nINBOX\nWork\n");
        Files.writeString(patient.path("rookery.index.rows.99"), "none");
        assertThat(patient.repaired()).isNotEmpty();
        assertThat(patient.path("dovecot-keywords")).hasContent("0 Tea\n");
        assertThat(patient.path("subscriptions")).hasContent("V\t2\n\nWork\nINBOX\n");
        patient.requireAll();
    }

    @Test
    void keepsAFolderThatWasSetAside() throws IOException {
        Files.move(patient.path(".Work"), patient.path("..rookery-removed.2"));
        assertThat(patient.repaired()).hasSize(1);
        patient.requireAll();
    }

    @Test
    void tellsHowMuchIsLeftOfAnotherServer() throws IOException {
        Files.writeString(patient.path("rookery.imported.dovecot-uidlist.1795597031"), "four");
        Files.writeString(patient.path("rookery.retired.rookery.index.1795597031"), "four");
        Files.createDirectory(patient.path(".Work/rookery.imported.courierimapkeywords.1"));
        assertThat(left())
                .contains(
                        "NOTE",
                        "/Maildir: files with names rookery.imported.… and rookery.retired.…: 2,"
                                + " with 8 bytes.",
                        "/.Work: files with names rookery.imported.… and rookery.retired.…: 1,",
                        "Nobody reads them, and you may delete them.")
                .doesNotContain("FAULT");
    }

    @Test
    void leavesSubscriptionsOfALaterVersionAlone() throws IOException {
        Files.writeString(patient.path("subscriptions"), "V\t3\n\nWork\n");
        assertThat(left())
                .contains("FAULT", "/subscriptions: subscriptions: unknown version.")
                .contains("Repair leaves it alone");
        assertThat(patient.path("subscriptions")).hasContent("V\t3\n\nWork\n");
    }

    @Test
    void tellsOfDirectoriesThatAreNobodysMailbox() throws IOException {
        Files.createDirectories(patient.path(".A..B/cur"));
        Files.createDirectories(patient.path(".&AMQ-/cur"));
        Files.createDirectories(patient.path(".Ä/cur"));
        patient.repaired();
        assertThat(left())
                .contains("FAULT", "/.A..B: no mailbox can have this name.")
                .contains(": another directory has the same name spelled otherwise.")
                .contains("Its messages are not shown. Repair leaves it alone.");
    }

    @Test
    void tellsOfAFolderThatCannotBeRead() throws IOException {
        Files.move(patient.path(".Work/cur"), patient.path(".Work/elsewhere"));
        Files.createSymbolicLink(patient.path(".Work/cur"), patient.path(".Work/elsewhere"));
        assertThat(patient.examined())
                .singleElement()
                .asString()
                .contains("FAULT", "/.Work/cur: open ", ": not a directory.")
                .contains("Nobody can use the folder. Repair leaves it alone.");
    }

    @Test
    void tellsWhatTheOwnerOfTheAccountMayNotUse() throws IOException {
        Path cur = patient.path("cur");
        Path message = patient.file("cur", "1");
        Owner other = new Owner(12_345, 12_346);
        AccountLocation owned = new AccountLocation(patient.path(""), Optional.of(other));
        Files.setPosixFilePermissions(message, PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(cur, PosixFilePermissions.fromString("rwxrwxr-x"));
        String all = String.join("\n", patient.examined(owned));
        assertThat(all)
                .contains("FAULT", cur + ": belongs to ", " with mode 0775, and the account to")
                .contains("rookery.index: belongs to ", " with mode 0600, and the account to")
                .contains("A server that runs as that user cannot use it.")
                .contains("\"chown -R 12345:12346\" and \"chmod -R u+rwX\" mend it.")
                .doesNotContain(message + ": belongs to ");
        assertThat(patient.examined()).isEmpty();
    }

    @Test
    void takesNoMailFromDovecot() throws IOException {
        AccountLocation location = new AccountLocation(patient.path(""));
        try (MailStore store = patient.store()) {
            store.export(location);
        }
        String list = Files.readString(patient.path("dovecot-uidlist"));
        assertThat(left())
                .contains("NOTE", "the mail is of another server, and Rookery has nothing here");
        Files.createFile(patient.path("rookery.exported"));
        assertThat(left()).contains("FAULT", "/rookery.exported: an export to Dovecot was not");
        assertThat(patient.path("dovecot-uidlist")).hasContent(list);
    }

    @Test
    void knowsDeliveriesThatTheNextOpeningFinishes() throws IOException {
        Path message = patient.file(".Work/cur", "1");
        String name = message.getFileName().toString();
        Path draft = patient.path(".Work/tmp/" + name.substring(0, name.indexOf(",S=")));
        Files.move(message, draft);
        patient.waits(Duration.ofHours(37));
        assertThat(patient.examined())
                .singleElement()
                .asString()
                .contains("NOTE", message + ": its file still lies in tmp/.", " It is safe.");
        Files.delete(patient.path("rookery.account"));
        assertThat(patient.repaired()).hasSize(1);
        assertThat(draft).doesNotExist();
        patient.requireAll();
    }

    @Test
    void refusesALaterVersionOfRookeryAccount() throws IOException {
        Path file = patient.path("rookery.account");
        byte[] later = LaterVersion.ofHeadFile(Files.readAllBytes(file), 99);
        Files.write(file, later);
        assertThat(String.join("\n", patient.examined()))
                .contains("FAULT", "rookery.account: written in format 99 by a later version");
        assertThatThrownBy(() -> patient.repaired()).hasMessageContaining("99");
        assertThat(Files.readAllBytes(file)).isEqualTo(later);
    }

    @Test
    void mendsAnIndexAlsoWhereFilesHaveToBeMadeFirst() throws IOException {
        patient.diesOf("message 7");
        Patient.damage(patient.path("rookery.index"), 300);
        int files = patient.files("new", "1").size();
        assertThat(String.join("\n", patient.repaired()))
                .contains("NOTE", "/rookery.index: the journal holds messages whose files have to")
                .contains("Repair makes them, and begins again after that.")
                .contains("/rookery.index: written anew.");
        assertThat(patient.files("new", "1")).hasSize(files + 1);
        assertThat(patient.repaired()).isEmpty();
    }
}
