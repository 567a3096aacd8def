// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Debian's Cyrus IMAP with directories and ports of its own. The superuser starts it as `nobody`,
/// anybody else as himself.
public record Cyrus(CyrusPackages packages, Certificate certificate) implements Contender {
    /// All that it expects to find.
    private static final List<String> DIRECTORIES =
            List.of("conf/socket", "mail", "socket", "proc", "lock");

    @Override
    public String name() {
        return "cyrus";
    }

    @Override
    public String title() {
        return "Cyrus IMAP, Debian's settings";
    }

    @Override
    public Optional<String> obstacle() {
        return packages.obstacle();
    }

    @Override
    public String version() throws IOException {
        return packages.version();
    }

    @Override
    public RunningServer start(Path directory, Terms terms) throws IOException {
        var _ = OpenDirectory.create(directory);
        for (String each : DIRECTORIES) {
            Files.createDirectories(directory.resolve(each));
        }
        Files.copy(certificate.chain(), directory.resolve("cert.pem"));
        Files.copy(certificate.key(), directory.resolve("key.pem"));
        Ports ports = Ports.free();
        String settings = imapdConf(directory);
        String services = cyrusConf(directory, ports);
        Files.writeString(directory.resolve("imapd.conf"), settings);
        Files.writeString(directory.resolve("cyrus.conf"), services);
        if (Superuser.isMe()) {
            var _ = Tool.run("chown", "-R", Superuser.MAIL_OWNER, directory.toString());
        }
        String shown =
                (settings + services)
                        .replace(directory.toString(), "DIR")
                        .replace(packages.root().toString() + "/", "/");
        return ForegroundServer.start(
                this,
                new ForegroundServer.Launch(
                        command(directory, terms),
                        Map.of(),
                        ports,
                        directory.resolve("printed"),
                        shown),
                new AppendedMail(ports.imap()),
                Farewell::awaitAccepted);
    }

    /// In a process group of its own, because it ends all of its group when it ends.
    private List<String> command(Path directory, Terms terms) throws IOException {
        List<String> words = new ArrayList<>(terms.prefix());
        words.add("setsid");
        words.addAll(
                packages.command(
                        "master",
                        List.of(
                                "-C", directory.resolve("imapd.conf").toString(),
                                "-M", directory.resolve("cyrus.conf").toString(),
                                "-p", directory.resolve("pid").toString())));
        return words;
    }

    /// imapd.conf(5). As in the package, but for places, TLS, and what follows: everybody has the
    /// same password, and it is not looked at; mailboxes come into being with their first login or
    /// message; the same message is delivered as often as it comes, and as it is; and names are
    /// those of other servers.
    private static String imapdConf(Path directory) {
        return """
        configdirectory: %1$s/conf
        defaultpartition: default
        partition-default: %1$s/mail
        proc_path: %1$s/proc
        mboxname_lockpath: %1$s/lock
        lmtpsocket: %1$s/socket/lmtp
        idlesocket: %1$s/socket/idle
        notifysocket: %1$s/socket/notify
        hashimapspool: true
        umask: 077
        lmtp_downcase_rcpt: yes
        syslog_prefix: cyrus
        allowplaintext: yes
        tls_server_cert: %1$s/cert.pem
        tls_server_key: %1$s/key.pem
        tls_session_timeout: 1440
        sasl_pwcheck_method: alwaystrue
        sasl_mech_list: PLAIN
        autocreate_quota: 0
        autocreate_post: yes
        duplicatesuppression: no
        munge8bit: no
        altnamespace: yes
        unixhierarchysep: yes
        """
                .formatted(directory);
    }

    /// cyrus.conf(5). As in the package, but with the daemon that wakes who is in IDLE, which it
    /// recommends; with no limit on processes; and without what runs in the night only.
    private String cyrusConf(Path directory, Ports ports) {
        return """
        START {
          recover cmd="%2$s -C %1$s/imapd.conf -r"
        }
        SERVICES {
          imap cmd="%3$s -C %1$s/imapd.conf -U 30" listen="127.0.0.1:%6$d" prefork=0
          imaps cmd="%3$s -C %1$s/imapd.conf -s -U 30" listen="127.0.0.1:%7$d" prefork=0
          lmtp cmd="%4$s -C %1$s/imapd.conf -a" listen="127.0.0.1:%8$d" prefork=0
        }
        DAEMON {
          idled cmd="%5$s -C %1$s/imapd.conf"
        }
        EVENTS {
          checkpoint cmd="%2$s -C %1$s/imapd.conf -c" period=30
        }
        """
                .formatted(
                        directory,
                        packages.program("ctl_cyrusdb"),
                        packages.program("imapd"),
                        packages.program("lmtpd"),
                        packages.program("idled"),
                        ports.imap().getPort(),
                        ports.imaps().getPort(),
                        ports.lmtp().getPort());
    }
}
