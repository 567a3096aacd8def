// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Shares a `maildirsize` with Dovecot.
class DovecotQuotaTest {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final QuotaLimits LIMITS =
            new QuotaLimits(OptionalLong.of(1_000 * 1_024), OptionalLong.of(50));

    private Path home;
    private Directory root;
    private MaildirSizeFile file;

    @BeforeEach
    void makeAnAccount() throws Exception {
        requireDovecot();
        // Somewhere that any user can reach: Dovecot does not serve the superuser.
        home = Files.createTempDirectory(Path.of("/tmp"), "rookery-quota");
        Files.writeString(home.resolve("dovecot.conf"), configuration());
        for (String each : List.of("run", "state", "Maildir/cur", "Maildir/new", "Maildir/tmp")) {
            Files.createDirectories(home.resolve(each));
        }
        giveToDovecot();
        root = new LinuxDisk(Durability.NONE).open(home.resolve("Maildir"));
        file = new MaildirSizeFile(root, Optional.empty());
    }

    private static void requireDovecot() {
        boolean found = Files.isExecutable(Path.of("/usr/bin/doveadm"));
        if (!found && "required".equals(System.getProperty("rookery.peers"))) {
            throw new IllegalStateException("doveadm is missing (-Dpeers=required)");
        }
        assumeTrue(found, "doveadm is missing");
    }

    private String configuration() {
        return """
        base_dir = %1$s/run
        state_dir = %1$s/state
        log_path = /dev/stderr
        mail_location = maildir:%1$s/Maildir
        mail_plugins = quota
        first_valid_uid = 0
        first_valid_gid = 0
        ssl = no
        plugin {
          quota = maildir:User quota
          quota_rule = *:storage=1000:messages=50
        }
        """
                .formatted(home);
    }

    private void giveToDovecot() throws Exception {
        if (ROOT) {
            run("", List.of("chown", "-R", "mail:mail", home.toString()));
        }
    }

    @AfterEach
    void removeTheAccount() throws Exception {
        if (root != null) {
            root.close();
        }
        if (home != null) {
            run("", List.of("rm", "-r", home.toString()));
        }
    }

    private String doveadm(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=mail", "--regid=mail", "--clear-groups"));
        }
        command.addAll(List.of("env", "USER=somebody", "HOME=" + home));
        command.addAll(List.of("doveadm", "-c", home.resolve("dovecot.conf").toString()));
        command.addAll(List.of(arguments));
        return run(input, command);
    }

    private static String run(String input, List<String> command)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    private void save(int bytes) throws Exception {
        String header = "From: a@example.org\nSubject: x\n\n";
        doveadm(header + "x".repeat(bytes - header.length() - 1) + "\n", "save", "-m", "INBOX");
    }

    @Test
    void readsWhatDovecotCounted() throws Exception {
        save(1_000);
        save(2_000);
        doveadm("", "quota", "recalc");
        assertThat(file.read()).contains(new MaildirSize(LIMITS, new Usage(3_000, 2), 1));
        save(500);
        doveadm("", "expunge", "mailbox", "INBOX", "1");
        MaildirSize size = file.read().orElseThrow();
        assertThat(size).isEqualTo(new MaildirSize(LIMITS, new Usage(2_500, 2), 3));
        assertThat(size.needsRecount(LIMITS, Duration.ZERO)).isFalse();
    }

    @Test
    void isReadByDovecot() throws Exception {
        file.write(LIMITS, new Usage(100 * 1_024, 7));
        assertThat(file.append(new Usage(23 * 1_024, 1))).isTrue();
        assertThat(file.append(new Usage(-1_024, -3))).isTrue();
        giveToDovecot();
        assertThat(doveadm("", "-f", "tab", "quota", "get"))
                .contains("STORAGE\t122\t1000\t12")
                .contains("MESSAGE\t5\t50\t10");
        save(1_024);
        assertThat(file.read()).contains(new MaildirSize(LIMITS, new Usage(123 * 1_024, 6), 4));
    }
}
