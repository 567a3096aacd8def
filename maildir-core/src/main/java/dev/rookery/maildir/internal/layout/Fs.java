// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The layout that Dovecot calls `fs`: a directory for each level, A/B as `A/B`. INBOX is the root,
/// and INBOX/A lies in `INBOX/A`.
///
/// Messages lie beside the folders below, so that some names are taken.
public record Fs(FolderSpelling spelling) implements Layout {
    private static final Set<String> PARTS = Set.of("cur", "new", "tmp");
    private static final Set<String> FILES =
            Set.of(
                    "subscriptions",
                    "maildirsize",
                    MaildirPlusPlus.MARKER,
                    "courierimapuiddb",
                    "courierimapkeywords",
                    "courierimapsubscribed");
    private static final String OURS = "rookery.";

    @Override
    public FolderPath pathOf(MailboxName name) {
        List<String> levels = spell(name);
        return name.isInbox() ? FolderPath.ROOT : new FolderPath(levels);
    }

    @Override
    public Optional<MailboxName> mailboxIn(FolderPath path) {
        return read(path.steps()).filter(name -> !name.isInbox());
    }

    @Override
    public List<String> spell(MailboxName name) {
        List<String> levels = FolderText.spell(this, spelling, name);
        for (String level : levels) {
            FolderText.requireRoom(level);
            if (isOthers(level)) {
                throw new InvalidMailboxNameException("on disk a file may have the name " + level);
            }
        }
        return levels;
    }

    /// Each level is read for itself: whoever made it.
    @Override
    public Optional<MailboxName> read(List<String> levels) {
        List<String> read = new ArrayList<>();
        for (String level : levels) {
            if (isFolder(level)) {
                FolderText.readLevel(level).filter(it -> it.indexOf('/') < 0).ifPresent(read::add);
            }
        }
        return read.size() == levels.size() ? FolderText.name(read) : Optional.empty();
    }

    /// Whether a directory of this name may be a folder, or lead to some.
    static boolean isFolder(String directory) {
        return !directory.equals(".")
                && !directory.startsWith("..")
                && !directory.startsWith(OURS)
                && !PARTS.contains(directory);
    }

    private static boolean isOthers(String level) {
        return FILES.contains(level)
                || level.startsWith("dovecot-")
                || level.startsWith("dovecot.");
    }

    @Override
    public char separator() {
        return '/';
    }

    @Override
    public boolean nests() {
        return true;
    }

    @Override
    public boolean marks() {
        return false;
    }
}
