// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.layout.SubscriptionFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// The file [#FILE] in the root of an account, which Dovecot reads as well: read and replaced as a
/// whole.
public final class Subscriptions {
    public static final String FILE = "subscriptions";

    private static final int FILE_BYTES_MAX = 16 * 1024 * 1024;

    private Subscriptions() {}

    /// Empty if there is no such file.
    ///
    /// @throws IOException also if it is of a version that is unknown here
    public static Optional<SubscriptionFile> read(Directory root, Layout layout)
            throws IOException {
        Optional<byte[]> bytes = read(root, FILE);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Optional<SubscriptionFile> file = SubscriptionFile.parse(bytes.get(), layout);
        if (file.isEmpty()) {
            throw new IOException(FILE + ": unknown version");
        }
        return file;
    }

    /// The bytes of a file in the root; empty if there is none of that name.
    public static Optional<byte[]> read(Directory root, String name) throws IOException {
        try (InputFile file = root.open(name)) {
            long size = file.stat().sizeBytes();
            if (size > FILE_BYTES_MAX) {
                throw new IOException(name + ": larger than " + FILE_BYTES_MAX + " bytes");
            }
            byte[] bytes = new byte[(int) size];
            int done = 0;
            for (int got = 0; got >= 0 && done < bytes.length; done += Math.max(got, 0)) {
                got = file.read(done, bytes, done, bytes.length - done);
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Puts it in place. Durable when this returns.
    public static void write(Directory root, SubscriptionFile file, Optional<Owner> owner)
            throws IOException {
        SmallFile.write(root, FILE, file.format(), owner);
        root.force();
    }
}
