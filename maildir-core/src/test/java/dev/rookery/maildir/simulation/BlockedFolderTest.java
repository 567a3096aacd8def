// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.LogLines;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Something that is no mailbox lies where the directory of one is to be: what was asked for is
/// refused as a whole, and no restart minds.
@Timeout(60)
class BlockedFolderTest {
    private static final MailboxName OLD = name("Old");
    private static final MailboxName OLD_SUB = name("Old/Sub");
    private static final MailboxName WORK = name("Work");
    private static final MailboxName WORK_SUB = name("Work/Sub");

    @TempDir private Path home;

    private FolderLayout layout = FolderLayout.MAILDIR_PLUS_PLUS;
    private FaultyDisk disk = new FaultyDisk();
    private MailStore store = StoreOnDisk.builder(disk).hostName("test").build();
    private final LogLines log = new LogLines("dev.rookery.maildir");

    @SuppressWarnings("NullAway.Init") // by open()
    private Account account;

    /// What lies in the way.
    enum Blocker {
        /// A directory that is no folder, with something in it.
        DIRECTORY {
            @Override
            void lieAt(Path path) throws IOException {
                Files.createDirectories(path.resolve("theirs"));
            }
        },
        LINK {
            @Override
            void lieAt(Path path) throws IOException {
                Files.createDirectories(path.getParent());
                Files.createSymbolicLink(path, Path.of("/nowhere"));
            }
        },
        FILE {
            @Override
            void lieAt(Path path) throws IOException {
                Files.createDirectories(path.getParent());
                Files.createFile(path);
            }
        };

        abstract void lieAt(Path path) throws IOException;
    }

    static List<Arguments> all() {
        return Stream.of(FolderLayout.values())
                .flatMap(layout ->
                        Stream.of(Blocker.values()).map(each -> Arguments.of(layout, each)))
                .toList();
    }

    private static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    private Path path(MailboxName mailbox) {
        String text = mailbox.toString();
        return home.resolve(
                layout == FolderLayout.FS
                        ? "Maildir/" + text
                        : "Maildir/." + text.replace('/', '.'));
    }

    private void open(FolderLayout of) throws IOException {
        layout = of;
        account = store.open(location());
    }

    private AccountLocation location() {
        return new AccountLocation(home.resolve("Maildir")).with(layout, FolderNames.MODIFIED_UTF7);
    }

    private void reopen() throws IOException {
        store.close();
        disk = new FaultyDisk();
        store = StoreOnDisk.builder(disk).hostName("test").build();
        account = store.open(location());
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    /// A mailbox as clients know it.
    private record Known(UidValidity uidValidity, List<String> subjects) {}

    private Known known(MailboxName mailbox) throws IOException {
        Mailbox there = account.mailbox(mailbox);
        List<String> subjects = new ArrayList<>();
        for (var uid : there.refresh().uids()) {
            subjects.add(uid + " " + Mail.subject(there, uid));
        }
        return new Known(there.snapshot().uidValidity(), subjects);
    }

    private void createOldWithMail() throws IOException {
        Mail.deliver(account.create(OLD), "one", Flags.NONE);
        Mail.deliver(account.create(OLD_SUB), "below", Flags.NONE);
    }

    /// What a rename of them was refused is undone, also for the next start, and the next rename.
    private void requireAsBefore(Known old, Known sub, Path blocker) throws IOException {
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, OLD, OLD_SUB);
            assertThat(known(OLD)).isEqualTo(old);
            assertThat(known(OLD_SUB)).isEqualTo(sub);
            assertThat(Files.exists(blocker, LinkOption.NOFOLLOW_LINKS)).isTrue();
            reopen();
        }
        Mail.deliver(account.mailbox(OLD), "two", Flags.NONE);
        account.rename(OLD, name("Free"));
        assertThat(known(name("Free")).uidValidity()).isEqualTo(old.uidValidity());
        assertThat(known(name("Free")).subjects()).hasSize(old.subjects().size() + 1);
        assertThat(known(name("Free/Sub"))).isEqualTo(sub);
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesARenameOntoIt(FolderLayout layout, Blocker blocker) throws IOException {
        open(layout);
        createOldWithMail();
        Known old = known(OLD);
        Known sub = known(OLD_SUB);
        blocker.lieAt(path(WORK));

        assertThatThrownBy(() -> account.rename(OLD, WORK))
                .isInstanceOf(MailboxExistsException.class);

        requireAsBefore(old, sub, path(WORK));
    }

    /// The one in the way comes when it is too late to decide.
    @ParameterizedTest
    @MethodSource("all")
    void takesARenameBackThatMeetsIt(FolderLayout layout, Blocker blocker) throws IOException {
        open(layout);
        createOldWithMail();
        Known old = known(OLD);
        Known sub = known(OLD_SUB);
        disk.plan(before(renameOf(OLD), () -> blocker.lieAt(path(WORK))));

        assertThatThrownBy(() -> account.rename(OLD, WORK))
                .isInstanceOf(MailboxExistsException.class);

        requireAsBefore(old, sub, path(WORK));
    }

    /// Of a tree whose directories lie beside each other, some have moved before.
    @ParameterizedTest
    @EnumSource
    void takesBackWhatMovedBefore(Blocker blocker) throws IOException {
        open(FolderLayout.MAILDIR_PLUS_PLUS);
        createOldWithMail();
        Known old = known(OLD);
        Known sub = known(OLD_SUB);
        disk.plan(before(renameOf(OLD_SUB), () -> blocker.lieAt(path(WORK_SUB))));

        assertThatThrownBy(() -> account.rename(OLD, WORK))
                .isInstanceOf(MailboxExistsException.class);

        assertThat(path(WORK)).doesNotExist();
        requireAsBefore(old, sub, path(WORK_SUB));
    }

    /// What is said to be in the way is gone again when the rename is taken back.
    @ParameterizedTest
    @EnumSource
    void takesARenameBackThatMetSomething(FolderLayout layout) throws IOException {
        open(layout);
        createOldWithMail();
        Known old = known(OLD);
        Known sub = known(OLD_SUB);
        disk.plan(FaultPlan.every(renameOf(OLD), Fault.NAME_TAKEN));

        assertThatThrownBy(() -> account.rename(OLD, WORK))
                .isInstanceOf(MailboxExistsException.class);

        disk.plan(FaultPlan.HEALTHY);
        requireAsBefore(old, sub, path(OLD));
    }

    @ParameterizedTest
    @MethodSource("all")
    void opensWhenItCameAfterACrash(FolderLayout layout, Blocker blocker) throws IOException {
        open(layout);
        createOldWithMail();
        Known old = known(OLD);
        Known sub = known(OLD_SUB);
        dieAt(renameOf(OLD), () -> account.rename(OLD, WORK));
        blocker.lieAt(path(WORK));

        reopen();

        assertThat(log.lines()).anyMatch(line -> line.contains(path(WORK).toString()));
        requireAsBefore(old, sub, path(WORK));
    }

    /// A rename that was done, and not noted as such, stands whatever lies under the former name.
    @ParameterizedTest
    @MethodSource("all")
    void knowsWhatHasMovedBeforeACrash(FolderLayout layout, Blocker blocker) throws IOException {
        open(layout);
        createOldWithMail();
        Known old = known(OLD);
        Known sub = known(OLD_SUB);
        Predicate<DiskCall> journal = call -> call.kind() == Kind.WRITE;
        disk.plan(before(renameOf(OLD), () -> disk.plan(FaultPlan.every(journal, Fault.DEATH))));
        assertThatThrownBy(
                        () -> {
                            account.rename(OLD, WORK);
                            Mail.deliver(account.mailbox(WORK), "lost", Flags.NONE);
                        })
                .isInstanceOf(IOException.class);
        disk.die();
        blocker.lieAt(path(OLD));

        reopen();

        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, WORK, WORK_SUB);
        assertThat(known(WORK)).isEqualTo(old);
        assertThat(known(WORK_SUB)).isEqualTo(sub);
    }

    @ParameterizedTest
    @EnumSource
    void refusesARenameBelowAFile(Blocker blocker) throws IOException {
        open(FolderLayout.FS);
        createOldWithMail();
        Known old = known(OLD);
        Known sub = known(OLD_SUB);
        blocker.lieAt(path(WORK));

        if (blocker == Blocker.DIRECTORY) {
            account.rename(OLD, name("Work/Old"));
            assertThat(known(name("Work/Old"))).isEqualTo(old);
            return;
        }
        assertThatThrownBy(() -> account.rename(OLD, name("Work/Old")))
                .isInstanceOf(InvalidMailboxNameException.class);
        assertThatThrownBy(() -> account.create(name("Work/Old")))
                .isInstanceOf(InvalidMailboxNameException.class);
        requireAsBefore(old, sub, path(WORK));
    }

    /// A directory that is no folder becomes one.
    @ParameterizedTest
    @MethodSource("all")
    void makesNoMailboxOfIt(FolderLayout layout, Blocker blocker) throws IOException {
        open(layout);
        blocker.lieAt(path(WORK));

        if (blocker == Blocker.DIRECTORY) {
            Mail.deliver(account.create(WORK), "one", Flags.NONE);
            assertThat(path(WORK).resolve("theirs")).isDirectory();
        } else {
            assertThatThrownBy(() -> account.create(WORK))
                    .isInstanceOf(MailboxExistsException.class);
            assertThatThrownBy(() -> account.rename(MailboxName.INBOX, WORK))
                    .isInstanceOf(MailboxExistsException.class);
            assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
        }
        List<MailboxName> there = List.copyOf(account.mailboxes());
        reopen();
        assertThat(account.mailboxes()).containsExactlyElementsOf(there);
    }

    /// The directory lies aside, and nobody heard that the mailbox is deleted.
    @ParameterizedTest
    @MethodSource("all")
    void keepsWhatWasSetAside(FolderLayout layout, Blocker blocker) throws IOException {
        open(layout);
        Mail.deliver(account.create(WORK), "one", Flags.NONE);
        Known work = known(WORK);
        dieAt(
                call -> call.kind() == Kind.FORCE && !Files.exists(path(WORK)),
                () -> account.delete(WORK));
        blocker.lieAt(path(WORK));

        reopen();

        if (blocker == Blocker.DIRECTORY) {
            assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, WORK);
            assertThat(known(WORK)).isEqualTo(work);
            assertThat(path(WORK).resolve("theirs")).isDirectory();
            return;
        }
        assertThat(log.lines()).anyMatch(line -> line.contains(path(WORK).toString()));
        MailboxName moved = name("Work-2");
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, moved);
            assertThat(known(moved)).isEqualTo(work);
            reopen();
        }
        account.delete(moved);
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
    }

    /// The one in the way is a folder that another program made: it is not mixed with ours.
    @ParameterizedTest
    @EnumSource
    void keepsWhatWasSetAsideBesideAnother(FolderLayout layout) throws IOException {
        open(layout);
        Mail.deliver(account.create(WORK), "one", Flags.NONE);
        Known work = known(WORK);
        dieAt(
                call -> call.kind() == Kind.FORCE && !Files.exists(path(WORK)),
                () -> account.delete(WORK));
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(path(WORK).resolve(part));
        }
        Files.write(path(WORK).resolve("new/1.theirs"), Ledger.Letter.bytes("theirs"));

        reopen();

        MailboxName moved = name("Work-2");
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, WORK, moved);
        assertThat(known(moved)).isEqualTo(work);
        assertThat(known(WORK).uidValidity()).isNotEqualTo(work.uidValidity());
        assertThat(known(WORK).subjects()).containsExactly("1 theirs");
    }

    /// The journal says that the messages of INBOX are there.
    @ParameterizedTest
    @MethodSource("all")
    void keepsWhatINBOXBecame(FolderLayout layout, Blocker blocker) throws IOException {
        open(layout);
        Mail.deliver(account.mailbox(MailboxName.INBOX), "one", Flags.NONE);
        dieAt(
                call -> call.kind() == Kind.RENAME && call.name().startsWith("..rookery-removed"),
                () -> account.rename(MailboxName.INBOX, WORK));
        blocker.lieAt(path(WORK));

        reopen();

        MailboxName moved = blocker == Blocker.DIRECTORY ? WORK : name("Work-2");
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, moved);
        assertThat(known(moved).subjects()).containsExactly("1 one");
        assertThat(known(MailboxName.INBOX).subjects()).isEmpty();
    }

    private Predicate<DiskCall> renameOf(MailboxName mailbox) {
        String directory = path(mailbox).getFileName().toString();
        return call -> call.kind() == Kind.RENAME && call.name().equals(directory);
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /// Does something just before the first such call.
    private static FaultPlan before(Predicate<DiskCall> which, Action action) {
        boolean[] done = {false};
        return call -> {
            if (!done[0] && which.test(call)) {
                done[0] = true;
                try {
                    action.run();
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
            return Optional.empty();
        };
    }

    private void dieAt(Predicate<DiskCall> which, Action action) throws IOException {
        disk.plan(FaultPlan.every(which, Fault.DEATH));
        assertThatThrownBy(action::run).isInstanceOf(IOException.class);
        assertThat(disk.hit()).isPresent();
        disk.die();
    }
}
