// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// How mail comes into a server's keeping.
interface Mail {
    /// As [RunningServer#adopt] says.
    void adopt(String user, Path from) throws IOException;

    /// As [RunningServer#maildir] says.
    Optional<Path> maildir(String user);
}
