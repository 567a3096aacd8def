// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is told of a whole account: NOTIFY, RFC 5465.
@Timeout(120)
@ExtendWith(QuietLog.class)
class AccountChangesTest extends ListenedAccount {
    private static final int CLIENTS = 6;

    @Test
    void areToldOfMessages() throws IOException {
        Mailbox work = account.create(WORK);
        try (ToldChanges told = ToldChanges.of(account)) {
            Mail.deliver(inbox, "a", Flags.NONE);
            assertThat(told.next()).containsExactly("arrived INBOX 1");
            Mail.deliver(work, "large b", Flags.NONE);
            assertThat(told.next()).containsExactly("arrived Work 1");
            deliverAll(inbox, "c", "large d", "e");
            assertThat(told.next()).containsExactly("arrived INBOX 2:4");
            inbox.changeFlags(uids(1, 3), SEEN);
            assertThat(told.next()).containsExactly("flags INBOX 1:3");
            inbox.changeFlags(uids(1, 4), SEEN);
            assertThat(told.next()).containsExactly("flags INBOX 4");
            awaitFiles(5);
            inbox.copy(uids(2, 3), work);
            assertThat(told.next()).containsExactly("arrived Work 2:3");
            inbox.move(uids(1, 2), work);
            assertThat(told.next()).containsExactly("arrived Work 4:5, expunged INBOX 1:2");
            work.expunge(uids(2, 4));
            assertThat(told.next()).containsExactly("expunged Work 2:4");
            replace(uids(3, 3), inbox, inbox, "f");
            assertThat(told.next()).containsExactly("arrived INBOX 5, expunged INBOX 3");
            replace(uids(4, 5), inbox, work, "g", "large h");
            assertThat(told.next()).containsExactly("arrived Work 6:7, expunged INBOX 4:5");
        }
    }

    @Test
    void areNotToldOfWhatChangesNothing() throws IOException {
        Mail.deliver(inbox, "a", Flags.NONE);
        inbox.changeFlags(uids(1, 1), SEEN);
        account.annotate(comment("x"));
        account.annotate(MailboxName.INBOX, comment("x"));
        List<String> told =
                told(() -> {
                    inbox.changeFlags(uids(1, 1), SEEN);
                    inbox.changeFlags(uids(7, 9), SEEN);
                    inbox.expunge(uids(7, 9));
                    deliverAll(inbox);
                    account.annotate(comment("x"));
                    account.annotate(Map.of());
                    account.annotate(MailboxName.INBOX, comment("x"));
                    inbox.refresh();
                    account.mailboxes();
                    inbox.claimRecent();
                    Mail.content(inbox, Uid.FIRST);
                });
        assertThat(told).isEmpty();
    }

    @Test
    void areToldOfMailboxes() throws IOException {
        try (ToldChanges told = ToldChanges.of(account)) {
            account.create(WORK);
            assertThat(told.next()).containsExactly("created Work");
            account.create(BELOW, Set.of(SpecialUse.ARCHIVE));
            assertThat(told.next()).containsExactly("created Work/Deep, assigned Work/Deep");
            account.assign(BELOW, Set.of(SpecialUse.JUNK));
            assertThat(told.next()).containsExactly("assigned Work/Deep");
            account.assign(BELOW, Set.of(SpecialUse.JUNK));
            assertThat(told.next()).isEmpty();
            account.rename(WORK, POST);
            assertThat(told.next())
                    .containsExactly("renamed Work to Post, renamed Work/Deep to Post/Deep");
            Mail.deliver(account.mailbox(name("Post/Deep")), "a", Flags.NONE);
            assertThat(told.next()).containsExactly("arrived Post/Deep 1");
            account.delete(POST);
            assertThat(told.next()).containsExactly("deleted Post");
            account.rename(name("Post/Deep"), WORK);
            assertThat(told.next()).containsExactly("renamed Post/Deep to Work");
            account.delete(WORK);
            assertThat(told.next()).containsExactly("deleted Work");
            account.create(WORK);
            assertThat(told.next()).containsExactly("created Work");
        }
    }

    @Test
    void areToldOfSubscriptions() throws IOException {
        try (ToldChanges told = ToldChanges.of(account)) {
            account.subscribe(WORK);
            assertThat(told.next()).containsExactly("subscription Work");
            account.unsubscribe(WORK);
            assertThat(told.next()).containsExactly("subscription Work");
        }
    }

    @Test
    void areToldOfAnnotations() throws IOException {
        account.create(WORK);
        try (ToldChanges told = ToldChanges.of(account)) {
            account.annotate(comment("one"));
            assertThat(told.next()).containsExactly("annotated /private/comment");
            account.annotate(WORK, comment("one"));
            assertThat(told.next()).containsExactly("annotated Work /private/comment");
            account.annotate(
                    WORK,
                    Map.of(
                            COMMENT,
                            Optional.empty(),
                            "/shared/a",
                            Optional.of(new AnnotationValue(new byte[0])),
                            "/shared/missing",
                            Optional.empty()));
            assertThat(told.next())
                    .containsExactly("annotated Work /private/comment, annotated Work /shared/a");
            account.annotate(WORK, comment("two"), Set.of(SpecialUse.SENT));
            assertThat(told.next())
                    .containsExactly("annotated Work /private/comment, assigned Work");
        }
    }

    @Test
    void areToldOfTheMailOfInboxThatMoves() throws IOException {
        deliverAll(inbox, "a", "b");
        inbox.expunge(uids(1, 1));
        account.annotate(MailboxName.INBOX, comment("one"));
        assertThat(told(() -> account.rename(MailboxName.INBOX, POST)))
                .containsExactly(
                        "created Post, arrived Post 1, annotated Post /private/comment,"
                                + " expunged INBOX 2");
    }

    /// Nobody opened them since the start.
    @Test
    void areToldAlsoOfMailboxesThatAreNotOpen() throws IOException {
        account.create(WORK);
        account.create(BELOW);
        account.create(name("Old"));
        Mail.deliver(account.mailbox(BELOW), "a", Flags.NONE);
        awaitFiles(1);
        reopen();
        try (ToldChanges told = ToldChanges.of(account)) {
            account.annotate(WORK, comment("one"));
            assertThat(told.next()).containsExactly("annotated Work /private/comment");
            account.rename(WORK, POST);
            assertThat(told.next())
                    .containsExactly("renamed Work to Post, renamed Work/Deep to Post/Deep");
            account.delete(name("Old"));
            assertThat(told.next()).containsExactly("deleted Old");
            Files.write(maildir.resolve(".Post.Deep/new/1.theirs"), Letter.bytes("b"));
            await().until(() -> account.status(name("Post/Deep")).messages() == 2);
            assertThat(told.next()).containsExactly("arrived Post/Deep 2");
        }
    }

    /// Mailboxes are let go as soon as nobody uses them.
    @Test
    void areToldWhereMailboxesCloseAgainAndAgain() throws IOException {
        account.create(WORK);
        store.close();
        store = StoreOnDisk.hasty(StoreOnDisk.builder(disk, 50)).hostName("test").build();
        open();
        try (ToldChanges told = ToldChanges.of(account)) {
            for (int i = 1; i <= 20; i++) {
                Mail.deliver(account.mailbox(WORK), "m" + i, Flags.NONE);
                assertThat(told.next()).containsExactly("arrived Work " + i);
                account.mailbox(WORK).changeFlags(uids(i, i), SEEN);
                assertThat(told.next()).containsExactly("flags Work " + i);
            }
        }
    }

    @Test
    void areToldOfWhatOtherProgramsDoOnceSomebodyLooks() throws IOException {
        account.create(WORK);
        Mail.deliver(inbox, "a", Flags.NONE);
        Mail.deliver(inbox, "b", Flags.NONE);
        awaitFiles(2);
        try (ToldChanges told = ToldChanges.of(account)) {
            List<Path> files;
            try (Stream<Path> all = Files.list(maildir.resolve("new"))) {
                files = all.sorted().toList();
            }
            Path first = files.getFirst();
            Files.move(first, maildir.resolve("cur/" + first.getFileName() + ":2,F"));
            await().until(() -> !inbox.refresh().having(SystemFlag.FLAGGED).isEmpty());
            assertThat(told.next()).containsExactly("flags INBOX 1");
            Files.delete(files.getLast());
            await().until(() -> inbox.refresh().uids().size() == 1);
            assertThat(told.next()).containsExactly("expunged INBOX 2");
            Files.write(maildir.resolve(".Work/new/1.theirs"), Letter.bytes("c"));
            await().until(() -> account.status(WORK).messages() == 1);
            assertThat(told.next()).containsExactly("arrived Work 1");
            Files.createDirectories(maildir.resolve(".Post/cur"));
            await().until(() -> account.mailboxes().contains(POST));
            assertThat(told.next()).containsExactly("created Post");
            Files.delete(maildir.resolve(".Post/cur"));
            Files.delete(maildir.resolve(".Post"));
            await().until(() -> !account.mailboxes().contains(POST));
            assertThat(told.next()).containsExactly("deleted Post");
        }
    }

    @Test
    void areToldOfAMailboxThatBeginsAnew() throws IOException {
        Mailbox work = account.create(WORK, Set.of(SpecialUse.SENT));
        account.annotate(WORK, comment("one"));
        long later = work.snapshot().uidValidity().value() + 1;
        try (ToldChanges told = ToldChanges.of(account)) {
            Files.writeString(
                    maildir.resolve(".Work/dovecot-uidlist"),
                    "3 V" + later + " N1 G6e065e0be5a2066b1039000083ecc375\n");
            assertThatThrownBy(work::refresh).isInstanceOf(NoSuchMailboxException.class);
            account.mailbox(WORK);
            assertThat(told.next())
                    .containsExactly(
                            "deleted Work, created Work, assigned Work,"
                                    + " annotated Work /private/comment");
        }
    }

    /// The old names are those that were told, whenever somebody began to listen.
    @Test
    void haveTheNamesThatWereTold() throws IOException {
        account.create(WORK);
        try (ToldChanges first = ToldChanges.of(account)) {
            account.create(POST);
            try (ToldChanges second = ToldChanges.of(account)) {
                account.rename(POST, name("Later"));
                account.rename(WORK, POST);
                account.delete(POST);
                account.delete(name("Later"));
                List<String> both =
                        List.of(
                                "renamed Post to Later",
                                "renamed Work to Post",
                                "deleted Post",
                                "deleted Later");
                assertThat(second.lines()).isEqualTo(both);
                assertThat(first.lines())
                        .startsWith("created Post")
                        .endsWith(both.toArray(String[]::new));
            }
            account.create(WORK);
        }
        account.rename(WORK, POST);
        try (ToldChanges third = ToldChanges.of(account)) {
            account.delete(POST);
            assertThat(third.lines()).containsExactly("deleted Post");
        }
    }

    @Test
    void showAlreadyWhenTheyAreTold() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Subscription _ =
                account.subscribe(
                        (List<AccountChange> _) -> seen.add(inbox.snapshot().uids().toString()))) {
            Mail.deliver(inbox, "a", Flags.NONE);
            Mail.deliver(inbox, "b", Flags.NONE);
            inbox.expunge(uids(1, 1));
        }
        assertThat(seen).containsExactly("1", "1:2", "2");
    }

    /// An error like an exception.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reachOthersWhoeverThrows(boolean error) throws IOException {
        AtomicInteger thrown = new AtomicInteger();
        try (ToldChanges before = ToldChanges.of(account);
                Subscription _ =
                        account.subscribe((List<AccountChange> _) -> {
                            thrown.incrementAndGet();
                            if (error) {
                                throw new AssertionError("a listener's own trouble");
                            }
                            throw new IllegalStateException("a listener's own trouble");
                        });
                ToldChanges behind = ToldChanges.of(account)) {
            account.create(WORK);
            Mail.deliver(inbox, "a", Flags.NONE);
            account.subscribe(WORK);
            account.unsubscribe(WORK);
            account.annotate(comment("one"));
            account.delete(WORK);
            assertThat(thrown).hasValue(6);
            List<String> all =
                    List.of(
                            "created Work",
                            "arrived INBOX 1",
                            "subscription Work",
                            "subscription Work",
                            "annotated /private/comment",
                            "deleted Work");
            assertThat(before.lines()).isEqualTo(all);
            assertThat(behind.lines()).isEqualTo(all);
        }
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
        assertThat(inbox.snapshot().uids()).isEqualTo(uids(1, 1));
    }

    @Test
    void cannotBeChangedByWhoHearsThem() throws IOException {
        List<List<AccountChange>> lists = new CopyOnWriteArrayList<>();
        try (Subscription _ = account.subscribe(lists::add)) {
            Mail.deliver(inbox, "a", Flags.NONE);
        }
        assertThatThrownBy(() -> lists.getFirst().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void areNotToldAfterTheSubscriptionIsClosed() throws IOException {
        ToldChanges told = ToldChanges.of(account);
        try (ToldChanges other = ToldChanges.of(account)) {
            account.create(WORK);
            told.close();
            told.close();
            account.create(BELOW);
            account.subscribe(WORK);
            Mail.deliver(inbox, "a", Flags.NONE);
            assertThat(told.lines()).containsExactly("created Work");
            assertThat(other.lines()).hasSize(4);
        }
    }

    @Test
    void endWhereAListenerEndsThem() throws IOException {
        List<Subscription> mine = new CopyOnWriteArrayList<>();
        AtomicInteger heard = new AtomicInteger();
        mine.add(
                account.subscribe((List<AccountChange> _) -> {
                    heard.incrementAndGet();
                    mine.forEach(Subscription::close);
                }));
        account.create(WORK);
        account.create(POST);
        assertThat(heard).hasValue(1);
    }

    @Test
    void areNotToldWhenTheAccountIsClosed() throws IOException {
        List<List<AccountChange>> told = new CopyOnWriteArrayList<>();
        try (Account other = store.open(new AccountLocation(maildir))) {
            var _ = other.subscribe(told::add);
        }
        Mail.deliver(inbox, "a", Flags.NONE);
        store.close();
        int then = told.size();
        store = store();
        open();
        Mail.deliver(inbox, "b", Flags.NONE);
        assertThat(told).hasSize(then);
        account.close();
        assertThatThrownBy(() -> account.subscribe(told::add)).isInstanceOf(ClosedException.class);
    }

    /// Many clients at once: for each mailbox, every message once, in order; and no mailbox is
    /// created that is there, or deleted that is not.
    @Test
    void comeInTheOrderOfCommits() throws Exception {
        List<AccountChange> told = new CopyOnWriteArrayList<>();
        account.create(WORK);
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            MailboxName target = i % 2 == 0 ? MailboxName.INBOX : WORK;
            MailboxName own = name("Own " + i);
            clients.add(() -> {
                for (int n = 0; n < 25; n++) {
                    Mail.deliver(account.mailbox(target), "m", Flags.NONE);
                    account.create(own);
                    Mail.deliver(account.mailbox(own), "m", Flags.NONE);
                    account.delete(own);
                }
                return null;
            });
        }
        try (Subscription _ = account.subscribe(told::addAll);
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Void> each : threads.invokeAll(clients)) {
                each.get();
            }
        }
        Map<MailboxName, List<String>> byMailbox = new TreeMap<>();
        for (AccountChange change : told) {
            switch (change) {
                case AccountChange.Arrived c ->
                        byMailbox
                                .computeIfAbsent(c.mailbox(), _ -> new ArrayList<>())
                                .add(c.uids().toString());
                case AccountChange.MailboxCreated c ->
                        byMailbox.computeIfAbsent(c.name(), _ -> new ArrayList<>()).add("created");
                case AccountChange.MailboxDeleted c ->
                        byMailbox.computeIfAbsent(c.name(), _ -> new ArrayList<>()).add("deleted");
                default -> throw new AssertionError("told of " + change);
            }
        }
        List<String> uids = Stream.iterate(1, n -> n + 1).limit(75).map(String::valueOf).toList();
        List<String> again = new ArrayList<>();
        for (int n = 0; n < 25; n++) {
            again.addAll(List.of("created", "1", "deleted"));
        }
        assertThat(byMailbox).hasSize(2 + CLIENTS);
        byMailbox.forEach((mailbox, changes) ->
                assertThat(changes)
                        .as(mailbox.toString())
                        .isEqualTo(mailbox.toString().startsWith("Own") ? again : uids));
    }

    /// Whoever listens all the time misses nothing because others come and go.
    @Test
    void areCompleteWhileOthersBeginToListen() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<String> expected = new ArrayList<>();
        try (ToldChanges told = ToldChanges.of(account);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                var _ =
                        threads.submit(() -> {
                            while (!done.get()) {
                                ToldChanges.of(account).close();
                            }
                            return true;
                        });
            }
            try {
                for (int n = 0; n < 150; n++) {
                    account.create(WORK);
                    account.rename(WORK, POST);
                    account.delete(POST);
                    expected.addAll(
                            List.of("created Work", "renamed Work to Post", "deleted Post"));
                }
            } finally {
                done.set(true);
            }
            for (String each : expected.subList(0, 3)) {
                assertThat(Collections.frequency(told.lines(), each)).as(each).isEqualTo(150);
            }
            assertThat(told.lines()).isEqualTo(expected);
        }
    }
}
