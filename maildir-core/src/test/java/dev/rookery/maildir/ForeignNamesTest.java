// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.index.HeadFile;
import dev.rookery.maildir.simulation.Mail;
import dev.rookery.maildir.simulation.QuietDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Names that we would not write so: they stay as they are until there is something to show in
/// them, and an index that has no room for them costs no message.
@Timeout(60)
class ForeignNamesTest {
    private static final List<String> NAMES =
            List.of(
                    "new/1.plain",
                    "new/2.info:2,",
                    "new/3.flagged:2,F",
                    "cur/4.none",
                    "cur/5.order:2,SF",
                    "cur/6.private:2,S,data",
                    "cur/7.unknown:2,SX",
                    "cur/8.two:1,a:2,R",
                    "cur/9.plain:2,S");

    /// What stands behind bases, in `rookery.index`; none of it.
    private static final int ENDINGS = 10;

    @TempDir private Path home;

    private MailStore store() {
        return StoreOnDisk.builder(new LinuxDisk(Durability.NONE), 1, Duration.ZERO)
                .flagsToNames(Duration.ZERO)
                .hostName("test")
                .build();
    }

    private Path maildir() {
        return home.resolve("Maildir");
    }

    @FunctionalInterface
    private interface Visit {
        void to(Mailbox inbox) throws IOException;
    }

    private void visit(Visit visit) throws IOException {
        try (MailStore store = store();
                Account account = store.open(new AccountLocation(maildir()))) {
            visit.to(account.mailbox(MailboxName.INBOX));
            QuietDisk.await(maildir(), home);
        }
    }

    private void fill() throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir().resolve(part));
        }
        for (String name : NAMES) {
            String subject = name.substring(4, name.indexOf('.', 4));
            Files.writeString(maildir().resolve(name), "Subject: " + subject + "\n\nbody\n");
        }
        visit(inbox -> {
            assertThat(inbox.refresh().uids().size()).isEqualTo(NAMES.size());
            await().until(() -> Files.exists(maildir().resolve("rookery.index")));
        });
    }

    private SortedSet<String> names() throws IOException {
        SortedSet<String> names = new TreeSet<>(Comparator.comparing(name -> name.substring(4)));
        for (String part : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(maildir().resolve(part))) {
                files.forEach(file -> names.add(part + "/" + file.getFileName()));
            }
        }
        return names;
    }

    /// As if they had been too many.
    private void forgetEndings() throws IOException {
        try (Directory directory = new LinuxDisk(Durability.NONE).open(maildir())) {
            if (!(HeadFile.read(directory, "rookery.index")
                    instanceof HeadFile.Sound(SortedMap<Integer, byte[]> sections))) {
                throw new AssertionError("no index");
            }
            byte[] noTexts = new byte[Integer.BYTES];
            byte[] noUids = UidSet.EMPTY.serialized();
            byte[] none = new byte[noTexts.length + Integer.BYTES + noUids.length];
            none[noTexts.length] = (byte) noUids.length;
            System.arraycopy(noUids, 0, none, none.length - noUids.length, noUids.length);
            assertThat(sections.get(ENDINGS)).hasSizeGreaterThan(none.length);
            sections.put(ENDINGS, none);
            HeadFile.write(directory, "rookery.index", Optional.empty(), sections);
        }
    }

    private static SortedMap<Uid, String> subjects(Mailbox inbox) throws IOException {
        SortedMap<Uid, String> subjects = new TreeMap<>();
        for (Uid uid : inbox.snapshot().uids()) {
            subjects.put(uid, Mail.subject(inbox, uid));
        }
        return subjects;
    }

    @Test
    void stayUntilThereIsSomethingToShow() throws IOException {
        fill();
        assertThat(names()).containsExactlyElementsOf(NAMES);
        visit(inbox -> {
            assertThat(subjects(inbox).values())
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
            inbox.changeFlags(
                    inbox.snapshot().uids(), FlagChange.add(Flags.of(SystemFlag.ANSWERED)));
        });
        assertThat(names())
                .containsExactly(
                        "cur/1.plain:2,R",
                        "cur/2.info:2,R",
                        "cur/3.flagged:2,FR",
                        "cur/4.none:2,R",
                        "cur/5.order:2,FRS",
                        "cur/6.private:2,RS,data",
                        "cur/7.unknown:2,RSX",
                        "cur/8.two:1,a:2,R",
                        "cur/9.plain:2,RS");
        visit(inbox -> assertThat(subjects(inbox)).hasSize(NAMES.size()));
    }

    @Test
    void areFoundAgainIfTheIndexDoesNotTellThem() throws IOException {
        fill();
        forgetEndings();
        UidSet first = UidSet.range(new Uid(1), new Uid(NAMES.size()));
        visit(inbox -> {
            assertThat(inbox.snapshot().uids()).isEqualTo(first);
            assertThat(subjects(inbox).values())
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
            assertThat(inbox.refresh().uids()).isEqualTo(first);
            assertThat(inbox.snapshot().having(SystemFlag.SEEN).size()).isEqualTo(4);
            assertThat(inbox.snapshot().having(SystemFlag.FLAGGED).size()).isEqualTo(2);
        });
        assertThat(names()).containsExactlyElementsOf(NAMES);
    }

    @Test
    void areFoundAgainToBeChanged() throws IOException {
        fill();
        forgetEndings();
        visit(inbox ->
                inbox.changeFlags(
                        inbox.snapshot().uids(), FlagChange.add(Flags.of(SystemFlag.ANSWERED))));
        assertThat(names())
                .contains("cur/5.order:2,FRS", "cur/6.private:2,RS,data", "cur/7.unknown:2,RSX")
                .hasSize(NAMES.size());
    }

    @Test
    void areFoundAgainToBeRemoved() throws IOException {
        fill();
        forgetEndings();
        visit(inbox -> inbox.expunge(inbox.snapshot().uids()));
        assertThat(names()).isEmpty();
        visit(inbox -> assertThat(inbox.refresh().uids().isEmpty()).isTrue());
    }
}
