// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.MailboxName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CourierSubscriptionsTest {
    @Test
    void readsNamesAsClientsSeeThem() {
        assertThat(
                        names(
                                """
                                INBOX
                                INBOX.Sent
                                inbox.Lists.java
                                INBOX.Entw&APw-rfe
                                INBOX.Übrig
                                """))
                .containsExactly("Entwürfe", "INBOX", "Lists/java", "Sent", "Übrig");
    }

    @Test
    void leavesOutOtherNamespacesAndWhatIsNoName() {
        assertThat(names("#shared.team.A\nSent\nINBOX.\nINBOX..A\n\nINBOX.A\r\n"))
                .containsExactly("A");
        assertThat(
                        CourierSubscriptions.parse(
                                new byte[] {'I', 'N', 'B', 'O', 'X', '.', (byte) 0xFC, '\n'}))
                .isEmpty();
    }

    private static List<String> names(String text) {
        Stream<MailboxName> names =
                CourierSubscriptions.parse(text.getBytes(StandardCharsets.UTF_8)).stream();
        return names.map(MailboxName::toString).toList();
    }
}
