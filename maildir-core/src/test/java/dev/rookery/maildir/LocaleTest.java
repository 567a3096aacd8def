// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// In a locale that cannot name all files, a store says so before it touches any.
@Timeout(60)
class LocaleTest {
    /// Another process: builds a store, and says what came of it.
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) {
            try (MailStore _ = MailStore.builder().hostName("test").build()) {
                System.out.println("built");
            } catch (IllegalStateException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    private static String buildIn(String locale) throws IOException {
        ProcessBuilder other =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName());
        other.environment().put("LC_ALL", locale);
        Process process = other.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void isToldApart() throws IOException {
        assertThat(buildIn("C.UTF-8")).isEqualTo("built");
        assertThat(buildIn("C")).contains("LC_ALL=C.UTF-8");
    }
}
