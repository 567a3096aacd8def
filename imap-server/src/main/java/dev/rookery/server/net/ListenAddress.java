// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/// Where clients come in.
public sealed interface ListenAddress {
    /// @param socket port 0 = any free one
    record Tcp(InetSocketAddress socket) implements ListenAddress {}

    /// @param mode of the socket's file
    /// @param owner user name of its owner; empty = the process's own
    /// @param group name of its group; empty = the process's own
    record Unix(
            Path path,
            Set<PosixFilePermission> mode,
            Optional<String> owner,
            Optional<String> group)
            implements ListenAddress {
        public Unix {
            mode = Set.copyOf(mode);
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute path: " + path);
            }
        }
    }
}
