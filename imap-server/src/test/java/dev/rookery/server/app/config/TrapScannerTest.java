// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrapScannerTest {
    @TempDir private Path directory;

    @Test
    void findsKeysThatAreSetTwice() throws IOException {
        assertThat(
                        scan(
                                """
                                hostname = a.org
                                tls { minimum = 1.2, key = /k }
                                hostname = b.org
                                tls.key = "/k2"
                                """))
                .containsExactly(
                        "rookery.conf:3: hostname: is set twice; first at rookery.conf:1",
                        "rookery.conf:4: tls.key: is set twice; first at rookery.conf:2");
    }

    @Test
    void findsAValueThatReplacesABlock() throws IOException {
        assertThat(scan("tls { key = /k }\ntls = none\n"))
                .containsExactly("rookery.conf:2: tls: is set twice; first at rookery.conf:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls { key = /k }\ntls { certificate = /c }",
                "mail.home = /h\nmail.maildir = m",
                "hostname = a.org\nhostname = ${?HOSTNAME}",
                "imaps.listen = [\"a:1\"]\nimaps.listen += \"b:1\"",
                "domains = [{ name = a.org }, { name = b.org }]",
                "a = \"x=1 { } # no comment\", b = \"\"\"# \" {\"\"\"",
                "a = \"quote \\\" # inside\"",
                "# a = 1\n// a = 1\na = 1 # a = 2\n",
                "a = 1 // two\nb = x y z\n",
                "submission { host = ${hostname}, ports = [465, 587] }",
                "\"a.b\" = 1\na.b = 2",
                "{ hostname = a.org, tls : { key : /k } }",
                "include = 1",
                "aliases { \"@\" = anna, team = [anna, bert] }",
                "a =\n  1\nb = 2",
            })
    void letsHonestTextPass(String text) throws IOException {
        assertThat(scan(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imaps.listen = 0.0.0.0:993",
                "imaps.listen = [::]:993",
                "imaps { listen = [ 127.0.0.1:993 ] }",
                "imaps { listen = [fe80::1]:993 }",
                "lmtp.listen = unix:/run/lmtp",
            })
    void findsAddressesWithoutQuotes(String text) throws IOException {
        assertThat(scan(text)).hasSize(1);
        assertThat(scan(text).getFirst()).startsWith("rookery.conf:1: ").contains("in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.home = /srv/#1/{user}", "mail.home = /srv//{user}"})
    void findsValuesThatACommentCuts(String text) throws IOException {
        assertThat(scan(text)).hasSize(1);
        assertThat(scan(text).getFirst())
                .startsWith("rookery.conf:1: mail.home: ")
                .contains("begins a comment and cuts this value");
    }

    @Test
    void followsIncludesWhereverTheyStand() throws IOException {
        Files.writeString(directory.resolve("tls.conf"), "\nkey = /k2\n");
        assertThat(scan("tls {\n  key = /k\n  include \"tls.conf\"\n}\n"))
                .containsExactly("tls.conf:2: tls.key: is set twice; first at rookery.conf:2");
        assertThat(scan("include required(\"tls.conf\")")).isEmpty();
        assertThat(scan("include file(\"" + directory.resolve("tls.conf") + "\")")).isEmpty();
    }

    @Test
    void findsIncludesThatLeadNowhere() throws IOException {
        Files.writeString(directory.resolve("x.inc"), "");
        Files.writeString(directory.resolve("loop.conf"), "include \"loop.conf\"");
        assertThat(scan("\n include \"gone.conf\"").getFirst())
                .isEqualTo("rookery.conf:2: there is no file gone.conf to include");
        assertThat(scan("include \"x.inc\"").getFirst()).contains("something.conf");
        assertThat(scan("include file(\"x.inc\")").getFirst()).contains("absolute");
        assertThat(scan("include url(\"file:///x.conf\")").getFirst()).contains("only files");
        assertThat(scan("include \"loop.conf\"").getFirst()).contains("too deeply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "]",
                "a",
                "a =",
                "a = [",
                "a = {",
                "= =",
                "\"",
                "a = \"",
                "${",
                "include",
                "include \"",
                "a = ${b",
                ":",
                "a : : b",
                "[[[",
                "a=b=c",
                "+=",
                "a.+=1"
            })
    void endsWhateverItReads(String text) throws IOException {
        assertThat(scan(text)).hasSizeLessThan(3);
    }

    private List<String> scan(String text) throws IOException {
        Path file = directory.resolve("rookery.conf");
        Files.writeString(file, text);
        return TrapScanner.scan(file).stream()
                .map(fault -> fault.toString().replace(directory + "/", ""))
                .toList();
    }
}
