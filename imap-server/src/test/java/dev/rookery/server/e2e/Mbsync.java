// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One user's copy of all folders, kept by mbsync over IMAPS.
final class Mbsync implements AutoCloseable {
    private static final Pattern OWN_MARK = Pattern.compile("(?<=\n)X-TUID: .*\n");

    private final Workplace workplace = Workplace.create("mbsync");
    private final Path configuration;

    Mbsync(RookeryProcess rookery, String user) throws IOException {
        Files.createDirectories(workplace.at("mail"));
        configuration =
                workplace.write(
                        "mbsyncrc",
                        """
                        IMAPAccount rookery
                        Host localhost
                        Port %1$d
                        User %2$s
                        Pass %3$s
                        SSLType IMAPS
                        SystemCertificates no
                        CertificateFile %4$s

                        IMAPStore far
                        Account rookery

                        MaildirStore near
                        Path %5$s/mail/
                        Inbox %5$s/mail/INBOX
                        SubFolders Verbatim

                        Channel all
                        Far :far:
                        Near :near:
                        Patterns *
                        Create Both
                        Expunge Both
                        SyncState *
                        """
                                .formatted(
                                        rookery.imapsPort(),
                                        RookeryProcess.address(user),
                                        RookeryProcess.PASSWORD,
                                        rookery.certificate(),
                                        workplace.directory()));
    }

    void sync() {
        Program.of("mbsync", "-c", configuration.toString(), "all")
                .within(Duration.ofMinutes(2))
                .run();
    }

    /// Where a folder lies here, in Maildir form.
    Path folder(String name) {
        return workplace.at("mail").resolve(name);
    }

    /// The files of a folder, `cur` and `new` together.
    List<Path> messages(String folder) throws IOException {
        List<Path> messages = new ArrayList<>();
        for (String part : List.of("cur", "new")) {
            try (Stream<Path> files = Files.list(folder(folder).resolve(part))) {
                files.forEach(messages::add);
            }
        }
        return messages;
    }

    /// A message without the header line in which mbsync keeps its own mark.
    static byte[] read(Path message) throws IOException {
        String text = Files.readString(message, ISO_8859_1);
        return OWN_MARK.matcher(text).replaceFirst("").getBytes(ISO_8859_1);
    }

    @Override
    public void close() {
        workplace.close();
    }
}
