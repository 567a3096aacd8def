// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir private Path directory;

    private Path account() throws IOException {
        Path maildir = directory.resolve("anna/Maildir");
        try (MailStore store = MailStore.builder().build();
                Account _ = store.open(new AccountLocation(maildir))) {
            return maildir;
        }
    }

    private static CommandRun doctor(Path maildir, String... more) {
        String[] line = new String[3 + more.length];
        line[0] = "doctor";
        line[1] = "--maildir";
        line[2] = maildir.toString();
        System.arraycopy(more, 0, line, 3, more.length);
        return CommandRun.of(line);
    }

    @Test
    void findsAnAccountWell() throws IOException {
        Path maildir = account();
        assertThat(doctor(maildir)).isEqualTo(new CommandRun(0, maildir + " is well\n", ""));
        assertThat(doctor(maildir, "--json").out()).isEqualTo("{\"good\":true,\"findings\":[]}\n");
    }

    @Test
    void saysWhatIsWrongAndRepairsIt() throws IOException {
        Path maildir = account();
        Path head = Files.writeString(maildir.resolve("rookery.index"), "no index");
        CommandRun examined = doctor(maildir);
        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.out())
                .contains(head + ": no header of such a file at byte 0")
                .endsWith(maildir + " is not well\n");
        assertThat(Files.readString(head)).isEqualTo("no index");
        assertThat(doctor(maildir, "--repair").out()).endsWith(maildir + " is repaired\n");
        assertThat(doctor(maildir).exitCode()).isZero();
    }

    @Test
    void saysWhatItRepairsAndWhatItLeavesAlone() throws IOException {
        Path maildir = account();
        Files.writeString(maildir.resolve("subscriptions"), "V\t3\n\nWork\n");
        Files.writeString(maildir.resolve("rookery.index.new"), "half");
        CommandRun repaired = doctor(maildir, "--repair");
        assertThat(repaired.exitCode()).isEqualTo(1);
        assertThat(repaired.out())
                .contains(
                        maildir
                                + "/rookery.index.new: it was being written when somebody stopped."
                                + " Nobody reads it. Repair removes it.\n",
                        maildir + "/subscriptions: subscriptions: unknown version.")
                .endsWith(maildir + " is repaired, but for what repair leaves alone\n");
        assertThat(doctor(maildir).out())
                .contains("subscriptions")
                .doesNotContain("rookery.index.new")
                .endsWith(maildir + " is not well\n");
    }

    @Test
    void findsTheAccountOfAUser() throws IOException {
        Path maildir = account();
        String config = SmallConfig.in(directory, "");
        assertThat(CommandRun.of("doctor", "anna", "-c", config).out())
                .isEqualTo(maildir + " is well\n");
        CommandRun nobody = CommandRun.of("doctor", "bert", "-c", config);
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err()).contains("there is no user bert");
    }

    @Test
    void wantsAnAccountThatIsThere() {
        assertThat(CommandRun.of("doctor").exitCode()).isEqualTo(2);
        assertThat(doctor(directory.resolve("none")).exitCode()).isEqualTo(1);
        assertThat(directory.resolve("none")).doesNotExist();
    }
}
