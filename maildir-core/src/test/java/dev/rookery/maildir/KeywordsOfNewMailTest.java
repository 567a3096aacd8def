// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that come with keywords: their files show them as soon as those of messages that are
/// given keywords later.
@Timeout(60)
class KeywordsOfNewMailTest {
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Flags TAGGED = words("Tag");

    @TempDir private Path maildir;
    private MailStore store = MailStore.builder().build();

    @SuppressWarnings("NullAway.Init") // before each test
    private Account account;

    @SuppressWarnings("NullAway.Init") // before each test
    private Mailbox inbox;

    @SuppressWarnings("NullAway.Init") // before each test
    private Mailbox work;

    /// How a message comes into the folder.
    enum Way {
        APPEND,
        COPY,
        MOVE
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void open(MailStore.Builder builder) throws IOException {
        store.close();
        store = builder.hostName("test").build();
        account = store.open(new AccountLocation(maildir));
        inbox = account.mailbox(MailboxName.INBOX);
        work = account.create(WORK);
    }

    private static MailStore.Builder naming(Duration flagsToNames) {
        return MailStore.builder().durability(Durability.NONE).flagsToNames(flagsToNames);
    }

    private static Flags words(String... words) {
        return Flags.of(List.of(), List.of(words));
    }

    private void bring(Way way) throws IOException {
        switch (way) {
            case APPEND -> Mail.deliver(work, "tagged", TAGGED);
            case COPY -> inbox.copy(UidSet.of(Mail.deliver(inbox, "tagged", TAGGED)), work);
            case MOVE -> inbox.move(UidSet.of(Mail.deliver(inbox, "tagged", TAGGED)), work);
        }
    }

    /// What stands behind the bases of files.
    private List<String> infos() throws IOException {
        try (Stream<Path> all = Files.list(maildir.resolve(".Work/cur"))) {
            return all.map(file -> file.getFileName().toString().replaceFirst("[^:]*:2,", ""))
                    .sorted()
                    .toList();
        }
    }

    /// Opening the folder has names looked at as well: that is over.
    private void nameAnother() throws IOException {
        Uid another = Mail.deliver(work, "another", Flags.of(SystemFlag.SEEN));
        work.changeFlags(UidSet.of(another), FlagChange.add(words("Other")));
        await().until(() -> infos().equals(List.of("Sa")));
    }

    @ParameterizedTest
    @EnumSource
    void showsThemSoon(Way way) throws IOException {
        open(naming(SOON));
        nameAnother();
        bring(way);
        await().until(() -> infos().equals(List.of("Sa", "b")));
    }

    @ParameterizedTest
    @EnumSource
    void showsThemAtOnceIfToldSo(Way way) throws IOException {
        open(naming(Duration.ZERO));
        nameAnother();
        bring(way);
        assertThat(infos()).containsExactly("Sa", "b");
    }

    /// Whoever else changes the file of letters keeps us out of it, until after the mailbox was let
    /// go.
    ///
    /// @param checkpointEntries whether the folder is forgotten as well, or not
    @ParameterizedTest
    @ValueSource(ints = {2, 1_000})
    void showsThemAfterACleanStop(int checkpointEntries) throws IOException {
        open(
                StoreOnDisk.hasty(
                        StoreOnDisk.builder(new LinuxDisk(Durability.NONE), checkpointEntries)
                                .flagsToNames(SOON)));
        Path lock = Files.createFile(maildir.resolve(".Work/dovecot-keywords.lock"));
        bring(Way.APPEND);
        await().until(() -> !isOpen(".Work/cur"));
        for (int i = 0; i < 3; i++) {
            Mail.deliver(inbox, "more", Flags.NONE);
        }
        await().until(() ->
                checkpointEntries > 3 || Files.exists(maildir.resolve(".Work/rookery.index")));
        Files.delete(lock);
        store.close();
        assertThat(infos()).containsExactly("a");
        assertThat(maildir.resolve(".Work/dovecot-keywords")).hasContent("0 Tag\n");
    }

    private boolean isOpen(String directory) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(each -> target(each).equals(maildir.resolve(directory)));
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException closedMeanwhile) {
            return descriptor;
        }
    }
}
