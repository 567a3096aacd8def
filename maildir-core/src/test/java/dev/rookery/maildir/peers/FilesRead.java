// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.layout.FoundFolders;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.layout.SubscriptionFile;
import dev.rookery.maildir.internal.migrate.FolderImport;
import dev.rookery.maildir.internal.migrate.UidListEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Stream;

/// What we read from another server's files, without an engine.
final class FilesRead {
    private final Path mail;
    private final Layout layout;
    private final MailFacts facts = new MailFacts();

    private FilesRead(Path mail, Layout layout) {
        this.mail = mail;
        this.layout = layout;
    }

    static List<String> facts(Path mail, Layout layout) throws IOException {
        FilesRead read = new FilesRead(mail, layout);
        read.readAll();
        return read.facts.lines();
    }

    private void readAll() throws IOException {
        try (Directory root = new LinuxDisk(Durability.NONE).open(mail)) {
            FolderTree tree = new FolderTree(root, layout);
            folder(MailboxName.INBOX, root, mail);
            for (FoundFolders.Folder found : tree.discover().folders()) {
                try (Directory folder = tree.open(found.path())) {
                    folder(found.name(), folder, mail.resolve(found.path().toString()));
                }
            }
        }
        SubscriptionFile.parse(Files.readAllBytes(mail.resolve("subscriptions")), layout)
                .orElseThrow()
                .names()
                .forEach(facts::subscription);
    }

    private void folder(MailboxName name, Directory folder, Path place) throws IOException {
        Map<String, UidListEntry> byBase = new HashMap<>();
        FolderImport imported = FolderImport.read(folder, folder, new ByBase(byBase));
        facts.folder(name, imported.uidValidity().orElseThrow().value(), imported.nextUid());
        for (String part : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(place.resolve(part))) {
                for (Path file : files.toList()) {
                    MessageFileName fileName = new MessageFileName(file.getFileName().toString());
                    List<String> flags = new ArrayList<>();
                    fileName.flags().forEach(flag -> flags.add(flag.imapName()));
                    flags.addAll(imported.letters().words(fileName.keywordLetters()));
                    UidListEntry entry = byBase.get(fileName.base());
                    facts.message(name, entry == null ? "?" : entry.uid(), flags, messageId(file));
                }
            }
        }
    }

    private record ByBase(Map<String, UidListEntry> entries) implements FolderImport.Sink {
        @Override
        public void message(UidListEntry entry) {
            entries.put(entry.base(), entry);
        }

        @Override
        public void keywords(String base, NavigableSet<String> words) {
            throw new AssertionError("Dovecot has no such files");
        }
    }

    private static String messageId(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return MailFacts.messageId(lines);
        }
    }
}
