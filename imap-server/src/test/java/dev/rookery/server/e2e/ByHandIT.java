// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an administrator types to try a server: curl and `openssl s_client`.
@NeedsPrograms({"curl", "openssl"})
final class ByHandIT {
    @RegisterExtension
    static final RookeryProcess ROOKERY =
            new RookeryProcess("anna", "ben", "cora", "dan", "eva", "finn");

    @Test
    void curlListsFolders() {
        assertThat(curl("eva", "")).contains("* LIST (").contains("INBOX");
    }

    @Test
    void curlFetchesAMessageAsItWasSent() throws IOException {
        ROOKERY.deliver("anna", "Subject: hello\n\nübermäßig\n.\nlast line\n");

        String fetched = curl("anna", "INBOX;UID=1");

        assertThat(fetched).startsWith("Return-Path: <sender@client.test>\r\n");
        assertThat(fetched)
                .endsWith(latin1("Subject: hello\r\n\r\nübermäßig\r\n.\r\nlast line\r\n"));
    }

    @Test
    void curlSearches() throws IOException {
        ROOKERY.deliver("ben", "Subject: nest\n\ntwigs\n");
        ROOKERY.deliver("ben", "Subject: colony\n\nfeathers\n");

        assertThat(curl("ben", "INBOX?SUBJECT%20colony")).isEqualToIgnoringNewLines("* SEARCH 2");
        assertThat(curl("ben", "INBOX?BODY%20twigs")).isEqualToIgnoringNewLines("* SEARCH 1");
    }

    @Test
    void curlAppends() {
        try (Workplace workplace = Workplace.create("curl")) {
            String message = "Subject: from curl\r\n\r\nappended\r\n";
            curl("cora", "INBOX", "-T", workplace.write("message", message).toString());

            assertThat(curl("cora", "INBOX;UID=1")).isEqualTo(message);
        }
    }

    @Test
    void curlIsToldThatAPasswordIsWrong() {
        Program.Result refused =
                Program.of(
                                "curl",
                                "-sS",
                                "--cacert",
                                ROOKERY.certificate().toString(),
                                "--user",
                                RookeryProcess.address("anna") + ":wrong",
                                url(""))
                        .finish();

        assertThat(refused.exit()).as("curl: login denied").isEqualTo(67);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslLogsInByHand(String version) throws IOException {
        String user = version.endsWith("2") ? "dan" : "finn";
        ROOKERY.deliver(user, "Subject: by hand\n\nbody\n");

        String dialogue =
                Program.of(
                                "openssl",
                                "s_client",
                                "-crlf",
                                "-ign_eof",
                                version,
                                "-verify_return_error",
                                "-CAfile",
                                ROOKERY.certificate().toString(),
                                "-connect",
                                "localhost:" + ROOKERY.imapsPort())
                        .reading(
                                """
                                a login %s secret
                                b select inbox
                                c fetch 1 (flags body[header.fields (subject)])
                                d logout
                                """
                                        .formatted(RookeryProcess.address(user)))
                        .run();

        assertThat(dialogue)
                .contains("Verify return code: 0 (ok)")
                .containsSubsequence(
                        "* OK [CAPABILITY IMAP4rev1",
                        "a OK ",
                        "* 1 EXISTS",
                        "b OK [READ-WRITE]",
                        "Subject: by hand",
                        "c OK ",
                        "* BYE ",
                        "d OK ");
    }

    private static String curl(String user, String path, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--cacert"));
        command.add(ROOKERY.certificate().toString());
        command.addAll(List.of("--user", RookeryProcess.address(user) + ":secret", url(path)));
        command.addAll(List.of(options));
        return Program.of(command.toArray(String[]::new)).run();
    }

    private static String url(String path) {
        return "imaps://localhost:" + ROOKERY.imapsPort() + "/" + path;
    }

    /// As [Program] shows the UTF-8 bytes of a text.
    private static String latin1(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
