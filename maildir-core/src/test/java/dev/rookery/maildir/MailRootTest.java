// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is not mounted is no accounts without mail.
class MailRootTest {
    @TempDir private Path home;
    private Path root;
    private AccountLocation anna;

    @BeforeEach
    void place() {
        root = home.resolve("vmail");
        anna = new AccountLocation(home.resolve("vmail/example.org/anna/Maildir"));
    }

    private MailStore store() {
        return MailStore.builder()
                .durability(Durability.NONE)
                .hostName("test")
                .stateDirectory(home.resolve("state"))
                .mailRoot(root)
                .build();
    }

    private Uid deliver(AccountLocation location) throws IOException {
        try (MailStore store = store();
                Account account = store.open(location)) {
            return Mail.deliver(account.mailbox(MailboxName.INBOX), "a", Flags.NONE);
        }
    }

    /// What `umount` leaves: an empty directory.
    private void unmount() throws IOException {
        Files.move(root, home.resolve("disk"));
        Files.createDirectory(root);
    }

    private void mount() throws IOException {
        Files.delete(root);
        Files.move(home.resolve("disk"), root);
    }

    @Test
    void bearsItsMarkOnceItIsMarked() throws IOException {
        assertThat(MailStore.isMarked(root)).isFalse();
        MailStore.mark(root, Optional.empty());
        assertThat(MailStore.isMarked(root)).isTrue();
        assertThat(root.resolve(MailStore.ROOT_MARK)).isEmptyFile();
        MailStore.mark(root, Optional.empty());
        assertThat(MailStore.isMarked(root)).isTrue();
    }

    @Test
    void mayBeALink() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(root, elsewhere);
        MailStore.mark(root, Optional.empty());
        assertThat(MailStore.isMarked(root)).isTrue();
        assertThat(elsewhere.resolve(MailStore.ROOT_MARK)).exists();
    }

    @Test
    void getsNoAccountsWhileItsDiskIsNotMounted() throws IOException {
        MailStore.mark(root, Optional.empty());
        Uid first = deliver(anna);
        unmount();
        assertThatThrownBy(() -> deliver(anna))
                .isInstanceOf(MailRootMissingException.class)
                .hasMessageContainingAll(anna.maildir().toString(), MailStore.ROOT_MARK, "mounted");
        assertThat(root).isEmptyDirectory();
        mount();
        assertThat(deliver(anna)).isEqualTo(new Uid(first.value() + 1));
    }

    @Test
    void isAskedAgainEachTime() throws IOException {
        MailStore.mark(root, Optional.empty());
        unmount();
        try (MailStore store = store()) {
            assertThatThrownBy(() -> store.open(anna)).isInstanceOf(MailRootMissingException.class);
            mount();
            store.open(anna).close();
        }
        assertThat(anna.maildir().resolve("cur")).isDirectory();
    }

    @Test
    void needsNoMarkForWhatIsThereOrLiesElsewhere() throws IOException {
        Files.createDirectories(anna.maildir());
        assertThat(deliver(anna)).isEqualTo(new Uid(1));
        assertThat(deliver(new AccountLocation(home.resolve("vmail2/Maildir"))))
                .isEqualTo(new Uid(1));
    }

    /// An account that a crash left open is still to be finished when its disk is there again.
    @Test
    void keepsTheListOfWhatWasLeftOpen() throws IOException {
        MailStore.mark(root, Optional.empty());
        Path list = home.resolve("state/open-accounts");
        byte[] before;
        try (MailStore store = store();
                Account account = store.open(anna)) {
            Mail.deliver(account.mailbox(MailboxName.INBOX), "a", Flags.NONE);
            before = Files.readAllBytes(list);
        }
        unmount();
        Files.write(list, before);
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).containsExactly(anna);
            assertThatThrownBy(() -> store.finish(anna))
                    .isInstanceOf(MailRootMissingException.class);
        }
        mount();
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).containsExactly(anna);
            store.finish(anna);
        }
        try (MailStore store = store()) {
            assertThat(store.leftOpen()).isEmpty();
        }
    }
}
