// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigObject;
import dev.rookery.server.imap.session.MessageLimit;
import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.TlsVersion;
import dev.rookery.server.users.MailPath.Variable;
import dev.rookery.server.users.Network;
import dev.rookery.server.users.UserKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns the blocks of a configuration into a [Config]. Keys, types and defaults stand here and in
/// the readers of single blocks, and nowhere else.
final class ConfigReader {
    private static final Duration TIME_MIN = Duration.ofSeconds(1);
    private static final int IMAPS_PORT = 993;

    /// Who may log in without TLS.
    private static final Map<String, Boolean> PLAINTEXT = Map.of("loopback", true, "never", false);

    private static final Map<String, Boolean> YES_NO = Map.of("yes", true, "no", false);

    private static final Set<Integer> STARTTLS_PORTS = Set.of(25, 110, 143, 587);

    private ConfigReader() {}

    /// Reads a configuration; what is wrong with it is in `reading` afterwards.
    static Config read(ConfigObject root, Reading reading) {
        return config(new Block(reading, root));
    }

    /// All keys there are, in the order of the documentation.
    static List<KeyDoc> describe() {
        Reading described = new Reading(Path.of("rookery.conf"));
        read(Hocon.NOTHING, described);
        return described.keys();
    }

    private static Config config(Block top) {
        String hostname =
                top.optional("hostname", "host name", "the machine's name", Values::host)
                        .orElseGet(ThisMachine::name);
        Path stateDir = top.value("state_dir", "directory", "/var/lib/rookery", Values::file);
        Config.Mail mail = MailReader.read(top.block("mail"));
        List<Config.MailDomain> domains = DomainReader.read(top);
        Config.Tls tls = tls(top.block("tls"));
        List<ListenAddress> imaps = imaps(top.block("imaps"));
        Config.ImapOptions imap = imap(top.block("imap"));
        var lmtp = ListenReader.read(top.block("lmtp"), "[\"127.0.0.1:24\"]");
        InetSocketAddress web = web(top.block("web"));
        Config.Submission submission = submission(top.block("submission"), hostname);
        List<Config.PasswdFileSource> users = users(top);
        Config.Limits limits = limits(top.block("limits"));
        top.end();
        requireApart(top, mail, domains, users);
        return new Config(
                hostname,
                stateDir,
                mail,
                domains,
                tls,
                imaps,
                imap,
                lmtp,
                web,
                submission,
                users,
                limits);
    }

    private static Config.Tls tls(Block tls) {
        Config.Tls read =
                new Config.Tls(
                        tls.value(
                                "certificate",
                                "file",
                                "/etc/rookery/tls/fullchain.pem",
                                Values::file),
                        tls.value("key", "file", "/etc/rookery/tls/privkey.pem", Values::file),
                        tls.choice(
                                "minimum",
                                "1.2",
                                Map.of("1.2", TlsVersion.TLS_1_2, "1.3", TlsVersion.TLS_1_3),
                                Set.of()));
        tls.end();
        return read;
    }

    private static List<ListenAddress> imaps(Block imaps) {
        List<ListenAddress> addresses = ListenReader.read(imaps, "[\"[::]:993\"]");
        for (ListenAddress address : addresses) {
            if (address instanceof ListenAddress.Tcp(InetSocketAddress socket)
                    && STARTTLS_PORTS.contains(socket.getPort())) {
                imaps.fault("listen", "clients expect STARTTLS on port " + socket.getPort());
            }
        }
        return addresses;
    }

    private static Config.ImapOptions imap(Block imap) {
        boolean plaintext = imap.choice("plaintext", "loopback", PLAINTEXT, Set.of());
        boolean unauthenticate = imap.choice("unauthenticate", "yes", YES_NO, Set.of());
        List<ListenAddress> addresses = ListenReader.read(imap, "[]");
        for (ListenAddress address : addresses) {
            if (address instanceof ListenAddress.Tcp(InetSocketAddress socket)
                    && socket.getPort() == IMAPS_PORT) {
                imap.fault("listen", "clients expect TLS at once on port " + IMAPS_PORT);
            }
        }
        return new Config.ImapOptions(addresses, plaintext, unauthenticate);
    }

    private static InetSocketAddress web(Block web) {
        InetSocketAddress listen = web.value("listen", "address", "127.0.0.1:8080", Values::socket);
        web.end();
        return listen;
    }

    private static Config.Submission submission(Block submission, String hostname) {
        String host =
                submission
                        .optional("host", "host name", "${hostname}", Values::host)
                        .orElse(hostname);
        List<Integer> ports =
                submission.list("ports", "465, 587", "[465, 587]", Values::sendingPort);
        if (ports.isEmpty() && submission.isEmptyList("ports")) {
            submission.fault("ports", "names no port");
        }
        submission.end();
        return new Config.Submission(host, ports.stream().distinct().toList());
    }

    private static List<Config.PasswdFileSource> users(Block top) {
        List<Block> blocks = new ArrayList<>(top.blocks("users"));
        if (top.isEmptyList("users")) {
            top.fault("users", "names no source of users");
        }
        if (blocks.isEmpty()) {
            blocks.add(top.nothing("users[]"));
        }
        return blocks.stream().map(ConfigReader::passwdFile).toList();
    }

    private static Config.PasswdFileSource passwdFile(Block source) {
        Set<String> later = Set.of("sql", "system");
        source.choice("type", "passwd-file", Map.of("passwd-file", true), later);
        Path path = source.value("path", "file", "/etc/rookery/users", Values::file);
        UserKey key = source.value("key", "{user} or {local}", "{user}", UserKey::parse);
        if (later.stream().noneMatch(type -> source.isText("type", type))) {
            source.end();
        }
        return new Config.PasswdFileSource(path, key);
    }

    private static Config.Limits limits(Block limits) {
        Config.Limits read =
                new Config.Limits(
                        new Config.Limits.Connections(
                                limits.number("connections", ServerLimits.CONNECTIONS_MAX, 1),
                                limits.number(
                                        "connections_per_address",
                                        ServerLimits.CONNECTIONS_PER_ADDRESS_MAX,
                                        1),
                                limits.number(
                                        "connections_per_user_and_address",
                                        ServerLimits.SESSIONS_PER_USER_AND_ADDRESS_MAX,
                                        1),
                                limits.number("unauthenticated", ServerLimits.STRANGERS_MAX, 1),
                                limits.number(
                                        "unauthenticated_per_address",
                                        ServerLimits.STRANGERS_PER_ADDRESS_MAX,
                                        1)),
                        limits.list("trusted_networks", "networks", "[]", Network::parse),
                        limits.bytes("message_size", ServerLimits.MESSAGE_BYTES_MAX),
                        new Config.Limits.Imap(
                                limits.time("login_time", ServerLimits.LOGIN_TIME_MAX, TIME_MIN),
                                limits.time("imap_idle", ServerLimits.IMAP_IDLE_MAX, TIME_MIN),
                                limits.time(
                                        "imap_keep_alive", ServerLimits.IMAP_KEEP_ALIVE, TIME_MIN),
                                limits.number(
                                        "imap_bad_commands_before_login",
                                        ServerLimits.BAD_COMMANDS_BEFORE_LOGIN_MAX,
                                        1),
                                limits.number(
                                        "imap_bad_commands", ServerLimits.BAD_COMMANDS_MAX, 1),
                                messageLimit(limits),
                                limits.time("imap_search_time", ServerLimits.SEARCH_MAX, TIME_MIN)),
                        new Config.Limits.Lmtp(
                                limits.number(
                                        "lmtp_recipients", ServerLimits.LMTP_RECIPIENTS_MAX, 1),
                                limits.time("lmtp_idle", ServerLimits.LMTP_IDLE_MAX, TIME_MIN),
                                limits.number(
                                        "lmtp_bad_commands",
                                        ServerLimits.LMTP_BAD_COMMANDS_MAX,
                                        1)));
        if (read.imap().idle().compareTo(Duration.ofMinutes(30)) < 0) {
            limits.fault("imap_idle", "is at least 30 minutes (RFC 9051 §5.4)");
        }
        if (read.messageBytes() > Integer.MAX_VALUE) {
            limits.fault("message_size", "is less than 2 GiB");
        }
        limits.end();
        return read;
    }

    private static MessageLimit messageLimit(Block limits) {
        return limits.optional("imap_messages", "number", "none", ConfigReader::messages)
                .map(MessageLimit::new)
                .orElse(MessageLimit.NONE);
    }

    private static int messages(String text) {
        int max = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (max < 1_000) {
            throw new IllegalArgumentException("takes a number from 1000 (RFC 9738 §3)");
        }
        return max;
    }

    /// Two users must not end up with one Maildir by accident, nor strangers make directories.
    private static void requireApart(
            Block top,
            Config.Mail mail,
            List<Config.MailDomain> domains,
            List<Config.PasswdFileSource> users) {
        Set<Variable> variables = mail.locations().variables();
        boolean byDomain = variables.contains(Variable.USER) || variables.contains(Variable.DOMAIN);
        boolean byLocal = variables.contains(Variable.USER) || variables.contains(Variable.LOCAL);
        boolean anyDomain =
                users.stream().anyMatch(source -> source.key() == UserKey.LOCAL)
                        && domains.isEmpty();
        if (!byLocal) {
            top.fault("mail", "home and maildir are the same for all users; use {user} or {local}");
        } else if (!byDomain && domains.size() > 1) {
            top.fault("mail", "home and maildir are the same in all domains; use {domain}");
        } else if (byDomain && anyDomain) {
            top.fault(
                    "mail",
                    "the path has the domain in it, key = \"{local}\" takes any: list domains");
        }
    }
}
