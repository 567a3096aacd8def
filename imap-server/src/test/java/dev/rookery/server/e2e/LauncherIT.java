// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `bin/rookery` finds what it needs by itself, or says in one sentence what to install.
final class LauncherIT {
    private final Workplace workplace = Workplace.create("launcher");

    @AfterEach
    void tidyUp() {
        workplace.close();
    }

    @Test
    void findsAJdkWithoutBeingTold() {
        String home = Program.of("env", "-u", "JAVA_HOME", launcher(), "--jdk-home").run().strip();

        assertThat(Path.of(home, "bin", "javac")).isExecutable();
    }

    @Test
    void worksThroughALinkFromAnywhere() throws IOException {
        Path link = Files.createSymbolicLink(workplace.at("rookery"), Path.of(launcher()));

        String version =
                Program.of("sh", "-c", "cd / && exec " + link + " --version")
                        .with("ROOKERY_BUILD", "never")
                        .run();

        assertThat(version).isEqualToIgnoringCase("rookery 0.1.0\n");
    }

    @Test
    void saysWhichJdkToInstall() throws IOException {
        assertThat(refusal("java_version=25", "java_version=99"))
                .isEqualTo(
                        "rookery: Java 99 is missing: install a JDK 99, for example Eclipse Temurin"
                                + " 99, or set JAVA_HOME to one.\n");
    }

    @Test
    void saysThatMavenIsTooOld() throws IOException {
        assertThat(refusal("maven_version=3.8.1", "maven_version=99"))
                .matches("rookery: building needs Maven 99 or newer[^\n]*: install [^\n]*\n");
    }

    /// What a launcher prints that asks for more than there is.
    private String refusal(String has, String wants) throws IOException {
        String script = Files.readString(Path.of(launcher()));
        assertThat(script).contains(has);
        Path copy = workplace.write("bin/rookery", script.replace(has, wants));
        Files.createDirectory(workplace.at("imap-server"));

        Program.Result refused = Program.of("sh", copy.toString(), "demo").finish();

        assertThat(refused.exit()).isEqualTo(1);
        return refused.output();
    }

    private static String launcher() {
        return RookeryProcess.launcher().toString();
    }
}
