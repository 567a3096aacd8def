// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.layout.FoundFolders.Folder;
import dev.rookery.maildir.internal.layout.FoundFolders.Other;
import dev.rookery.maildir.internal.layout.FoundFolders.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One look for folders: a directory counts if it holds `cur/`. Of several that stand for one
/// mailbox the one that we would make ourselves is taken, or else the first by its name.
final class FolderDiscovery {
    /// Directories where we and Dovecot keep what is being deleted.
    private static final List<String> STAGING = List.of("..rookery-", "..DOVECOT-TRASHED");

    private static final String NOT_UTF8 = "\uFFFD";

    private final Layout layout;
    private final SortedMap<MailboxName, List<FolderPath>> found = new TreeMap<>();
    private final List<Other> others = new ArrayList<>();

    FolderDiscovery(Layout layout) {
        this.layout = layout;
    }

    FoundFolders discover(Directory root) throws IOException {
        search(root, FolderPath.ROOT);
        List<Folder> folders = new ArrayList<>();
        found.forEach((name, paths) -> {
            paths.sort(Comparator.comparing(FolderPath::toString));
            FolderPath taken = canonical(name).filter(paths::contains).orElse(paths.getFirst());
            folders.add(new Folder(taken, name));
            paths.remove(taken);
            paths.forEach(twin -> others.add(new Other(twin.toString(), Reason.TWIN)));
        });
        others.sort(Comparator.comparing(Other::path));
        return new FoundFolders(folders, others);
    }

    private Optional<FolderPath> canonical(MailboxName name) {
        try {
            return Optional.of(layout.pathOf(name));
        } catch (InvalidMailboxNameException nowhereElse) {
            return Optional.empty();
        }
    }

    private void search(Directory directory, FolderPath path) throws IOException {
        for (Directory.Entry entry : directory.list()) {
            String name = entry.name();
            if (!mayBeFolder(name)) {
                continue;
            }
            if (isDirectory(directory, entry)) {
                look(directory, path.resolve(name));
            } else if (name.contains(NOT_UTF8)) {
                others.add(new Other(path.resolve(name).toString(), Reason.NO_NAME));
            }
        }
    }

    private boolean mayBeFolder(String name) {
        return STAGING.stream().noneMatch(name::startsWith)
                && switch (layout) {
                    case MaildirPlusPlus _ -> name.charAt(0) == '.';
                    case Fs _ -> name.startsWith("..") || Fs.isFolder(name);
                };
    }

    private static boolean isDirectory(Directory directory, Directory.Entry entry)
            throws IOException {
        return entry.kind().isPresent()
                ? entry.kind().get() == FileStat.Kind.DIRECTORY
                : directory.stat(entry.name()).filter(FileStat::isDirectory).isPresent();
    }

    private void look(Directory parent, FolderPath path) throws IOException {
        try (Directory directory = parent.openDirectory(path.last())) {
            if (directory.stat("cur").filter(FileStat::isDirectory).isPresent()) {
                take(path);
            }
            boolean leads = layout.nests() && Fs.isFolder(path.last());
            if (leads && path.steps().size() <= MailLimits.LEVELS_MAX) {
                search(directory, path);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (DiskException refused) {
            if (!refused.isLasting()) {
                throw refused;
            }
            others.add(new Other(path.toString(), Reason.UNREADABLE));
        }
    }

    private void take(FolderPath path) {
        Optional<MailboxName> name = layout.mailboxIn(path);
        if (name.isPresent()) {
            found.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(path);
        } else {
            boolean deep = path.steps().size() > MailLimits.LEVELS_MAX;
            others.add(new Other(path.toString(), deep ? Reason.TOO_DEEP : Reason.NO_NAME));
        }
    }
}
