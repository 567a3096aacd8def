// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// One line for each event, whatever it holds: time, level, message, and a stack trace made flat.
///
/// The journal of systemd adds time and program, so a line for it is the message behind its
/// priority, which is what log watchers expect.
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final int MESSAGE_CHARS_MAX = 16 * 1024;
    private static final int FRAMES_MAX = 12;

    private final boolean journal;
    private final ZoneId zone = ZoneId.systemDefault();

    /// @param journal whether lines go to the journal of systemd
    LineLayout(boolean journal) {
        this.journal = journal;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        if (journal) {
            line.append('<').append(priority(event.getLevel())).append('>');
        } else {
            TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone), line);
            line.append(' ').append(event.getLevel()).append(' ');
        }
        String message = String.valueOf(event.getFormattedMessage());
        line.append(Escaped.line(message, MESSAGE_CHARS_MAX));
        appendTrace(line, event.getThrowableProxy());
        return line.append('\n').toString();
    }

    private static void appendTrace(StringBuilder line, IThrowableProxy thrown) {
        for (IThrowableProxy at = thrown; at != null; at = at.getCause()) {
            String text = at.getClassName() + ": " + at.getMessage();
            line.append(": ").append(Escaped.line(text, MESSAGE_CHARS_MAX));
            for (int i = 0;
                    i < Math.min(FRAMES_MAX, at.getStackTraceElementProxyArray().length);
                    i++) {
                line.append(i == 0 ? " " : " < ").append(at.getStackTraceElementProxyArray()[i]);
            }
        }
    }

    /// As in syslog.
    private static int priority(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return 3;
        }
        return level.isGreaterOrEqual(Level.WARN) ? 4 : 6;
    }
}
