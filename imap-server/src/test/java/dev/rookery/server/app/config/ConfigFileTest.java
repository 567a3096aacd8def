// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.imap.session.ImapSettings.Auto;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.TlsVersion;
import dev.rookery.server.users.Network;
import dev.rookery.server.users.UserKey;
import dev.rookery.server.users.UserName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    private static final String WHOLE =
            """
            hostname = mail.example.org
            mail {
              home      = "/srv/vmail/{domain}/{local}"
              maildir   = Maildir
              layout    = "maildir++"
              separator = "/"
              namespace_prefix = "INBOX/"
              folders {
                Sent    { special_use = "\\\\Sent", auto = subscribe }
                "Old.Mail/2020" { auto = create }
              }
              line_ends = crlf
              owner     = "OWN"
              flags_to_names = 250ms
              durability = process
            }
            domains = [
              { name = Example.org, aliases { postmaster = anna, "@" = anna,
                team = [anna, "bert@example.net"], "anna.smith" = anna }
                recipient_delimiter = "-", display_name = "Example Mail" }
              { name = example.net }
            ]
            tls {
              certificate = /etc/tls/fullchain.pem
              key         = /etc/tls/privkey.pem
              minimum     = 1.3
            }
            imaps { listen = ["[::]:993", "127.0.0.1:1993"] }
            lmtp { listen = ["unix:/run/lmtp",
              { path = /run/lmtp2, mode = "0660", owner = "root:root" }] }
            web { listen = "127.0.0.1:8081" }
            submission { host = smtp.${hostname}, ports = 465 }
            users = [
              { type = passwd-file, path = /etc/rookery/users, key = "{local}" }
              { path = /etc/rookery/more, key = "%u" }
            ]
            limits {
              message_size = 20 MiB
              connections_per_user_and_address = 7
              trusted_networks = ["10.0.0.0/8"]
              lmtp_idle = 90 seconds
            }
            """;

    @TempDir private Path directory;

    @Test
    void readsHowMailIsKept() throws Exception {
        Config config = read(WHOLE).config();
        assertThat(config.hostname()).isEqualTo("mail.example.org");
        assertThat(config.mail().separator()).isEqualTo('/');
        assertThat(config.mail().namespacePrefix()).isEqualTo("INBOX/");
        assertThat(config.mail().lineEnds()).isEqualTo(LineEnds.CRLF);
        assertThat(config.mail().flagsToNames()).hasMillis(250);
        assertThat(config.mail().durability()).isEqualTo(Durability.PROCESS);
        assertThat(config.mail().locations().owner().get().uid())
                .isEqualTo(Files.getAttribute(directory, "unix:uid"));
        assertThat(config.mail().folders()).hasSize(2);
        assertThat(config.mail().folders().getFirst().use()).contains(SpecialUse.SENT);
        assertThat(config.mail().folders().getFirst().auto()).isEqualTo(Auto.SUBSCRIBE);
        assertThat(config.mail().folders().getLast().name())
                .isEqualTo(new MailboxName(List.of("Old.Mail", "2020")));
    }

    @Test
    void readsDomainsAndAliases() throws Exception {
        Config config = read(WHOLE).config();
        Config.MailDomain first = config.domains().getFirst();
        assertThat(first.displayName()).isEqualTo("Example Mail");
        assertThat(first.domain().name()).isEqualTo("example.org");
        assertThat(first.domain().delimiters()).isEqualTo("-");
        assertThat(first.domain().aliases())
                .containsEntry("@", List.of(new UserName("anna", "example.org")))
                .containsEntry(
                        "team",
                        List.of(
                                new UserName("anna", "example.org"),
                                new UserName("bert", "example.net")))
                .containsKey("anna.smith");
        assertThat(config.domains().getLast().displayName()).isEqualTo("example.net");
    }

    @Test
    void readsWhereToListen() throws Exception {
        Config config = read(WHOLE).config();
        assertThat(config.tls().minimum()).isEqualTo(TlsVersion.TLS_1_3);
        assertThat(config.imaps())
                .containsExactly(
                        new ListenAddress.Tcp(socket("::", 993)),
                        new ListenAddress.Tcp(socket("127.0.0.1", 1993)));
        assertThat(config.lmtp())
                .containsExactly(
                        new ListenAddress.Unix(
                                Path.of("/run/lmtp"),
                                PosixFilePermissions.fromString("rw-rw-rw-"),
                                Optional.empty(),
                                Optional.empty()),
                        new ListenAddress.Unix(
                                Path.of("/run/lmtp2"),
                                PosixFilePermissions.fromString("rw-rw----"),
                                Optional.of("root"),
                                Optional.of("root")));
        assertThat(config.web().getPort()).isEqualTo(8081);
        assertThat(config.submission())
                .isEqualTo(new Config.Submission("smtp.mail.example.org", List.of(465)));
    }

    @Test
    void readsUsersAndLimits() throws Exception {
        Config config = read(WHOLE).config();
        assertThat(config.users())
                .containsExactly(
                        new Config.PasswdFileSource(Path.of("/etc/rookery/users"), UserKey.LOCAL),
                        new Config.PasswdFileSource(Path.of("/etc/rookery/more"), UserKey.USER));
        assertThat(config.limits().messageBytes()).isEqualTo(20 << 20);
        assertThat(config.limits().connections().perUserAndAddress()).isEqualTo(7);
        assertThat(config.limits().trustedNetworks()).containsExactly(Network.parse("10.0.0.0/8"));
        assertThat(config.limits().lmtp().idle()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void needsNoKeyAtAll() throws Exception {
        ConfigFile file = read("");
        assertThat(file.config().imaps()).hasSize(1);
        assertThat(file.config().lmtp()).hasSize(1);
        assertThat(file.config().users()).hasSize(1);
        assertThat(file.config().mail().folders()).hasSize(4);
        assertThat(file.changes()).isEmpty();
    }

    @Test
    void tellsWhatDiffersFromTheDefaults() throws Exception {
        assertThat(
                        read("""
                        hostname = a.org
                        mail { separator = ".", flags_to_names = 1s }
                        tls.minimum = 1.3
                        imaps.listen = ["[::]:1993"]
                        """)
                                .changes())
                .containsExactly(
                        java.util.Map.entry("hostname", "a.org"),
                        java.util.Map.entry("tls.minimum", "1.3"),
                        java.util.Map.entry("imaps.listen", "[\"[::]:1993\"]"));
    }

    @Test
    void takesValuesFromTheEnvironmentAndOtherFiles() throws Exception {
        Files.writeString(directory.resolve("tls.conf"), "tls { minimum = 1.3 }");
        Config config =
                read("""
                include "tls.conf"
                hostname = a.org
                hostname = ${?ROOKERY_TEST_UNSET}
                mail.home = ${PATH}"/../{user}"
                """
                                .replace("${PATH}\"/..", "\"/srv"))
                        .config();
        assertThat(config.hostname()).isEqualTo("a.org");
        assertThat(config.tls().minimum()).isEqualTo(TlsVersion.TLS_1_3);
    }

    @ParameterizedTest
    @CsvSource({"1 GB, 1000000000", "1GiB, 1073741824", "50 MiB, 52428800", "7, 7", "2 kB, 2000"})
    void readsSizesWithTheirUnits(String size, long bytes) throws Exception {
        assertThat(read("limits.message_size = " + size).config().limits().messageBytes())
                .isEqualTo(bytes);
    }

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private ConfigFile read(String text) throws Exception {
        Path file = directory.resolve("rookery.conf");
        Object uid = Files.getAttribute(directory, "unix:uid");
        Object gid = Files.getAttribute(directory, "unix:gid");
        Files.writeString(file, text.replace("OWN", uid + ":" + gid));
        return ConfigFile.read(file);
    }
}
