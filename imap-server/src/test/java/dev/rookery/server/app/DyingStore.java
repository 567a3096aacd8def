// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A process of its own that takes in a message for each of some accounts, and is killed before
/// there is a file of it.
final class DyingStore {
    private static final String DONE = "acknowledged";

    private DyingStore() {}

    /// Runs it to its end.
    static void run(Path stateDirectory, List<Path> maildirs) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current().info().command().orElseThrow());
        line.add("--enable-native-access=ALL-UNNAMED");
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of(DyingStore.class.getName(), stateDirectory.toString()));
        maildirs.forEach(maildir -> line.add(maildir.toString()));
        Process process =
                new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(US_ASCII)) {
            assertThat(out.readLine()).isEqualTo(DONE);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /// @param arguments the state directory, then the accounts
    public static void main(String[] arguments) throws Exception {
        MailStore store =
                MailStore.builder().stateDirectory(Path.of(arguments[0])).hostName("a").build();
        for (String maildir : List.of(arguments).subList(1, arguments.length)) {
            Account account = store.open(new AccountLocation(Path.of(maildir)));
            // Without a place to make files in, they stay to be made.
            Files.delete(Path.of(maildir, "tmp"));
            try (Delivery delivery =
                    account.mailbox(MailboxName.INBOX).deliver(Flags.NONE, Instant.EPOCH)) {
                byte[] message = "Subject: acknowledged\r\n\r\nHello.\r\n".getBytes(US_ASCII);
                delivery.write(message, 0, message.length);
                var _ = delivery.commit();
            }
        }
        System.out.println(DONE);
        Thread.sleep(Long.MAX_VALUE);
    }
}
