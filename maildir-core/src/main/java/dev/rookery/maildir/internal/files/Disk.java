// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The way to files, and the only one: replaced as a whole to test what a disk can do to us.
public interface Disk {
    /// Opens a directory; the last step of the path is not followed if it is a link.
    Directory open(Path path) throws IOException;

    /// Opens a directory, creating the missing levels durably, each for `owner`.
    Directory openOrCreate(Path path, Optional<Owner> owner) throws IOException;
}
