// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parts files that bear the same base name: two messages, if they are two files. The one we do not
/// know gets a name of its own.
final class Twins {
    private final OpenMailbox mailbox;
    private final MailboxSnapshot snapshot;
    private @Nullable Set<Found> known;

    Twins(OpenMailbox mailbox, MailboxSnapshot snapshot) {
        this.mailbox = mailbox;
        this.snapshot = snapshot;
    }

    /// @param byBase one file for each base name; parted twins are added
    void part(List<Found> twins, Map<String, Found> byBase) throws IOException {
        for (Found twin : twins) {
            String base = twin.name().base();
            Found other = byBase.get(base);
            Optional<FileStat> mine = stat(twin);
            Optional<FileStat> its = other == null ? Optional.empty() : stat(other);
            if (mine.isEmpty()) {
                continue;
            }
            if (other == null || its.isEmpty()) {
                // One file, seen under its old name and its new one.
                byBase.put(base, twin);
            } else if (!mine.get().id().equals(its.get().id())) {
                boolean known = isKnown(twin);
                byBase.put(base, known ? twin : other);
                rename(known ? other : twin, byBase);
            }
        }
    }

    private Optional<FileStat> stat(Found found) throws IOException {
        return mailbox.files().directory(found.inNew()).stat(found.name().text());
    }

    private boolean isKnown(Found found) {
        if (known == null) {
            Set<Found> all = new HashSet<>();
            for (Row row : snapshot.rows()) {
                all.add(new Found(new MessageFileName(row.fileName()), row.inNew()));
            }
            known = all;
        }
        return known.contains(found);
    }

    private void rename(Found found, Map<String, Found> byBase) throws IOException {
        MessageFileName fresh = mailbox.newName();
        MessageFileName name =
                found.inNew() ? fresh : fresh.with(found.name().flags(), "").orElse(fresh);
        FolderFiles files = mailbox.files();
        try {
            files.directory(found.inNew())
                    .rename(found.name().text(), files.directory(found.inNew()), name.text());
            byBase.put(name.base(), new Found(name, found.inNew()));
        } catch (NoSuchFileException movedMeanwhile) {
            return;
        }
    }
}
