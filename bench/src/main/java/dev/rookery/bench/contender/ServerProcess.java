// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.measure.ProcessTree;
import dev.rookery.bench.process.Children;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A server in the foreground of a process of its own; what it prints goes to a file.
final class ServerProcess implements AutoCloseable {
    private static final int START_SECONDS_MAX = 60;
    private static final int STOP_SECONDS_MAX = 60;
    private static final int CONNECT_MILLIS_MAX = 1_000;
    private static final int LINES_SHOWN = 20;

    /// What would change a server without standing in the report.
    private static final Set<String> NOT_INHERITED =
            Set.of("ROOKERY_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// Returns when it listens at all addresses.
    ///
    /// @param environment added to our own
    static ServerProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            List<InetSocketAddress> addresses)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(NOT_INHERITED);
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(name, Children.start(builder), log);
        try {
            for (InetSocketAddress each : addresses) {
                server.await(each);
            }
            return server;
        } catch (IOException | RuntimeException failure) {
            try (server) {
                throw failure;
            }
        }
    }

    private void await(InetSocketAddress address) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address, CONNECT_MILLIS_MAX);
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IOException(
                            name + " does not answer at " + address + ":\n" + lastLines(), notYet);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private String lastLines() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join(
                    "\n", all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size()));
        }
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /// Ends it and all it started at once, as a crash does.
    void kill() throws IOException {
        Children.kill(Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList());
    }

    /// Asks it to end; forces it, and all it started, if it takes too long.
    @Override
    public void close() throws IOException {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                Children.kill(List.of(process.toHandle()));
            }
        } catch (InterruptedException interrupted) {
            var _ = process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " stops", interrupted);
        } finally {
            Children.kill(started);
        }
    }
}
