// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Accounts that Dovecot gets back.
@Timeout(120)
class ExportTest {
    private static final MailboxName FOLDER = MailboxName.parse("Arbeit/Entwürfe", '/');

    @TempDir private Path home;

    private final MailStore store =
            MailStore.builder()
                    .durability(Durability.NONE)
                    .flagsToNames(Duration.ofHours(1))
                    .hostName("test")
                    .build();

    @AfterEach
    void close() {
        store.close();
    }

    private AccountLocation location() {
        return new AccountLocation(home.resolve("Maildir"));
    }

    private Path path(String below) {
        return location().maildir().resolve(below);
    }

    /// The second of three is gone, the third has flags that names do not show yet.
    private Map<MailboxName, UidValidity> make(AccountLocation location) throws IOException {
        Map<MailboxName, UidValidity> uidValidities = new TreeMap<>();
        try (Account account = store.open(location)) {
            account.subscribe(FOLDER);
            for (Mailbox each :
                    List.of(account.mailbox(MailboxName.INBOX), account.create(FOLDER))) {
                for (String subject : List.of("one", "two", "three")) {
                    Mail.deliver(each, subject, Flags.NONE);
                }
                each.expunge(UidSet.of(new Uid(2)));
                Flags flags = Flags.of(List.of(SystemFlag.SEEN), List.of("Work"));
                each.changeFlags(UidSet.of(new Uid(3)), FlagChange.add(flags));
                uidValidities.put(each.name(), each.snapshot().uidValidity());
            }
        }
        return uidValidities;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void saysInFilesAllThatItKnows() throws IOException {
        Map<MailboxName, UidValidity> uidValidities = make(location());

        List<ExportedMailbox> exported = store.export(location());

        assertThat(exported)
                .extracting(ExportedMailbox::name)
                .containsExactlyInAnyOrder(MailboxName.INBOX, FOLDER);
        for (Path folder : List.of(path(""), path(".Arbeit.Entw&APw-rfe"))) {
            MailboxName name = folder.equals(path("")) ? MailboxName.INBOX : FOLDER;
            assertThat(folder.resolve("dovecot-keywords")).hasContent("0 Work\n");
            List<String> list = Files.readAllLines(folder.resolve("dovecot-uidlist"));
            assertThat(list).hasSize(3);
            assertThat(list.getFirst()).startsWith("3 V" + uidValidities.get(name) + " N4 G");
            List<String> messages = names(folder.resolve("cur"));
            messages =
                    Stream.concat(messages.stream(), names(folder.resolve("new")).stream())
                            .toList();
            assertThat(messages).hasSize(2).anyMatch(file -> file.endsWith(":2,Sa"));
            for (String line : list.subList(1, 3)) {
                String base = line.substring(line.indexOf(':') + 1);
                assertThat(messages).anyMatch(file -> file.startsWith(base));
            }
            assertThat(names(folder))
                    .noneMatch(file ->
                            file.startsWith("rookery.")
                                    && !file.startsWith("rookery.retired.")
                                    && !file.equals("rookery.lock"));
        }
        assertThat(path("subscriptions")).hasContent("V\t2\n\nArbeit\tEntw&APw-rfe\n");
        assertThat(path("dovecot-uidvalidity")).exists();
    }

    /// POP3 clients know messages by what Dovecot wrote beside their UIDs.
    @Test
    void givesBackWhatOnlyDovecotUnderstands() throws IOException {
        make(location());
        store.export(location());
        Path list = path("dovecot-uidlist");
        List<String> lines = Files.readAllLines(list);
        String first = lines.get(0) + " Px-%08Xu%08Xv";
        String one = lines.get(1).replace(" :", " Pold-uidl O7 Xlater :");
        Files.write(list, List.of(first, one, lines.get(2)));
        try (Account account = store.open(location())) {
            Mail.deliver(account.mailbox(MailboxName.INBOX), "new", Flags.NONE);
        }
        assertThat(list).doesNotExist();
        await().untilAsserted(() -> assertThat(store.export(location())).hasSize(2));
        List<String> back = Files.readAllLines(list);
        assertThat(back.get(0)).endsWith(" Px-%08Xu%08Xv");
        assertThat(back.get(1)).contains(" Pold-uidl O7 Xlater :");
        assertThat(back.get(2)).isEqualTo(lines.get(2));
        assertThat(back).hasSize(4);
    }

    @Test
    void waitsForDovecotToLeave() throws IOException {
        make(location());
        Files.createFile(path("dovecot-uidlist.lock"));
        assertThatThrownBy(() -> store.export(location()))
                .isInstanceOf(AccountInUseException.class);
        assertThat(path("dovecot-uidlist")).doesNotExist();
        Files.delete(path("dovecot-uidlist.lock"));
        assertThat(store.export(location())).hasSize(2);
    }

    @Test
    void takesTheMailBackWhenItIsOpenedAgain() throws IOException {
        Map<MailboxName, UidValidity> uidValidities = make(location());
        List<ExportedMailbox> exported = store.export(location());

        try (Account account = store.open(location())) {
            for (ExportedMailbox each : exported) {
                Mailbox mailbox = account.mailbox(each.name());
                Snapshot now = mailbox.snapshot();
                assertThat(now.uidValidity()).isEqualTo(uidValidities.get(each.name()));
                assertThat(now.uids()).isEqualTo(UidSet.of(new Uid(1), new Uid(3)));
                assertThat(now.flags(new Uid(3)).keywords()).containsExactly("Work");
                assertThat(now.highestModSeq()).isGreaterThan(each.highestModSeq());
                assertThat(Mail.deliver(mailbox, "four", Flags.NONE)).isEqualTo(new Uid(4));
            }
        }
        assertThat(path("dovecot-uidlist")).doesNotExist();
    }

    @Test
    void tellsWhatMailboxesAreForAsFilesCannot() throws IOException {
        try (Account account = store.open(location())) {
            account.create(FOLDER, Set.of(SpecialUse.DRAFTS));
        }
        assertThat(store.export(location()))
                .filteredOn(each -> !each.uses().isEmpty())
                .singleElement()
                .returns(FOLDER, ExportedMailbox::name)
                .returns(Set.of(SpecialUse.DRAFTS), ExportedMailbox::uses);
        try (Account account = store.open(location())) {
            assertThat(account.mailboxes()).contains(FOLDER);
            assertThat(account.specialUses()).isEmpty();
        }
    }

    @Test
    void saysTheSameWhenItIsCalledAgain() throws IOException {
        make(location());
        store.export(location());
        String list = Files.readString(path("dovecot-uidlist"));

        store.export(location());

        assertThat(path("dovecot-uidlist")).hasContent(list);
    }

    @Test
    void leavesAnAccountAloneThatSomebodyUses() throws IOException {
        try (Account account = store.open(location())) {
            assertThatThrownBy(() -> store.export(location()))
                    .isInstanceOf(AccountInUseException.class);
            assertThat(account.mailbox(MailboxName.INBOX).refresh().uids().isEmpty()).isTrue();
        }
        assertThat(path("dovecot-uidlist")).doesNotExist();
    }

    @Test
    void makesNoAccount() {
        assertThatThrownBy(() -> store.export(location())).isInstanceOf(NoSuchFileException.class);
        assertThat(path("")).doesNotExist();
    }

    @Test
    void takesNestedFoldersAlong() throws IOException {
        AccountLocation nested = location().with(FolderLayout.FS, FolderNames.UTF8);
        make(nested);

        assertThat(store.export(nested)).hasSize(2);

        assertThat(path("Arbeit/Entwürfe/dovecot-uidlist")).exists();
        assertThat(names(path("Arbeit/Entwürfe"))).doesNotContain("rookery.index");
    }
}
