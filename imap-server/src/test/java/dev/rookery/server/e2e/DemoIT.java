// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `bin/rookery demo`: what it prints can be typed, and it does what it says.
@NeedsPrograms({"openssl", "swaks", "curl"})
final class DemoIT {
    private final Workplace workplace = Workplace.create("demo-output");
    private final Path printed = workplace.at("printed");
    private Process demo;

    DemoIT() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(RookeryProcess.launcher().toString(), "demo")
                        .directory(new File("/"))
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().put("ROOKERY_BUILD", "never");
        demo = builder.start();
    }

    @BeforeEach
    void isReady() {
        await("ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.readAllLines(printed).contains("ready"));
    }

    @AfterEach
    void end() {
        demo.destroyForcibly().onExit().join();
        workplace.close();
    }

    @Test
    void answersWhatItSaysToTypeAndEndsOnCtrlC() throws Exception {
        assertThat(typed("openssl s_client .*", dialogue()))
                .contains("verify return:1")
                .containsSubsequence("* OK ", "a OK ", "* 1 EXISTS", "b OK ", "Subject: ", "c OK ");

        assertThat(typed("swaks .*--server .*", "")).contains("250 2.0.0");
        assertThat(typed("swaks .*--socket .*", "")).contains("250 2.0.0");
        assertThat(typed("openssl s_client .*", dialogue())).contains("* 3 EXISTS");

        assertThat(typed("curl .*", "")).contains("<clientConfig version=\"1.1\">");

        Program.of("kill", "-INT", Long.toString(demo.pid())).run();
        assertThat(demo.waitFor(20, SECONDS)).as("ends on Ctrl-C").isTrue();
        assertThat(demo.exitValue()).isZero();
    }

    /// Runs the printed command that matches.
    private String typed(String command, String input) throws IOException {
        return Program.of("sh", "-c", line(command)).reading(input).run();
    }

    private String dialogue() throws IOException {
        List<String> lines =
                List.of(
                        line("a LOGIN .*"),
                        line("b SELECT .*"),
                        line("c FETCH .*"),
                        "d LOGOUT",
                        "");
        return String.join("\n", lines);
    }

    private String line(String pattern) throws IOException {
        return Files.readAllLines(printed).stream()
                .map(String::strip)
                .filter(line -> line.matches(pattern))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing printed matches " + pattern));
    }
}
