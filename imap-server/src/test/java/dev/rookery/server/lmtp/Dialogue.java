// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.net.InputEndedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A dialogue as text. Lines begin with:
///
/// ```text
/// C: a line of the client, sent with CRLF
/// C> the same without: \r, \n, \0 and \xHH stand for themselves
/// S: a line of the server
/// M: whose mailbox has one more message at the end, whose lines follow
///  | a line of that message
/// !  how the input ends: timeout, shutdown; otherwise the client leaves
/// #  a comment
/// ```
record Dialogue(List<Turn> turns, Optional<Reason> end, Map<String, List<String>> messages) {
    /// What the client says at once, and what it hears before it goes on.
    record Turn(String says, String hears) {}

    static Dialogue read(Path file) throws IOException {
        List<Turn> turns = new ArrayList<>();
        Optional<Reason> end = Optional.empty();
        Map<String, List<String>> messages = new TreeMap<>();
        List<String> message = new ArrayList<>();
        StringBuilder says = new StringBuilder();
        StringBuilder hears = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String rest = line.length() > 3 ? line.substring(3) : "";
            if (line.startsWith("C") && !hears.isEmpty()) {
                turns.add(new Turn(says.toString(), hears.toString()));
                says.setLength(0);
                hears.setLength(0);
            }
            switch (line.isEmpty() ? "#" : line.substring(0, Math.min(2, line.length()))) {
                case "C:" -> says.append(rest).append("\r\n");
                case "C>" -> says.append(unescape(rest));
                case "S:" -> hears.append(rest).append("\r\n");
                case "M:" -> {
                    message = messages.computeIfAbsent(rest, _ -> new ArrayList<>());
                    message.add("");
                }
                case " |" -> message.add(message.removeLast() + unescape(rest) + "\r\n");
                case "! " -> end = Optional.of(reason(line.substring(2).strip()));
                case "#", "# " -> {}
                default -> throw new IOException(file + ": not understood: " + line);
            }
        }
        turns.add(new Turn(says.toString(), hears.toString()));
        return new Dialogue(turns, end, messages);
    }

    private static Reason reason(String word) {
        return switch (word) {
            case "timeout" -> Reason.DEADLINE;
            case "shutdown" -> Reason.SHUTDOWN;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            switch (text.charAt(++i)) {
                case 'r' -> plain.append('\r');
                case 'n' -> plain.append('\n');
                case '0' -> plain.append('\0');
                case 'x' -> {
                    plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException(text);
            }
        }
        return plain.toString();
    }
}
