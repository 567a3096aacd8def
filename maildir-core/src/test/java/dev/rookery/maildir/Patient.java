// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// An account with mail in two folders, all of it indexed and cached, for tests to damage.
final class Patient {
    static final int MESSAGES = 6;
    static final MailboxName WORK = MailboxName.parse("Work", '/');

    /// From here on a cache has zones for all kinds of records, and locations.
    private static final long CACHE_BYTES_MIN = 48 * 1024;

    private final AccountLocation location;
    private Duration later = Duration.ZERO;

    Patient(Path maildir) throws IOException {
        this(new AccountLocation(maildir));
    }

    Patient(AccountLocation location) throws IOException {
        this.location = location;
        try (MailStore store = store(MESSAGES / 2);
                Account account = store.open(location)) {
            account.subscribe(MailboxName.INBOX);
            account.subscribe(WORK);
            for (Mailbox each : List.of(account.mailbox(MailboxName.INBOX), account.create(WORK))) {
                for (int i = 1; i <= MESSAGES; i++) {
                    Mail.deliver(each, "message " + i, Flags.NONE);
                }
                Flags flags = Flags.of(List.of(SystemFlag.SEEN), List.of("Tea"));
                each.changeFlags(UidSet.of(new Uid(1)), FlagChange.add(flags));
                awaitIndex(each, path(each.name().equals(WORK) ? ".Work" : ""));
            }
        }
        await().atMost(Duration.ofMinutes(1)).until(this::isWrittenHowItIsLeft);
        assertThat(examined()).isEmpty();
    }

    /// That comes only some time after the last change, by the disk's clock: until then, the
    /// account is opened and closed once more.
    private boolean isWrittenHowItIsLeft() throws IOException {
        try (Directory root = new LinuxDisk(Durability.NONE).open(location.maildir())) {
            if (ClosedAccount.read(root).filter(it -> it.folders().size() == 2).isPresent()) {
                return true;
            }
        }
        try (MailStore store = store();
                Account account = store.open(location)) {
            account.mailbox(MailboxName.INBOX);
            account.mailbox(WORK);
        }
        return false;
    }

    /// Indexes are written now and then while something happens.
    private static void awaitIndex(Mailbox mailbox, Path folder) {
        UidSet last = UidSet.of(new Uid(MESSAGES));
        FlagChange change = FlagChange.add(Flags.of(SystemFlag.FLAGGED));
        FlagChange back = FlagChange.remove(Flags.of(SystemFlag.FLAGGED));
        Path cache = folder.resolve("rookery.cache");
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    mailbox.changeFlags(last, change);
                    mailbox.changeFlags(last, back);
                    return Files.exists(folder.resolve("rookery.index"))
                            && Files.exists(cache)
                            && Files.size(cache) > CACHE_BYTES_MIN;
                });
    }

    private MailStore store(int checkpointEntries) {
        return StoreOnDisk.builder(new LinuxDisk(Durability.NONE), checkpointEntries, Duration.ZERO)
                .flagsToNames(Duration.ZERO)
                .clock(() -> Instant.now().plus(later))
                .build();
    }

    MailStore store() {
        return store(1_000);
    }

    /// Takes in one more message, and dies before there is a file of it.
    void diesOf(String subject) throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (MailStore store = StoreOnDisk.builder(disk, Duration.ZERO).build()) {
            Mailbox inbox = store.open(location).mailbox(MailboxName.INBOX);
            disk.plan(
                    FaultPlan.every(
                            call -> call.kind() == DiskCall.Kind.CREATE, Fault.TOO_MANY_FILES));
            Mail.deliver(inbox, subject, Flags.NONE);
            disk.die();
        }
    }

    /// From here on everything looks so much older.
    void waits(Duration time) {
        later = time;
    }

    Path path(String below) {
        return location.maildir().resolve(below);
    }

    /// The only file in that directory whose name begins so.
    Path file(String directory, String prefix) throws IOException {
        return files(directory, prefix).getFirst();
    }

    List<Path> files(String directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(path(directory))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /// Changes one byte of a file.
    static void damage(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x55;
        Files.write(file, bytes);
    }

    List<String> examined() throws IOException {
        return examined(location);
    }

    List<String> examined(AccountLocation as) throws IOException {
        List<String> findings = new ArrayList<>();
        Map<Path, String> before = tree();
        try (MailStore store = store()) {
            store.examine(as, finding -> findings.add(finding.grade() + " " + finding));
        }
        assertThat(tree()).isEqualTo(before);
        return findings;
    }

    List<String> repaired() throws IOException {
        List<String> findings = new ArrayList<>();
        try (MailStore store = store()) {
            store.repair(location, finding -> findings.add(finding.grade() + " " + finding));
        }
        return findings;
    }

    /// Whoever opens the account finds every message.
    void requireAll() throws IOException {
        try (MailStore store = store();
                Account account = store.open(location)) {
            for (MailboxName name : List.of(MailboxName.INBOX, WORK)) {
                Mailbox mailbox = account.mailbox(name);
                assertThat(mailbox.snapshot().uids().size()).isEqualTo(MESSAGES);
                for (Uid uid : mailbox.snapshot().uids()) {
                    assertThat(Mail.content(mailbox, uid)).isNotEmpty();
                }
                assertThat(mailbox.snapshot().havingKeyword("Tea").size()).isEqualTo(1);
            }
        }
    }

    /// Everything that lies there: what it is, what it holds, and when it changed.
    private Map<Path, String> tree() throws IOException {
        Map<Path, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(location.maildir())) {
            for (Path each : all.toList()) {
                Map<String, Object> facts =
                        new TreeMap<>(
                                Files.readAttributes(each, "unix:*", LinkOption.NOFOLLOW_LINKS));
                facts.remove("lastAccessTime");
                boolean file = Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS);
                tree.put(each, facts + (file ? hex(each) : ""));
            }
        }
        return tree;
    }

    private static String hex(Path file) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }
}
