// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.measure.ProcessTree;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// A contender at work, on loopback ports of its own.
public interface RunningServer extends AutoCloseable {
    Contender contender();

    /// What it is configured with, for the report.
    String settings();

    /// Without TLS.
    InetSocketAddress imap();

    /// TLS from the first byte.
    InetSocketAddress imaps();

    InetSocketAddress lmtp();

    /// Makes copies of a generated Maildir's messages the INBOX of a user who has none yet, with
    /// the same flags and in the same order.
    void adopt(String user, Path maildir) throws IOException;

    /// Where the INBOX of a user lies, if it is a Maildir.
    Optional<Path> maildir(String user);

    ProcessTree processes();

    /// Kills all its processes at once, as a crash does.
    void kill() throws IOException;

    /// Ends it, if it runs and however long that takes, and starts it on the same ports.
    void restart() throws IOException;

    /// Ends it and all it started.
    @Override
    void close() throws IOException;
}
