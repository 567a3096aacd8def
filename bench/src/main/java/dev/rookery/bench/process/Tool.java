// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Small programs that are waited for.
public final class Tool {
    private Tool() {}

    /// What it printed, without its complaints.
    ///
    /// @throws ToolException with its complaints
    public static String run(String... command) throws IOException {
        return run(List.of(command), Map.of());
    }

    /// @param environment added to our own
    public static String run(List<String> command, Map<String, String> environment)
            throws IOException {
        Process process = start(command, environment);
        try {
            process.getOutputStream().close();
            FutureTask<String> complaints =
                    new FutureTask<>(
                            () -> new String(process.getErrorStream().readAllBytes(), UTF_8));
            Thread.startVirtualThread(complaints);
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                String said = (complaints.get() + printed).strip();
                throw new ToolException(String.join(" ", command) + ": " + said);
            }
            return printed.strip();
        } catch (InterruptedException interrupted) {
            Children.kill(List.of(process.toHandle()));
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException unread) {
            throw new IOException(unread.getCause());
        }
    }

    private static Process start(List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            return Children.start(builder);
        } catch (IOException impossible) {
            throw new ToolException(String.valueOf(impossible.getMessage()));
        }
    }
}
