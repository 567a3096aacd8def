// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One user's copy of all folders, kept by offlineimap over compressed IMAPS, with names in UTF-8.
final class OfflineImap implements RealClient {
    private static final Pattern ADDED_SPACE = Pattern.compile("(?m)(^[!-9;-~]+:) (?=\n[ \t])");

    private final Workplace workplace = Workplace.create("offlineimap");
    private final Path configuration;

    OfflineImap(RookeryProcess rookery, String user) throws IOException {
        Files.createDirectories(workplace.at("mail"));
        configuration =
                workplace.write(
                        "offlineimaprc",
                        """
                        [general]
                        accounts = rookery
                        metadata = %5$s/state
                        ui = quiet

                        [Account rookery]
                        localrepository = near
                        remoterepository = far
                        utf8foldernames = yes

                        [Repository near]
                        type = Maildir
                        localfolders = %5$s/mail
                        sep = /

                        [Repository far]
                        type = IMAP
                        remotehost = localhost
                        remoteport = %1$d
                        remoteuser = %2$s
                        remotepass = %3$s
                        ssl = yes
                        sslcacertfile = %4$s
                        usecompression = yes
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
                Step.RENAME, "a new name is a new folder to offlineimap",
                Step.LOSE_FOLDER, "offlineimap makes a folder again that is missing on one side");
    }

    @Override
    public void sync() {
        run("-o");
    }

    private void run(String... options) {
        List<String> command = new ArrayList<>(List.of("offlineimap", "-c"));
        command.add(configuration.toString());
        command.addAll(List.of(options));
        Program.of(command.toArray(String[]::new))
                .atHome(workplace.directory())
                .within(Duration.ofSeconds(45))
                .run();
    }

    @Override
    public SortedSet<String> folders() throws IOException {
        return RealClient.withParents(LocalMaildir.below(workplace.at("mail")).stream());
    }

    /// Python puts a space behind the name of a header that begins on the next line.
    private static String withoutAddedSpace(String message) {
        return ADDED_SPACE.matcher(message).replaceAll("$1");
    }

    private LocalMaildir folder(String name) {
        return new LocalMaildir(workplace.at("mail").resolve(name));
    }

    @Override
    public List<Seen> messages(String folder) throws IOException {
        return folder(folder).messages(OfflineImap::withoutAddedSpace);
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

    /// What is above a folder has to be one as well: offlineimap makes it one on the server.
    @Override
    public void create(String folder) throws IOException {
        for (String name : RealClient.withParents(Stream.of(folder))) {
            folder(name).create();
        }
    }

    @Override
    public void rename(String folder, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String folder) throws IOException {
        run("-a", "rookery", "--delete-folder=" + RealClient.dotted(folder));
        folder(folder).delete();
    }

    @Override
    public void close() {
        workplace.close();
    }
}
