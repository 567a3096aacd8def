// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays the dialogues in `src/test/dialogues/lmtp` in three ways, which must not differ.
class DialogueTest {
    static Stream<Path> dialogues() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/dialogues/lmtp"))) {
            return files
                    .filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void answersTurnByTurn(Path file) throws IOException {
        Dialogue dialogue = Dialogue.read(file);
        LmtpWorld world = new LmtpWorld();
        StringBuilder expected = new StringBuilder();
        ScriptedTransport client =
                new ScriptedTransport() {
                    int turn;

                    @Override
                    public int read(java.nio.ByteBuffer into) throws IOException {
                        while (idle() && turn < dialogue.turns().size()) {
                            Dialogue.Turn next = dialogue.turns().get(turn++);
                            if (!next.says().isEmpty()) {
                                assertThat(heard()).isEqualTo(expected.toString());
                            }
                            says(next.says());
                            expected.append(next.hears());
                        }
                        return super.read(into);
                    }
                };
        dialogue.end().ifPresent(client::endsWith);
        serve(world, client);
        assertThat(client.heard()).isEqualTo(expected.toString());
        check(dialogue, world);
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void answersPipelinedCommandsAlike(Path file) throws IOException {
        Dialogue dialogue = Dialogue.read(file);
        play(dialogue, new ScriptedTransport().says(said(dialogue)));
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void answersByteByByteAlike(Path file) throws IOException {
        Dialogue dialogue = Dialogue.read(file);
        ScriptedTransport client = new ScriptedTransport();
        said(dialogue).chars().forEach(c -> client.says(String.valueOf((char) c)));
        play(dialogue, client);
    }

    private static void play(Dialogue dialogue, ScriptedTransport client) {
        LmtpWorld world = new LmtpWorld();
        dialogue.end().ifPresent(client::endsWith);
        serve(world, client);
        String expected =
                dialogue.turns().stream().map(Dialogue.Turn::hears).collect(Collectors.joining());
        assertThat(client.heard()).isEqualTo(expected);
        check(dialogue, world);
    }

    private static String said(Dialogue dialogue) {
        return dialogue.turns().stream().map(Dialogue.Turn::says).collect(Collectors.joining());
    }

    private static void serve(LmtpWorld world, ScriptedTransport client) {
        try {
            world.serve(client);
        } catch (IOException left) {
            assertThat(left).hasMessageContaining("in the middle of a message");
        }
    }

    private static void check(Dialogue dialogue, LmtpWorld world) {
        assertThat(world.messages).isEqualTo(dialogue.delivered());
        assertThat(world.open).as("accounts and deliveries left open").isZero();
    }
}
