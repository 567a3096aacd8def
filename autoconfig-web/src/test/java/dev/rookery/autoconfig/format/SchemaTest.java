// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.rookery.autoconfig.settings.MailDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds documents against the schema of the draft, with xmllint.
class SchemaTest {
    @TempDir Path folder;
    Path schema;

    @BeforeEach
    void needsSchemaAndXmllint() {
        schema = SharedFiles.require("autoconfig.rng");
        if (!isOnPath("xmllint")) {
            if (System.getProperty("rookery.peers", "optional").equals("required")) {
                fail("xmllint is missing: install libxml2-utils");
            }
            SharedFiles.skip("needs xmllint (libxml2-utils)");
        }
    }

    @Test
    void everyDocumentIsValid() throws IOException, InterruptedException {
        for (MailDomain domain : MozillaAutoconfigTest.domains()) {
            assertThat(verdict(MozillaAutoconfig.render(domain)))
                    .endsWith("document.xml validates");
        }
    }

    @Test
    void aDocumentWithoutVersionIsNot() throws IOException, InterruptedException {
        String document =
                new String(
                        MozillaAutoconfig.render(MozillaAutoconfigTest.domains().getFirst()),
                        StandardCharsets.UTF_8);
        byte[] spoiled = document.replace(" version=\"1.1\"", "").getBytes(StandardCharsets.UTF_8);
        assertThat(verdict(spoiled)).endsWith("document.xml fails to validate");
    }

    private String verdict(byte[] document) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("document.xml"), document);
        Path output = folder.resolve("output.txt");
        Process xmllint =
                new ProcessBuilder(
                                "xmllint",
                                "--nonet",
                                "--noout",
                                "--relaxng",
                                schema.toString(),
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(xmllint.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            xmllint.destroyForcibly();
        }
        return Files.readString(output).strip();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
