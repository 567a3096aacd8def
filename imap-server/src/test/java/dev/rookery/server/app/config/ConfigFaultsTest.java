// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFaultsTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostnam = a|hostnam: is no key there is; did you mean hostname?",
                "mail { seperator = x }|mail.seperator: is no key there is; did you mean"
                        + " mail.separator?",
                "certificate = /x|certificate: is no key there is; did you mean tls.certificate?",
                "imasp { listen = x }|imasp: is no key there is; did you mean imaps?",
                "domains = [{ name = a.org, aliasses {} }]|domains[0].aliasses: is no key there is;"
                        + " did you mean domains[].aliases?",
                "users = [{ pth = /x }]|users[0].pth: is no key there is; did you mean"
                        + " users[].path?",
                "entirely_else = 1|entirely_else: is no key there is",
                "imaps.listen = \"127.0.0.1:143\"|imaps.listen: clients expect STARTTLS"
                        + " on port 143",
                "imap.listen = \"[::]:993\"|imap.listen: clients expect TLS at once on port 993",
                "imap.plaintext = always|imap.plaintext: takes one of: loopback, never",
                "postfix {}|postfix: is not supported by this version yet",
                "admin {}|admin: is not supported by this version yet",
                "mail.quota = much|mail.quota: takes a size such as 50 MiB or 1 GB",
                "mail.control = /x|mail.control: is not supported by this version yet",
                "tls.client_ca = /x|tls.client_ca: is not supported by this version yet",
                "mail.folders.Trash.autoexpunge = 30d|mail.folders.Trash.autoexpunge: is not"
                        + " supported by this version yet",
                "mail.layout = fs|mail.layout: \"fs\" is not supported by this version yet",
                "mail.line_ends = cr|mail.line_ends: takes one of: crlf, lf",
                "users = [{ type = sql, url = x }]|users[0].type: \"sql\" is not supported by this"
                        + " version yet",
                "users = [{ type = system }]|users[0].type: \"system\" is not supported by this"
                        + " version yet",
                "users = []|users: names no source of users",
                "users = [x]|users[0]: takes a block: { … }",
                "mail = x|mail: takes a block: { … }",
                "mail.folders { Sent = x }|mail.folders.Sent: takes a block: { … }",
                "hostname = [a]|hostname: takes one value, not a list",
                "hostname = \"a b\"|hostname: takes a host name such as mail.example.org",
                "mail.home = vmail|mail.home: a home directory is an absolute path",
                "mail.home = \"/srv/{usr}\"|mail.home: unknown variable {usr}; there are {user},"
                        + " {local}, {domain} and {home}",
                "mail.home = /srv/vmail|mail: home and maildir are the same for all users; use"
                        + " {user} or {local}",
                "mail.separator = \"..\"|mail.separator: takes one character, such as \".\" or"
                        + " \"/\"",
                "mail.namespace_prefix = INBOX|mail.namespace_prefix: ends with the separator .",
                "mail.owner = no-such-account|mail.owner: this system has no account"
                        + " \"no-such-account\"",
                "mail.durability = full|mail.durability: takes one of: none, power-cut, process",
                "mail.folders { A { special_use = Foo } }|mail.folders.A.special_use: takes"
                        + " \"\\\\Sent\", \"\\\\Drafts\", \"\\\\Trash\", \"\\\\Junk\","
                        + " \"\\\\Archive\", \"\\\\All\", \"\\\\Flagged\" or"
                        + " \"\\\\Important\"",
                "domains = [{}]|domains[0].name: is missing",
                "domains = [{ name = a.org }, { name = A.org }]|domains[1].name: stands twice in"
                        + " the list",
                "domains = [{ name = a.org, aliases { \"x@b\" = c } }]|domains[0].aliases: \"x@b\""
                        + " is no local part; \"@\" is the catch-all",
                "imaps.listen = 993|imaps.listen: takes an address with its port, such as"
                        + " \"127.0.0.1:993\" or \"[::]:993\"",
                "imaps.listen = \"::1:993\"|imaps.listen: an IPv6 address stands in brackets:"
                        + " [::1]",
                "imaps.listen = \"mail.org:993\"|imaps.listen: \"mail.org\" is no IP address; names"
                        + " are not looked up here",
                "imaps.listen = \"[::]:99999\"|imaps.listen: a port is a number up to 65535",
                "submission.ports = [25]|submission.ports: takes 465 (TLS) and 587 (STARTTLS)",
                "limits.connections = 0|limits.connections: takes a number from 1",
                "limits.connections = none|limits.connections: takes a number from 1",
                "limits.imap_idle = 5m|limits.imap_idle: is at least 30 minutes (RFC 9051 §5.4)",
                "limits.imap_messages = 999|limits.imap_messages: takes a number from 1000"
                        + " (RFC 9738 §3)",
                "limits.imap_messages = 0|limits.imap_messages: takes a number from 1000"
                        + " (RFC 9738 §3)",
                "limits.lmtp_idle = 5|limits.lmtp_idle: takes a time with its unit, such as 30s or"
                        + " 5 minutes",
                "limits.lmtp_idle = 0s|limits.lmtp_idle: takes a time from 1s",
                "limits.login_time = 0s|limits.login_time: takes a time from 1s",
                "limits.message_size = 0 B|limits.message_size: takes a size from 1 B",
                "submission.ports = []|submission.ports: names no port",
                "mail.namespace_prefix = \"Ä.\"|mail.namespace_prefix: is printable ASCII without"
                        + " quotes",
                "domains = [{ name = a_b.org }]|domains[0].name: takes a domain such as"
                        + " example.org",
                "limits.trusted_networks = \"10.0.0.0/x\"|limits.trusted_networks: \"x\" is no"
                        + " number of bits",
                "limits.lmtp_idle = 5 weeks|limits.lmtp_idle: takes ms, s, m, h or d",
            })
    void namesFileLineKeyAndWhatIsWrong(String text, String message) throws IOException {
        assertThat(faults("\n" + text)).containsExactly("rookery.conf:2: " + message);
    }

    @Test
    void wantsAKeyPerDomainWhenSeveralDomainsShareAPath() throws IOException {
        String domains = "domains = [{ name = a.org }, { name = b.org }]\n";
        assertThat(faults(domains + "mail.home = \"/srv/{local}\"").getFirst())
                .contains("the same in all domains");
        assertThat(faults("users = [{ path = /u, key = \"{local}\" }]").getFirst())
                .contains("list domains");
    }

    @Test
    void reportsAllFaultsAtOnce() throws IOException {
        assertThat(faults("hostnam = a\ntls.minimum = 1.1\nmail.sep = x"))
                .hasSize(3)
                .allMatch(fault -> fault.startsWith("rookery.conf:"));
    }

    // The traps of HOCON.

    @Test
    void explainsThatAnUnquotedKeyWithADotNests() throws IOException {
        assertThat(faults("domains = [{ name = a.org, aliases { anna.smith = anna } }]"))
                .containsExactly(
                        "rookery.conf:1: domains[0].aliases.anna: takes one value, not a block; a"
                                + " dot in a key opens one, so put a key that has a dot in quotes");
    }

    @Test
    void refusesAKeyThatIsSetTwice() throws IOException {
        assertThat(faults("hostname = a.org\n\nhostname = b.org"))
                .containsExactly("rookery.conf:3: hostname: is set twice; first at rookery.conf:1");
    }

    @Test
    void refusesAMissingInclude() throws IOException {
        assertThat(faults("include \"gone.conf\""))
                .containsExactly("rookery.conf:1: there is no file gone.conf to include");
    }

    @Test
    void explainsThatAHashCutsAnUnquotedValue() throws IOException {
        assertThat(faults("mail.maildir = Mail#dir"))
                .containsExactly(
                        "rookery.conf:1: mail.maildir: \"#\" begins a comment and cuts this value;"
                                + " put it in quotes");
    }

    @Test
    void explainsThatAModeIsNoNumber() throws IOException {
        assertThat(faults("lmtp.listen = [{ path = /run/x, mode = 0660 }]"))
                .containsExactly(
                        "rookery.conf:1: lmtp.listen[].mode: is a number without quotes, which"
                                + " loses its meaning: write \"0660\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1G", "1g", "1 G", "\"1G\""})
    void explainsThatASizeOfOneLetterIsAmbiguous(String size) throws IOException {
        assertThat(faults("limits.message_size = " + size))
                .containsExactly(
                        "rookery.conf:1: limits.message_size: \"1G\" could mean two sizes: write 1"
                                + " GiB for powers of 1024, 1 GB for powers of 1000");
    }

    @Test
    void explainsThatAnAddressNeedsQuotes() throws IOException {
        assertThat(faults("imaps.listen = 0.0.0.0:993"))
                .containsExactly(
                        "rookery.conf:1: imaps.listen: \":\" ends a value here; put it in quotes,"
                                + " as in \"[::]:993\"");
    }

    @Test
    void passesOnWhatTheLibraryFinds() throws IOException {
        assertThat(faults("\nhostname = ${nothing}").getFirst())
                .startsWith("rookery.conf:2: ")
                .contains("nothing");
        assertThat(faults("mail {\n  layout = maildir++\n").getFirst()).startsWith("rookery.conf:");
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Path gone = directory.resolve("gone.conf");
        ConfigException thrown =
                catchThrowableOfType(ConfigException.class, () -> ConfigFile.read(gone));
        assertThat(thrown).hasMessageContaining(gone.toString());
    }

    private List<String> faults(String text) throws IOException {
        Path file = directory.resolve("rookery.conf");
        Files.writeString(file, text);
        ConfigException thrown =
                catchThrowableOfType(ConfigException.class, () -> ConfigFile.read(file));
        assertThat(thrown).isNotNull();
        return thrown.faults().stream()
                .map(fault -> fault.toString().replace(directory + "/", ""))
                .toList();
    }
}
