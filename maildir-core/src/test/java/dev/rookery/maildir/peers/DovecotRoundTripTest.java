// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.DoveadmCommand;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.ExportedMailbox;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.layout.FoundFolders;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.migrate.FolderExport;
import dev.rookery.maildir.internal.migrate.FolderImport;
import dev.rookery.maildir.internal.migrate.FormerList;
import dev.rookery.maildir.internal.migrate.MoveAside;
import dev.rookery.maildir.internal.migrate.UidListEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mail leaves Dovecot, is changed by us, and goes back: Dovecot sees every change under the same
/// UIDs.
@NeedsDovecot
class DovecotRoundTripTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private RealDovecot dovecot;

    @BeforeEach
    void start() throws IOException {
        dovecot = new RealDovecot("", '.');
    }

    @AfterEach
    void removeAll() throws IOException {
        dovecot.close();
    }

    /// With the formats alone, as if we were an engine.
    @Test
    void seesWhatIsChangedInTheFiles() throws Exception {
        DovecotMail.make(dovecot, 1_000, 41);
        try (Directory root = new LinuxDisk(Durability.NONE).open(dovecot.mail())) {
            FolderTree tree = new FolderTree(root, Layout.STANDARD);
            for (FoundFolders.Folder found : tree.discover().folders()) {
                try (Directory folder = tree.open(found.path())) {
                    changeFiles(folder, dovecot.mail().resolve(found.path().toString()));
                }
            }
            changeFiles(root, dovecot.mail());
        }

        List<String> changed = FilesRead.facts(dovecot.mail(), Layout.STANDARD);
        assertThat(changed.size()).isBetween(800, 1_000);
        MailFacts.assertSame(dovecot.facts(), changed);
        dovecot.assertContent();
    }

    private static void changeFiles(Directory folder, Path place) throws IOException {
        List<UidListEntry> entries = new ArrayList<>();
        FolderImport imported = FolderImport.read(folder, folder, new Collecting(entries));
        MoveAside.IMPORTED.perform(folder, NOW);
        Files.writeString(place.resolve("rookery.index.1"), "ours");
        try (Stream<Path> files = Files.list(place.resolve("cur"))) {
            for (Path file : files.toList()) {
                changeFile(file);
            }
        }
        String arrived = "1795600000.M1P1.ours";
        Files.writeString(place.resolve("new").resolve(arrived), "Message-ID: <new@ours>\n\nx\n");
        entries.add(UidListEntry.of(new Uid(imported.nextUid()), arrived));
        new FolderExport(
                        imported.uidValidity().orElseThrow(),
                        new Uid(imported.nextUid() + 1),
                        imported.guid(),
                        imported.letters(),
                        FormerList.NONE)
                .write(
                        folder,
                        out -> {
                            for (UidListEntry each : entries) {
                                out.message(each);
                            }
                        },
                        NOW,
                        Optional.empty());
        MoveAside.RETIRED.perform(folder, NOW);
        assertThat(place.resolve("rookery.index.1")).doesNotExist();
    }

    /// Removes some, flags some.
    private static void changeFile(Path file) throws IOException {
        MessageFileName name = new MessageFileName(file.getFileName().toString());
        switch (name.base().hashCode() & 7) {
            case 0 -> Files.delete(file);
            case 1 -> {
                Set<SystemFlag> flags = EnumSet.of(SystemFlag.FLAGGED);
                flags.addAll(name.flags());
                Files.move(
                        file,
                        file.resolveSibling(
                                name.with(flags, name.keywordLetters()).orElseThrow().text()));
            }
            default -> {}
        }
    }

    private record Collecting(List<UidListEntry> entries) implements FolderImport.Sink {
        @Override
        public void message(UidListEntry entry) {
            entries.add(entry);
        }

        @Override
        public void keywords(String base, NavigableSet<String> words) {
            throw new AssertionError("Dovecot has no such files");
        }
    }

    @Test
    void seesWhatTheEngineChanged() throws Exception {
        DovecotMail.make(dovecot, 10_000, 42);
        List<String> before = dovecot.facts();
        List<String> changed;
        List<ExportedMailbox> exported;
        try (MailStore store =
                MailStore.builder()
                        .durability(Durability.NONE)
                        .flagsToNames(Duration.ZERO)
                        .hostName("ours")
                        .build()) {
            try (Account account = store.open(new AccountLocation(dovecot.mail()))) {
                MailFacts.assertSame(
                        DovecotMail.withoutWordsBeyondLetters(StoreFacts.of(account)),
                        DovecotMail.withoutWordsBeyondLetters(before));
                change(account);
                changed = StoreFacts.of(account);
            }
            exported = store.export(new AccountLocation(dovecot.mail()));
        }
        assertThat(exported)
                .filteredOn(each -> each.withoutLetter().containsKey("HasNoLetter"))
                .hasSize(1);
        tell(exported);
        MailFacts.assertSame(dovecot.facts(), changed);
        for (ExportedMailbox each : exported) {
            assertThat(dovecot.highestModSeq(each.name()))
                    .as("HIGHESTMODSEQ of %s", each.name())
                    .isGreaterThanOrEqualTo(each.highestModSeq().value());
        }
        dovecot.assertContent();
    }

    /// As an administrator would, though here is but one user and no list of users to look up in.
    private void tell(List<ExportedMailbox> exported) throws Exception {
        for (ExportedMailbox each : exported) {
            for (DoveadmCommand command : each.doveadmCommands("anna", '.')) {
                List<String> words = new ArrayList<>(command.words());
                words.removeAll(List.of("doveadm", "-u", "anna"));
                dovecot.doveadm(words.toArray(String[]::new));
            }
        }
    }

    private static void change(Account account) throws IOException {
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Mailbox made = account.create(MailboxName.parse("Neu/Über", '/'));
        UidSet all = inbox.snapshot().uids();
        inbox.changeFlags(some(all, 3), FlagChange.add(Flags.of(List.of(), List.of("Word1"))));
        inbox.changeFlags(some(all, 5), FlagChange.remove(Flags.of(SystemFlag.SEEN)));
        inbox.changeFlags(some(all, 50), FlagChange.replace(Flags.of(SystemFlag.FLAGGED)));
        Mailbox many = account.mailbox(MailboxName.parse("Many keywords", '/'));
        many.changeFlags(
                some(many.snapshot().uids(), 4),
                FlagChange.add(Flags.of(List.of(), List.of("HasNoLetter"))));
        inbox.copy(some(all, 7), made);
        inbox.move(some(all, 11), account.mailbox(MailboxName.parse("Sent", '/')));
        inbox.expunge(some(all, 13));
        account.rename(MailboxName.parse("Arbeit", '/'), MailboxName.parse("Arbeit 2", '/'));
        account.delete(MailboxName.parse("Empty", '/'));
        account.subscribe(made.name());
        for (int i = 0; i < 10; i++) {
            try (Delivery delivery = made.deliver(Flags.of(SystemFlag.SEEN), NOW)) {
                byte[] message = RealDovecot.bytes("Message-ID: <" + i + "@ours>\r\n\r\nx\r\n");
                delivery.write(message, 0, message.length);
                delivery.commit();
            }
        }
    }

    private static UidSet some(UidSet all, int eachOf) {
        UidSet.Builder some = UidSet.builder();
        for (Uid uid : all) {
            if (uid.value() % eachOf == 0) {
                some.add(uid);
            }
        }
        return some.build();
    }
}
