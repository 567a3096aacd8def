// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path directory;

    @Test
    void welcomesItsUsersAndTellsHowToReachIt() throws IOException {
        CommandRun demo = CommandRun.of("demo", "--exit-when-ready", directory.toString());
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains("openssl s_client", "swaks", "curl", "anna@example.org", "password")
                .endsWith("ready\n");
        assertThat(messages()).hasSize(2);
        assertThat(directory.resolve("lmtp.sock")).doesNotExist();
    }

    @Test
    void usesAKeptDirectoryAgain() throws IOException {
        CommandRun first = CommandRun.of("demo", "--exit-when-ready", directory.toString());
        CommandRun second = CommandRun.of("demo", "--exit-when-ready", directory.toString());
        assertThat(second.exitCode()).as(second.err()).isZero();
        Pattern password = Pattern.compile("anna@example.org  password (\\S+)");
        Matcher one = password.matcher(first.out());
        Matcher other = password.matcher(second.out());
        assertThat(one.find() && other.find()).isTrue();
        assertThat(one.group(1)).isEqualTo(other.group(1));
        assertThat(messages()).hasSize(4);
        assertThat(
                        CommandRun.of("check", "-c", directory.resolve("rookery.conf").toString())
                                .exitCode())
                .isZero();
    }

    @Test
    void takesTheNextPortWhenOneIsTaken() throws IOException {
        CommandRun.of("demo", "--exit-when-ready", directory.toString());
        int usual = imapsPort();
        try (ServerSocket _ = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
            assertThat(CommandRun.of("demo", "--exit-when-ready", directory.toString()).exitCode())
                    .isZero();
            assertThat(imapsPort()).isGreaterThan(usual);
        }
    }

    @Test
    void leavesAloneWhatItDidNotMake() throws IOException {
        Path config = directory.resolve("rookery.conf");
        Files.writeString(config, "hostname = mail.example.org\n");
        CommandRun demo = CommandRun.of("demo", "--exit-when-ready", directory.toString());
        assertThat(demo.exitCode()).isEqualTo(1);
        assertThat(demo.err()).contains("not made by a demo");
        assertThat(config).hasContent("hostname = mail.example.org");
    }

    @Test
    void doesWithoutASocketWhereThePathIsTooLong() {
        Path deep = directory.resolve("x".repeat(100));
        CommandRun demo = CommandRun.of("demo", "--exit-when-ready", deep.toString());
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out()).doesNotContain("--socket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void endsWithZeroWhenToldToStop(String signal) throws Exception {
        Process demo =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "demo",
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            String said = "";
            while (said != null && !said.equals("ready")) {
                said = demo.inputReader().readLine();
            }
            assertThat(said).isEqualTo("ready");
            new ProcessBuilder("kill", "-" + signal, String.valueOf(demo.pid())).start().waitFor();
            assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isZero();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(directory.resolve("lmtp.sock")).doesNotExist();
    }

    private int imapsPort() throws IOException {
        Matcher port =
                Pattern.compile("imaps \\{ listen = \\[\"127.0.0.1:(\\d+)\"]")
                        .matcher(Files.readString(directory.resolve("rookery.conf")));
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private List<Path> messages() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("mail"))) {
            return files.filter(DemoTest::isMessage).toList();
        }
    }

    private static boolean isMessage(Path path) {
        String text = path.toString();
        return Files.isRegularFile(path) && (text.contains("/new/") || text.contains("/cur/"));
    }
}
