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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A conversation written down as text; `src/test/dialogues/lmtp/README.md` says how.
record Dialogue(List<Turn> turns, Optional<Reason> end, Map<String, List<String>> delivered) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9A-F]{2})");

    /// What the client says at once, and what it hears before it goes on.
    record Turn(String says, String hears) {}

    static Dialogue read(Path file) throws IOException {
        List<Turn> turns = new ArrayList<>();
        Optional<Reason> end = Optional.empty();
        Map<String, List<String>> delivered = new TreeMap<>();
        List<String> mailbox = new ArrayList<>();
        StringBuilder says = new StringBuilder();
        StringBuilder hears = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String text = line.replaceFirst("^(C:|S:|@[a-z]*|[|]) ?", "");
            if (line.startsWith("C:")) {
                if (!hears.isEmpty()) {
                    turns.add(new Turn(says.toString(), hears.toString()));
                    says.setLength(0);
                    hears.setLength(0);
                }
                says.append(line(text));
            } else if (line.startsWith("S:")) {
                hears.append(line(text));
            } else if (line.startsWith("@delivered ")) {
                mailbox = delivered.computeIfAbsent(text, _ -> new ArrayList<>());
                mailbox.add("");
            } else if (line.startsWith("|")) {
                mailbox.add(mailbox.removeLast() + line(text));
            } else if (line.equals("@silent")) {
                end = Optional.of(Reason.DEADLINE);
            } else if (line.equals("@stop")) {
                end = Optional.of(Reason.SHUTDOWN);
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                throw new IOException(file + ": not understood: " + line);
            }
        }
        turns.add(new Turn(says.toString(), hears.toString()));
        return new Dialogue(turns, end, delivered);
    }

    private static String line(String text) {
        boolean open = text.endsWith("\\");
        String bytes = open ? text.substring(0, text.length() - 1) : text + "\r\n";
        return ESCAPE.matcher(bytes)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(
                                Character.toString(Integer.parseInt(escape.group(1), 16))));
    }
}
