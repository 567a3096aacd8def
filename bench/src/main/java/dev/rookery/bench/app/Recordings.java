// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Contenders;
import dev.rookery.bench.contender.RunningServer;
import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Flight recordings of our own server, one for each scenario.
record Recordings(Optional<Path> directory) {
    static final Recordings NONE = new Recordings(Optional.empty());

    private static final String NAME = "bench";
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin/jcmd");

    static Recordings below(Path report) throws IOException {
        return new Recordings(Optional.of(Files.createDirectories(report).toAbsolutePath()));
    }

    void begin(RunningServer server) throws IOException {
        if (directory.isPresent() && isOurs(server)) {
            var _ = jcmd(server, "JFR.start", "name=" + NAME, "settings=profile");
        }
    }

    /// A server that was killed meanwhile has none.
    void end(RunningServer server, String scenario) throws IOException {
        if (directory.isPresent() && isOurs(server) && isRecording(server)) {
            String name = scenario + "." + server.contender().name() + ".jfr";
            Path file = directory.get().resolve(name);
            var _ = jcmd(server, "JFR.stop", "name=" + NAME, "filename=" + file);
        }
    }

    private static boolean isOurs(RunningServer server) {
        return Contenders.isOurs(server.contender().name());
    }

    private static boolean isRecording(RunningServer server) throws IOException {
        return jcmd(server, "JFR.check").contains("name=" + NAME);
    }

    private static String jcmd(RunningServer server, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JCMD.toString());
        command.add(Long.toString(server.processes().root().pid()));
        command.addAll(List.of(words));
        return Tool.run(command, Map.of());
    }
}
