// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A generated message as a client has it: which it is, its flags in alphabetical order, and what
/// its bytes hash to, the trace lines above and marks that clients leave not counted.
record Seen(int number, String flags, String hash) implements Comparable<Seen> {
    private static final Pattern MARKS =
            Pattern.compile("(?m)^(X-TUID|Status|X-Status|Content-Length|Lines): .*\n");
    private static final String FLAGS = "FRS";

    /// Takes the flags as letters of Maildir, and passes over those that are not under test.
    static Seen of(String flags, byte[] stored) {
        String message = unmarked(stored);
        return new Seen(GeneratedMail.number(message), sorted(flags), hash(message));
    }

    /// What stands below the trace lines, without the header lines in which clients keep marks of
    /// their own.
    static String unmarked(byte[] stored) {
        String message = GeneratedMail.belowTrace(stored);
        int header = message.indexOf("\n\n") + 1;
        return MARKS.matcher(message.substring(0, header)).replaceAll("")
                + message.substring(header);
    }

    /// Takes the flags as IMAP names them, parted by spaces.
    static Seen ofImap(String flags, byte[] stored) {
        return of(letters(flags), stored);
    }

    private static String letters(String flags) {
        StringBuilder letters = new StringBuilder();
        for (String flag : flags.split(" ", -1)) {
            letters.append(
                    switch (flag) {
                        case "\\Flagged" -> "F";
                        case "\\Answered" -> "R";
                        case "\\Seen" -> "S";
                        default -> "";
                    });
        }
        return letters.toString();
    }

    /// The names in IMAP of flags given as letters.
    static String imapFlags(String letters) {
        return letters.replace("F", " \\Flagged")
                .replace("R", " \\Answered")
                .replace("S", " \\Seen")
                .strip();
    }

    static List<Seen> sorted(Stream<Seen> messages) {
        return messages.sorted().toList();
    }

    private static String sorted(String flags) {
        StringBuilder sorted = new StringBuilder();
        FLAGS.chars()
                .filter(flag -> flags.indexOf(flag) >= 0)
                .forEach(flag -> sorted.append((char) flag));
        return sorted.toString();
    }

    private static String hash(String message) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(message.getBytes(ISO_8859_1));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int compareTo(Seen other) {
        return Comparator.comparingInt(Seen::number).thenComparing(Seen::hash).compare(this, other);
    }
}
