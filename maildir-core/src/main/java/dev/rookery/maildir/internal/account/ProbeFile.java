// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.delivery.OldDrafts;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;

/// An empty file in `tmp/`, made and removed at once to see what the disk makes of times.
final class ProbeFile {
    private ProbeFile() {}

    /// What the disk says of a file that was made just now.
    static FileStat fresh(OpenMailbox mailbox) throws IOException {
        return made(mailbox, _ -> {});
    }

    /// What the disk says of a file that was given a date.
    static FileStat dated(OpenMailbox mailbox, long dateSeconds) throws IOException {
        return made(mailbox, file -> file.modified(dateSeconds));
    }

    private interface Change {
        void to(OutputFile file) throws IOException;
    }

    private static FileStat made(OpenMailbox mailbox, Change change) throws IOException {
        Directory tmp = mailbox.files().tmp();
        String name = OldDrafts.PROBE + mailbox.newName().text();
        try (OutputFile file = tmp.create(name, mailbox.files().owner())) {
            change.to(file);
            return file.stat();
        } finally {
            tmp.delete(name);
        }
    }
}
