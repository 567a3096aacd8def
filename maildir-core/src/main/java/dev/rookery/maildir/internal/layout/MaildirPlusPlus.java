// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import java.util.List;
import java.util.Optional;

/// The Maildir++ layout: all folders lie directly in the root, A/B as `.A.B`.
public record MaildirPlusPlus(FolderSpelling spelling) implements Layout {
    /// The empty file that marks a folder below the root.
    public static final String MARKER = "maildirfolder";

    private static final char SEPARATOR = '.';

    @Override
    public FolderPath pathOf(MailboxName name) {
        if (name.isInbox()) {
            return FolderPath.ROOT;
        }
        return FolderPath.of(FolderText.requireRoom(SEPARATOR + String.join(".", spell(name))));
    }

    @Override
    public Optional<MailboxName> mailboxIn(FolderPath path) {
        if (path.steps().size() != 1 || path.last().charAt(0) != SEPARATOR) {
            return Optional.empty();
        }
        return read(List.of(path.last().substring(1).split("\\.", -1)))
                .filter(name -> !name.isInbox());
    }

    @Override
    public List<String> spell(MailboxName name) {
        if (!canCarry(name)) {
            throw new InvalidMailboxNameException(
                    "folders on disk cannot have a dot or a slash within a level of their name");
        }
        return FolderText.spell(this, spelling, name);
    }

    @Override
    public Optional<MailboxName> read(List<String> levels) {
        return FolderText.readLevels(levels)
                .flatMap(FolderText::name)
                .filter(MaildirPlusPlus::canCarry);
    }

    private static boolean canCarry(MailboxName name) {
        return name.components().stream()
                .allMatch(level -> level.indexOf(SEPARATOR) < 0 && level.indexOf('/') < 0);
    }

    @Override
    public char separator() {
        return SEPARATOR;
    }

    @Override
    public boolean nests() {
        return false;
    }

    @Override
    public boolean marks() {
        return true;
    }
}
