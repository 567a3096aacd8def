// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.measure.ProcessTree;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server in the foreground of a process of its own, which can be started again and again.
final class ForegroundServer implements RunningServer {
    /// How to run it.
    ///
    /// @param environment added to our own
    /// @param settings for the report
    record Launch(
            List<String> command,
            Map<String, String> environment,
            Ports ports,
            Path printed,
            String settings) {
        Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        List<InetSocketAddress> addresses() {
            return List.of(ports.lmtp(), ports.imaps(), ports.imap());
        }
    }

    private final Contender contender;
    private final Launch launch;
    private final Mail mail;
    private final Farewell farewell;
    private Optional<ServerProcess> process = Optional.empty();

    private ForegroundServer(Contender contender, Launch launch, Mail mail, Farewell farewell) {
        this.contender = contender;
        this.launch = launch;
        this.mail = mail;
        this.farewell = farewell;
    }

    static ForegroundServer start(Contender contender, Launch launch, Mail mail, Farewell farewell)
            throws IOException {
        ForegroundServer server = new ForegroundServer(contender, launch, mail, farewell);
        server.begin();
        return server;
    }

    private void begin() throws IOException {
        process =
                Optional.of(
                        ServerProcess.start(
                                contender.name(),
                                launch.command(),
                                launch.environment(),
                                launch.printed(),
                                launch.addresses()));
    }

    @Override
    public Contender contender() {
        return contender;
    }

    @Override
    public String settings() {
        return launch.settings();
    }

    @Override
    public InetSocketAddress imap() {
        return launch.ports().imap();
    }

    @Override
    public InetSocketAddress imaps() {
        return launch.ports().imaps();
    }

    @Override
    public InetSocketAddress lmtp() {
        return launch.ports().lmtp();
    }

    @Override
    public void adopt(String user, Path from) throws IOException {
        mail.adopt(user, from);
    }

    @Override
    public Optional<Path> maildir(String user) {
        return mail.maildir(user);
    }

    @Override
    public ProcessTree processes() {
        return process.orElseThrow(() -> new IllegalStateException("it does not run")).tree();
    }

    @Override
    public void kill() throws IOException {
        if (process.isPresent()) {
            process.get().kill();
        }
    }

    @Override
    public void restart() throws IOException {
        close();
        begin();
    }

    @Override
    public void close() throws IOException {
        if (process.isEmpty()) {
            return;
        }
        try (ServerProcess ending = process.get()) {
            process = Optional.empty();
            if (ending.tree().root().isAlive()) {
                farewell.to(launch.addresses());
            }
        }
    }
}
