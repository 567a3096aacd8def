// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void writesOneLineWithTimeAndLevel() {
        assertThat(line(false, Level.WARN, "a\nb", null))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ WARN a\\\\x0ab\n");
    }

    @Test
    void writesPriorityAndBareMessageForTheJournal() {
        assertThat(line(true, Level.INFO, "imap-login: Login: user=<a>", null))
                .isEqualTo("<6>imap-login: Login: user=<a>\n");
        assertThat(line(true, Level.ERROR, "x", null)).isEqualTo("<3>x\n");
    }

    @Test
    void flattensStackTraces() {
        String line = line(true, Level.WARN, "x", new IOException("y", new IOException("z")));
        assertThat(line)
                .startsWith("<4>x: java.io.IOException: y at ")
                .contains(": java.io.IOException: z ")
                .endsWith("\n");
        assertThat(line.lines()).hasSize(1);
    }

    @Test
    void writesJsonWhenAsked() {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Logging.use(Logging.Format.JSON);
            new LogEvents().happened(new Event.Listening("imaps", "127.0.0.1:993"));
        } finally {
            Logging.use(Logging.Format.TEXT);
            System.setErr(before);
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith("{\"timestamp\":")
                .contains("\"level\":\"INFO\"")
                .contains("\"event\":\"Listening\"")
                .contains("\"formattedMessage\":\"imaps listens on 127.0.0.1:993\"")
                .endsWith("}\n");
    }

    private static String line(
            boolean journal, Level level, String message, @Nullable Throwable thrown) {
        LoggingEvent event =
                new LoggingEvent(
                        "test",
                        new LoggerContext().getLogger("test"),
                        level,
                        message,
                        thrown,
                        new Object[0]);
        return new LineLayout(journal).doLayout(event);
    }
}
