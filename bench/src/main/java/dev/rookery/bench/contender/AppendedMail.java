// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// Mail in the server's own format, which it takes through IMAP only.
record AppendedMail(InetSocketAddress imap) implements Mail {
    @Override
    public void adopt(String user, Path from) throws IOException {
        MultiAppend.copy(from, imap, user);
    }

    @Override
    public Optional<Path> maildir(String user) {
        return Optional.empty();
    }
}
