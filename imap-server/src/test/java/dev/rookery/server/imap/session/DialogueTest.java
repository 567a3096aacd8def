// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays the files below `src/test/dialogues`.
class DialogueTest {
    private static final Path DIALOGUES = Path.of("src/test/dialogues");

    /// Commands whose dialogues have another name.
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "listmailboxes", "list",
                    "getquota", "quota",
                    "getquotaroot", "quota",
                    "setquota", "quota",
                    "getmetadata", "metadata",
                    "setmetadata", "metadata");

    /// How the client's bytes are cut on their way.
    enum Cut {
        WHOLE,
        BYTES,
        PIECES
    }

    static List<Arguments> dialogues() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        try (Stream<Path> files = Files.walk(DIALOGUES)) {
            for (Path file : files.filter(DialogueTest::isOurs).sorted().toList()) {
                for (Cut cut : Cut.values()) {
                    cases.add(Arguments.of(DIALOGUES.relativize(file).toString(), cut));
                }
            }
        }
        return cases;
    }

    private static boolean isOurs(Path file) {
        return file.toString().endsWith(".txt") && !file.startsWith(DIALOGUES.resolve("lmtp"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("dialogues")
    void speaksAsWritten(String file, Cut cut, @TempDir Path directory) throws Exception {
        Random random = new Random(file.hashCode());
        Dialogue dialogue = Dialogue.read(DIALOGUES.resolve(file));
        try (DialoguePlayer player =
                new DialoguePlayer(directory, bytes -> cut(bytes, cut, random))) {
            player.play(dialogue);
        }
    }

    @Test
    void showsEveryCommand() {
        List<String> silent =
                commands(Command.class)
                        .map(command -> command.getSimpleName().toLowerCase(Locale.ROOT))
                        .map(name -> ELSEWHERE.getOrDefault(name, name))
                        .filter(name -> !Files.isDirectory(DIALOGUES.resolve(name)))
                        .toList();
        assertThat(silent).isEmpty();
    }

    private static Stream<Class<?>> commands(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(DialogueTest::commands)
                : Stream.of(type);
    }

    private static List<byte[]> cut(byte[] bytes, Cut cut, Random random) {
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int length =
                    switch (cut) {
                        case WHOLE -> bytes.length;
                        case BYTES -> 1;
                        case PIECES -> 1 + random.nextInt(20);
                    };
            int to = Math.min(bytes.length, from + length);
            chunks.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return chunks;
    }
}
