// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.WholeFile;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.layout.SubscriptionFile;
import java.io.IOException;
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
        return WholeFile.read(root, name, FILE_BYTES_MAX);
    }

    /// Puts it in place. Durable when this returns.
    public static void write(Directory root, SubscriptionFile file, Optional<Owner> owner)
            throws IOException {
        SmallFile.write(root, FILE, file.format(), owner);
        root.force();
    }
}
