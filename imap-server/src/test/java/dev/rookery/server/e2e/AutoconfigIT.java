// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The autoconfiguration document as curl fetches it and xmllint reads it.
@NeedsPrograms({"curl", "xmllint", "openssl"})
final class AutoconfigIT {
    @RegisterExtension static final RookeryProcess ROOKERY = new RookeryProcess("anna");

    @ParameterizedTest
    @ValueSource(
            strings = {"/mail/config-v1.1.xml", "/.well-known/autoconfig/mail/config-v1.1.xml"})
    void announcesTheServerThatRuns(String path) {
        String document =
                Program.of(
                                "curl",
                                "-sS",
                                "--fail",
                                "--header",
                                "Host: autoconfig.example.org",
                                "http://127.0.0.1:"
                                        + ROOKERY.webPort()
                                        + path
                                        + "?emailaddress=anna%40example.org")
                        .run();

        assertThat(xpath(document, "//incomingServer[@type='imap']/hostname"))
                .isEqualTo("localhost");
        assertThat(xpath(document, "//incomingServer[@type='imap']/socketType")).isEqualTo("SSL");
        assertThat(xpath(document, "//incomingServer[@type='imap']/port"))
                .isEqualTo(Integer.toString(ROOKERY.imapsPort()));
        assertThat(xpath(document, "/clientConfig/emailProvider/displayName"))
                .isEqualTo("Example Mail");
        assertFollowsTheSchemaAtHand(document);
    }

    private static String xpath(String document, String path) {
        return Program.of("xmllint", "--nonet", "--xpath", "string(" + path + ")", "-")
                .reading(document)
                .run()
                .strip();
    }

    private static void assertFollowsTheSchemaAtHand(String document) {
        Path schema =
                Path.of(System.getProperty("rookery.root"))
                        .resolveSibling("shared/autoconfig/autoconfig.rng");
        if (Files.exists(schema)) {
            Program.of("xmllint", "--nonet", "--noout", "--relaxng", schema.toString(), "-")
                    .reading(document)
                    .run();
        } else {
            System.out.println("no schema beside the repository: only well-formedness is checked");
        }
    }
}
