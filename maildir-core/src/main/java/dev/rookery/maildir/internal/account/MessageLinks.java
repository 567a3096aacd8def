// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.util.Optional;

/// Gives a message a second place: a second name for its file, or a copy of its bytes where the
/// file system refuses that.
final class MessageLinks {
    private static final int BUFFER_BYTES = 64 * 1024;

    private MessageLinks() {}

    static void link(
            Directory from, String name, Directory target, String targetName, Optional<Owner> owner)
            throws IOException {
        try {
            from.link(name, target, targetName);
        } catch (DiskException refused) {
            if (!refused.refusesLink()) {
                throw refused;
            }
            copy(from, name, target, targetName, owner);
        }
    }

    private static void copy(
            Directory from, String name, Directory target, String targetName, Optional<Owner> owner)
            throws IOException {
        try (InputFile in = from.open(name);
                OutputFile out = target.create(targetName, owner)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long at = 0;
            for (int got = in.read(at, buffer, 0, buffer.length);
                    got > 0;
                    got = in.read(at, buffer, 0, buffer.length)) {
                out.write(at, buffer, 0, got);
                at += got;
            }
            out.modified(Math.floorDiv(in.stat().modifiedNanos(), 1_000_000_000L));
            out.force();
        }
    }
}
