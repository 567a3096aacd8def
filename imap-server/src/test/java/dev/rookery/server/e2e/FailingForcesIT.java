// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The kernel answers many forces of a running server with EIO: what is acknowledged all the same
/// is there after a crash, and when the disk is well again so is the server.
@NeedsPrograms(
        value = {"strace", "openssl"},
        root = true)
final class FailingForcesIT {
    private static final int MESSAGES = 60;

    /// Of each thread every third force, from its second on.
    private static final String FAULTS = "inject=fsync,fdatasync:error=EIO:when=2+3";

    @RegisterExtension
    static final RookeryProcess ROOKERY = new RookeryProcess("anna").expectingTrouble();

    @TempDir private Path work;

    @Test
    void neverAcknowledgeInVain() throws Exception {
        ROOKERY.deliver("anna", message(0));
        List<Integer> kept = new ArrayList<>(List.of(0));
        int refused = 0;
        Process faults = startFaults();
        try {
            for (int i = 1; i <= MESSAGES; i++) {
                String reply = send(i);
                if (reply.startsWith("250")) {
                    kept.add(i);
                } else {
                    assertThat(reply).startsWith("451 4.3.0");
                    refused++;
                }
            }
        } finally {
            faults.destroy();
            assertThat(faults.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        System.out.println(kept.size() + " of " + MESSAGES + " kept, " + refused + " refused");
        assertThat(refused).isPositive();
        ROOKERY.deliver("anna", message(MESSAGES + 1));
        kept.add(MESSAGES + 1);
        ROOKERY.kill();
        ROOKERY.start();
        await("files").atMost(Duration.ofSeconds(30)).until(() -> lie(kept));
    }

    private Process startFaults() throws IOException {
        Path said = work.resolve("strace.log");
        Process faults =
                new ProcessBuilder(
                                "strace",
                                "-f",
                                "-p",
                                Long.toString(ROOKERY.pid()),
                                "-e",
                                "trace=fsync,fdatasync",
                                "-e",
                                FAULTS,
                                "-o",
                                work.resolve("calls.log").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        await("strace")
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    assertThat(faults.isAlive()).as(Files.readString(said)).isTrue();
                    return Files.readString(said).contains("attached");
                });
        return faults;
    }

    private static String message(int number) {
        return "Subject: message %d\n\nthe end of %d.\n".formatted(number, number);
    }

    private static String send(int number) throws IOException {
        try (MailDialogue lmtp = MailDialogue.lmtp(ROOKERY.lmtpPort())) {
            byte[] bytes = message(number).replace("\n", "\r\n").getBytes(UTF_8);
            return lmtp.send(bytes, List.of(RookeryProcess.address("anna"))).getFirst();
        }
    }

    /// Whether each of these has a file, and all files are whole.
    private static boolean lie(List<Integer> kept) throws IOException {
        List<Integer> there = new ArrayList<>();
        for (String part : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(ROOKERY.maildir("anna").resolve(part))) {
                for (Path file : files.toList()) {
                    there.add(number(Files.readString(file)));
                }
            }
        }
        return there.containsAll(kept);
    }

    private static int number(String text) {
        int at = text.indexOf("Subject: message ") + "Subject: message ".length();
        int number = Integer.parseInt(text.substring(at, text.indexOf('\n', at)).strip());
        assertThat(text).endsWith("the end of " + number + ".\n");
        return number;
    }
}
