// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.internal.filename.MessageFileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A message file of a Maildir as APPEND wants it. RFC 3501 §6.3.11.
final class AppendedMessage {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss '+0000'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String arguments;
    private final byte[] content;

    private AppendedMessage(String arguments, byte[] content) {
        this.arguments = arguments;
        this.content = content;
    }

    static AppendedMessage read(Path file, MaildirKeywords keywords) throws IOException {
        String entry = file.getFileName().toString();
        MessageFileName name =
                MessageFileName.parse(entry)
                        .orElseThrow(() -> new IOException("not a message: " + file));
        Instant received = Files.getLastModifiedTime(file).toInstant();
        return new AppendedMessage(
                "(" + flags(name, keywords) + ") \"" + DATE_TIME.format(received) + "\"",
                withCrlf(Files.readAllBytes(file)));
    }

    private static String flags(MessageFileName name, MaildirKeywords keywords) {
        Stream<String> system = name.flags().stream().map(SystemFlag::imapName);
        return Stream.concat(system, keywords.of(name.keywordLetters()))
                .collect(Collectors.joining(" "));
    }

    private static byte[] withCrlf(byte[] stored) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream(stored.length + stored.length / 32);
        int line = 0;
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == '\n' && (i == 0 || stored[i - 1] != '\r')) {
                sent.write(stored, line, i - line);
                sent.write('\r');
                line = i;
            }
        }
        sent.write(stored, line, stored.length - line);
        return sent.toByteArray();
    }

    /// Flags and internal date.
    String arguments() {
        return arguments;
    }

    /// With CRLF line ends.
    byte[] content() {
        return content;
    }
}
