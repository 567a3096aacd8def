// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxPatternTest {
    @ParameterizedTest
    @CsvSource({
        "*, Sent, true",
        "*, a.b.c, true",
        "%, Sent, true",
        "%, a.b, false",
        "a.%, a.b, true",
        "a.%, a.b.c, false",
        "a.*, a.b.c, true",
        "a.*, a, false",
        "%.%, a.b, true",
        "%.%, a, false",
        "*%, a.b, true",
        "%*, a.b, true",
        "Sent, Sent, true",
        "sent, Sent, false",
        "Sent, Sen, false",
        "inbox, INBOX, true",
        "Inb%, INBOX, true",
        "inbox.x, INBOX.x, true",
        "inbox.X, INBOX.x, false",
        "inboxes, INBOXES, false",
        "*b*b, abcb, true",
        "*b*b, abc, false",
        "a%c*e, abcde, true",
        "a%c*e, ab.cde, false",
    })
    void matchesAsTheRfcSays(String pattern, String name, boolean matches) {
        assertThat(new MailboxPattern(pattern, '.').matches(name)).isEqualTo(matches);
    }

    @Test
    void matchesAnEmptyPatternToNothing() {
        assertThat(new MailboxPattern("", '.').matches("a")).isFalse();
    }

    @Test
    void takesLinearTimeForPatternsThatMakeBacktrackersSlow() {
        MailboxPattern pattern = new MailboxPattern("*a%".repeat(100) + "b", '.');
        String name = "a".repeat(255);
        for (int i = 0; i < 1_000; i++) {
            assertThat(pattern.matches(name)).isFalse();
        }
    }

    @Test
    void takesAThousandWildcardsForOne() {
        MailboxPattern pattern = new MailboxPattern("*%".repeat(500), '.');
        assertThat(pattern.matches("x.y".repeat(80))).isTrue();
    }
}
