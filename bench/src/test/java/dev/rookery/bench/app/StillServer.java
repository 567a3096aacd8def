// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.contender.RunningServer;
import dev.rookery.bench.measure.ProcessTree;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// Runs in this process, and is asked for nothing but that.
final class StillServer implements RunningServer {
    @Override
    public ProcessTree processes() {
        return new ProcessTree(ProcessHandle.current());
    }

    @Override
    public Contender contender() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String settings() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress imap() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress imaps() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress lmtp() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void adopt(String user, Path maildir) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> maildir(String user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
