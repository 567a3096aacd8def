// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.client.ImapClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Copies a Maildir into an INBOX through IMAP, many messages with each command; the server must
/// have MULTIAPPEND and LITERAL+. RFC 3502, RFC 7888.
final class MultiAppend {
    private static final int BATCH_MESSAGES_MAX = 1_000;
    private static final int BATCH_BYTES_MAX = 16 * 1024 * 1024;

    private MultiAppend() {}

    /// Takes what lies in `cur/`, in the order of names.
    static void copy(Path maildir, InetSocketAddress imap, String user) throws IOException {
        MaildirKeywords keywords = MaildirKeywords.of(maildir);
        try (ImapClient client = ImapClient.connect(imap);
                Stream<Path> entries = Files.list(maildir.resolve("cur"))) {
            client.login(user, Logins.PASSWORD);
            append(client, entries.sorted().toList(), keywords);
            client.logout();
        }
    }

    private static void append(ImapClient client, List<Path> files, MaildirKeywords keywords)
            throws IOException {
        for (int next = 0; next < files.size(); ) {
            Path first = files.get(next);
            int end = Math.min(files.size(), next + BATCH_MESSAGES_MAX);
            client.beginSeveral("INBOX");
            for (int bytes = 0; next < end && bytes < BATCH_BYTES_MAX; next++) {
                AppendedMessage message = AppendedMessage.read(files.get(next), keywords);
                client.nextOfSeveral(message.arguments(), message.content());
                bytes += message.content().length;
            }
            try {
                var _ = client.finishSeveral();
            } catch (IOException refused) {
                throw new IOException(first + " up to " + files.get(next - 1), refused);
            }
        }
    }
}
