// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Watch;
import dev.rookery.maildir.internal.files.WatchListener;
import dev.rookery.maildir.internal.files.WatchListener.What;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The kernel tells of changes, until it has lost count of them: what it did not tell is found by
/// looking at everything.
class LostNoticesTest {
    private static final int NAMES_MAX = 10_000;

    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);
    private final List<WatchListener> listeners = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // by open()
    private MailStore store;

    @SuppressWarnings("NullAway.Init") // by open()
    private Mailbox inbox;

    /// Tells nothing but what the test says.
    private record Told(List<WatchListener> listeners, WatchListener listener) implements Watch {
        @Override
        public void await() {}

        @Override
        public void close() {
            listeners.remove(listener);
        }
    }

    private void tell(What what, String name) {
        byte[] bytes = name.getBytes(US_ASCII);
        listeners.forEach(listener -> listener.event(what, bytes, bytes.length, 0));
    }

    @BeforeEach
    void open() throws IOException {
        FaultyDisk watched = new FaultyDisk(disk);
        watched.watching((_, listener) -> {
            listeners.add(listener);
            return Optional.of(new Told(listeners, listener));
        });
        store =
                StoreOnDisk.builder(watched)
                        .flagsToNames(Duration.ZERO)
                        .cacheMessages(false)
                        .hostName("h")
                        .build();
        Account account = store.open(new AccountLocation(Scenario.MAILDIR));
        inbox = account.mailbox(MailboxName.INBOX);
        Mail.deliver(inbox, "a", Flags.of(SystemFlag.SEEN));
        await().until(() -> !names().isEmpty());
        // The first look after that is a whole one.
        tell(What.OVERFLOW, "");
        inbox.refresh();
        assertThat(listeners).hasSize(2);
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(listeners).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            return cur.list().stream().map(Directory.Entry::name).toList();
        }
    }

    /// Another program flags the message, and nobody is told.
    private void flagSilently() throws IOException {
        String name = names().getFirst();
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            cur.rename(name, cur, name.replace(":2,", ":2,F"));
        }
    }

    private UidSet flagged() {
        return inbox.snapshot().having(SystemFlag.FLAGGED);
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERFLOW", "ENDED", "SELF_MOVED"})
    void areMadeUpForByAWholeLook(What what) throws IOException {
        flagSilently();
        inbox.refresh();
        assertThat(flagged()).as("seen without notice").isEqualTo(UidSet.EMPTY);

        tell(what, "");
        inbox.refresh();
        assertThat(flagged()).isEqualTo(UidSet.of(Uid.FIRST));
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERFLOW", "ENDED"})
    void areMadeUpForSoonIfSomebodyListens(What what) throws IOException {
        try (Subscription _ = inbox.subscribe(_ -> {})) {
            flagSilently();
            tell(what, "");
            await().until(() -> flagged().equals(UidSet.of(Uid.FIRST)));
        }
    }

    @Test
    void areFearedWhenThereWereTooManyToKeep() throws IOException {
        flagSilently();
        for (int i = 0; i <= NAMES_MAX; i++) {
            tell(What.MOVED_IN, i + ".elsewhere:2,S");
        }
        inbox.refresh();
        assertThat(flagged()).isEqualTo(UidSet.of(Uid.FIRST));
    }
}
