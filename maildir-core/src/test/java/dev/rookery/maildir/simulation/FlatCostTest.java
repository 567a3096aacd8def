// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A small change asks no more of the disk in a folder of many messages than in one of few: besides
/// what the change itself costs, some pages of an index that a folder of few does not have yet.
@Timeout(120)
class FlatCostTest {
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int INDEX_CALLS_MAX = 12;
    private static final int INDEX_BYTES_MAX = 48 * 1024;

    @TempDir private Path home;

    @SuppressWarnings("NullAway.Init") // by fill()
    private Path few;

    @SuppressWarnings("NullAway.Init") // by fill()
    private Path many;

    @FunctionalInterface
    private interface Visit {
        void to(Mailbox inbox) throws IOException;
    }

    @BeforeEach
    void fill() throws IOException {
        few = folderOf(FEW);
        many = folderOf(MANY);
    }

    private Path folderOf(int messages) throws IOException {
        Path maildir = Files.createDirectory(home.resolve("of-" + messages));
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectory(maildir.resolve(part));
        }
        byte[] content = "Subject: x\r\n\r\nshort\r\n".getBytes(US_ASCII);
        for (int i = 1; i <= messages; i++) {
            Files.write(maildir.resolve("cur/" + i + ".M" + i + ".host:2,S"), content);
        }
        visit(maildir, inbox -> assertThat(inbox.refresh().uids().size()).isEqualTo(messages));
        visit(maildir, Mailbox::refresh);
        return maildir;
    }

    /// All that the disk is asked for from opening to closing the account.
    private List<DiskCall> visit(Path maildir, Visit visit) throws IOException {
        // What the last visit changed is long past, and was looked at.
        QuietDisk.await(maildir, home);
        open(new FaultyDisk().watching(), maildir, Mailbox::refresh);
        ConcurrentLinkedQueue<DiskCall> calls = new ConcurrentLinkedQueue<>();
        FaultyDisk disk = new FaultyDisk().watching();
        disk.plan(call -> {
            calls.add(call);
            return Optional.empty();
        });
        open(disk, maildir, visit);
        return List.copyOf(calls);
    }

    private static void open(FaultyDisk disk, Path maildir, Visit visit) throws IOException {
        try (MailStore store =
                        StoreOnDisk.builder(disk).cacheMessages(false).hostName("h").build();
                Account account = store.open(new AccountLocation(maildir))) {
            visit.to(account.mailbox(MailboxName.INBOX));
        }
    }

    private static long listings(List<DiskCall> calls) {
        return calls.stream().filter(call -> call.kind() == Kind.LIST).count();
    }

    private static long bytes(List<DiskCall> calls) {
        return calls.stream().mapToLong(DiskCall::bytes).sum();
    }

    private void requireFlat(String what, Visit visit) throws IOException {
        List<DiskCall> inFew = visit(few, visit);
        List<DiskCall> inMany = visit(many, visit);
        assertThat(listings(inMany)).as("listings: " + what).isEqualTo(listings(inFew));
        assertThat((long) inMany.size())
                .as("calls: " + what)
                .isBetween(1L, inFew.size() + (long) INDEX_CALLS_MAX);
        assertThat(bytes(inMany))
                .as("bytes: " + what)
                .isBetween(1L, bytes(inFew) + INDEX_BYTES_MAX);
    }

    @Test
    void isThatOfASmallFolder() throws IOException {
        requireFlat("open", inbox -> assertThat(inbox.snapshot().uids().isEmpty()).isFalse());
        requireFlat("deliver", inbox -> Mail.deliver(inbox, "one more", Flags.NONE));
        requireFlat(
                "flag",
                inbox ->
                        inbox.changeFlags(
                                UidSet.of(new Uid(5)),
                                FlagChange.add(Flags.of(SystemFlag.FLAGGED))));
        requireFlat("expunge", inbox -> inbox.expunge(UidSet.of(new Uid(7))));
        requireFlat("look", Mailbox::refresh);
        requireFlat("copy", inbox -> inbox.copy(UidSet.of(new Uid(8)), inbox));
        requireFlat("move", inbox -> inbox.move(UidSet.of(new Uid(9)), inbox));
    }
}
