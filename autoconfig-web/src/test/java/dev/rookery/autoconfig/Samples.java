// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig;

import dev.rookery.autoconfig.settings.DomainName;
import dev.rookery.autoconfig.settings.MailDomain;
import dev.rookery.autoconfig.settings.MailServer;
import dev.rookery.autoconfig.settings.SocketType;
import dev.rookery.autoconfig.settings.UserName;
import java.util.Collections;
import java.util.List;

/// Domains that several tests announce.
public final class Samples {
    public static final DomainName HOST = DomainName.of("mail.example.org");

    private Samples() {}

    /// A domain with IMAPS and both ways of submission.
    public static MailDomain domain(String name) {
        return MailDomain.of(
                DomainName.of(name),
                "Mail of " + DomainName.of(name),
                List.of(new MailServer(HOST, 993, SocketType.SSL)),
                List.of(MailServer.submission(HOST, 465), MailServer.submission(HOST, 587)),
                UserName.ADDRESS);
    }

    /// As much as a domain can say: longest names, most servers.
    public static MailDomain largest() {
        String label = "a".repeat(63);
        DomainName longest =
                DomainName.of(String.join(".", label, label, label, label.substring(2)));
        return new MailDomain(
                longest,
                "\uD83D\uDC26".repeat(MailDomain.DISPLAY_NAME_CHARS_MAX),
                "\uD83D\uDC26".repeat(MailDomain.SHORT_NAME_CHARS_MAX),
                Collections.nCopies(
                        MailDomain.SERVERS_MAX,
                        new MailServer(longest, 65_535, SocketType.STARTTLS)),
                Collections.nCopies(
                        MailDomain.SERVERS_MAX,
                        new MailServer(longest, 65_535, SocketType.STARTTLS)),
                UserName.LOCAL_PART);
    }
}
