// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.simulation.Mail;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An account belongs to one process, and in it to one place, whatever paths lead there.
@Timeout(120)
class OwnershipTest {
    @TempDir private Path home;

    /// Another process: opens an account, delivers a message, says so and waits.
    static final class Other {
        private static final String OPEN = "open";
        private static final String REFUSED = "refused";

        private Other() {}

        /// @param arguments where the account lies
        public static void main(String[] arguments) throws IOException {
            try (MailStore store = store()) {
                Account account = store.open(new AccountLocation(Path.of(arguments[0])));
                Mail.deliver(account.mailbox(MailboxName.INBOX), "theirs", Flags.NONE);
                System.out.println(OPEN);
                var _ = System.in.read();
            } catch (AccountInUseException refused) {
                System.out.println(REFUSED);
            }
        }

        static Process start(Path maildir) throws IOException {
            return new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Other.class.getName(),
                            maildir.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
    }

    private static MailStore store() {
        return MailStore.builder().durability(Durability.NONE).hostName("test").build();
    }

    private static String firstLine(Process process) throws IOException {
        try (BufferedReader said = process.inputReader(UTF_8)) {
            return String.valueOf(said.readLine());
        }
    }

    @Test
    void refusesAtOnceWhatAnotherProcessHasOpen() throws Exception {
        AccountLocation location = new AccountLocation(home.resolve("Maildir"));
        Process other = Other.start(location.maildir());
        try (MailStore store = store()) {
            assertThat(firstLine(other)).isEqualTo(Other.OPEN);
            assertThatThrownBy(() -> store.open(location))
                    .isInstanceOf(AccountInUseException.class)
                    .hasMessageStartingWith("process " + other.pid() + " has the account open");

            other.destroyForcibly().waitFor();
            Mailbox inbox = store.open(location).mailbox(MailboxName.INBOX);
            assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(Uid.FIRST));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void letsNoOtherProcessOpenWhatItHas() throws Exception {
        AccountLocation location = new AccountLocation(home.resolve("Maildir"));
        try (MailStore store = store()) {
            Mailbox inbox = store.open(location).mailbox(MailboxName.INBOX);
            Process other = Other.start(location.maildir());
            assertThat(firstLine(other)).isEqualTo(Other.REFUSED);
            assertThat(other.waitFor()).isZero();
            assertThat(inbox.refresh().uids().isEmpty()).isTrue();
        }
    }

    @Test
    void takesTwoPathsToOnePlaceForOneAccount() throws IOException {
        Files.createDirectory(home.resolve("users"));
        Files.createSymbolicLink(home.resolve("alias"), home.resolve("users"));
        try (MailStore store = store()) {
            Account one = store.open(new AccountLocation(home.resolve("users/Maildir")));
            Account same = store.open(new AccountLocation(home.resolve("alias/Maildir")));
            Mailbox inbox = one.mailbox(MailboxName.INBOX);
            Mailbox sameInbox = same.mailbox(MailboxName.INBOX);
            assertThat(Mail.deliver(inbox, "one", Flags.NONE)).isEqualTo(new Uid(1));
            assertThat(Mail.deliver(sameInbox, "two", Flags.NONE)).isEqualTo(new Uid(2));
            assertThat(inbox.snapshot().uids().size()).isEqualTo(2);
            assertThat(sameInbox.snapshot()).isSameAs(inbox.snapshot());

            one.close();
            assertThat(Mail.deliver(sameInbox, "three", Flags.NONE)).isEqualTo(new Uid(3));
        }
    }
}
