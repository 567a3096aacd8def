// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a passwd-file said when it was read. A broken line takes only its own user along.
///
/// @param findings what an admin should look at, in order of lines
record PasswdTable(SequencedMap<String, Row> rows, List<Finding> findings) {
    private static final int LINE_BYTES_MAX = 16 * 1024;

    sealed interface Row {}

    /// A user whose line can be used.
    record Known(PasswdEntry entry) implements Row {}

    /// A user who exists, but whose line cannot be used.
    record Broken(Finding why) implements Row {}

    static PasswdTable read(Path file, byte[] content, PasswdLine lines, UserKey key) {
        Reading reading = new Reading(file, lines, key);
        int number = 1;
        int from = 0;
        for (int at = 0; at <= content.length; at++) {
            if (at == content.length || content[at] == '\n') {
                reading.line(number++, Arrays.copyOfRange(content, from, at));
                from = at + 1;
            }
        }
        return new PasswdTable(reading.rows, List.copyOf(reading.findings));
    }

    /// @throws UsersUnavailableException if the user's line cannot be used
    Optional<PasswdEntry> find(String key) {
        return switch (rows.get(key)) {
            case null -> Optional.empty();
            case Known(PasswdEntry entry) -> Optional.of(entry);
            case Broken(Finding why) -> throw new UsersUnavailableException(why.toString());
        };
    }

    private static final class Reading {
        private final Path file;
        private final PasswdLine lines;
        private final UserKey key;
        private final SequencedMap<String, Row> rows = new LinkedHashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        Reading(Path file, PasswdLine lines, UserKey key) {
            this.file = file;
            this.lines = lines;
            this.key = key;
        }

        void line(int number, byte[] bytes) {
            Optional<String> decoded = decode(bytes);
            if (decoded.isEmpty()) {
                findings.add(new Finding(file, number, "the line is too long or not UTF-8"));
                return;
            }
            String line = decoded.get().strip();
            if (line.isEmpty() || line.startsWith("#")) {
                return;
            }
            try {
                PasswdEntry entry = lines.parse(line);
                add(number, entry.name(), new Known(entry));
                entry.notes().forEach(note -> findings.add(new Finding(file, number, note)));
            } catch (BadLineException broken) {
                Finding why = new Finding(file, number, String.valueOf(broken.getMessage()));
                findings.add(why);
                PasswdLine.name(line).ifPresent(name -> add(number, name, new Broken(why)));
            }
        }

        /// The first line of a user counts, as in /etc/passwd.
        private void add(int number, UserName name, Row row) {
            String lookup = key.of(name);
            Integer earlier = numbers.putIfAbsent(lookup, number);
            if (earlier == null) {
                rows.put(lookup, row);
            } else {
                findings.add(
                        new Finding(
                                file,
                                number,
                                name + " is already in line " + earlier + ", which counts"));
            }
        }

        private static Optional<String> decode(byte[] bytes) {
            if (bytes.length > LINE_BYTES_MAX) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString());
            } catch (CharacterCodingException notUtf8) {
                return Optional.empty();
            }
        }
    }
}
