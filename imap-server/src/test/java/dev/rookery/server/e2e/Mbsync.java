// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/// One user's copy of all folders, kept by mbsync over IMAPS.
///
/// mbsync takes the names of folders from IMAP as they are, so on disk they are in modified UTF-7.
final class Mbsync implements RealClient {
    private final Workplace workplace = Workplace.create("mbsync");
    private final Path configuration;

    Mbsync(RookeryProcess rookery, String user) throws IOException {
        Files.createDirectories(workplace.at("mail"));
        Files.createDirectories(workplace.at("state"));
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
                        Remove Both
                        SyncState %5$s/state/
                        """
                                .formatted(
                                        rookery.imapsPort(),
                                        RookeryProcess.address(user),
                                        RookeryProcess.PASSWORD,
                                        rookery.certificate(),
                                        workplace.directory()));
    }

    @Override
    public Map<Step, String> lacks() {
        return Map.of(
                Step.RENAME, "a new name is a new folder to mbsync",
                Step.LOSE_FOLDER, "mbsync deletes no folder that has messages, here or there");
    }

    @Override
    public void sync() {
        Program.of("mbsync", "-c", configuration.toString(), "all")
                .atHome(workplace.directory())
                .within(Duration.ofMinutes(2))
                .run();
    }

    @Override
    public SortedSet<String> folders() throws IOException {
        return RealClient.withParents(
                LocalMaildir.below(workplace.at("mail")).stream().map(ModifiedUtf7::decode));
    }

    /// A folder as it lies here.
    LocalMaildir folder(String name) {
        return new LocalMaildir(workplace.at("mail").resolve(ModifiedUtf7.encode(name)));
    }

    @Override
    public List<Seen> messages(String folder) throws IOException {
        return folder(folder).messages();
    }

    @Override
    public void append(String folder, byte[] message) throws IOException {
        folder(folder).append(message);
    }

    @Override
    public void flag(String folder, int number, String flags) throws IOException {
        folder(folder).flag(number, flags);
    }

    @Override
    public void expunge(String folder, int number) throws IOException {
        folder(folder).remove(number);
    }

    @Override
    public void create(String folder) throws IOException {
        folder(folder).create();
    }

    @Override
    public void rename(String folder, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String folder) throws IOException {
        for (Seen message : messages(folder)) {
            expunge(folder, message.number());
        }
        sync();
        folder(folder).delete();
    }

    @Override
    public void close() {
        workplace.close();
    }
}
