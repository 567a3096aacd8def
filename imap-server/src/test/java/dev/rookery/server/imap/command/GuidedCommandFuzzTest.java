// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.fuzz.Corpus;
import dev.rookery.server.fuzz.Jazzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// [CommandFuzzTarget] with the inputs of the corpus, with what the clients of all dialogues send,
/// and with what Jazzer makes of both.
class GuidedCommandFuzzTest {
    @Test
    void standsWhatWasFoundBeforeAndTheDialogues() throws IOException {
        List<byte[]> inputs = inputs();
        assertThat(inputs).hasSizeGreaterThan(500);
        inputs.forEach(CommandFuzzTarget::fuzzerTestOneInput);
    }

    @Test
    void standsWhatJazzerThinksOf(@TempDir Path directory) throws Exception {
        new Jazzer(directory, Corpus.dictionary("imap")).run(CommandFuzzTarget.class, inputs());
    }

    private static List<byte[]> inputs() throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (Path input : Corpus.of("commands")) {
            inputs.add(Files.readAllBytes(input));
        }
        for (Path dialogue : Corpus.dialogues()) {
            inputs.add(CommandFuzzTarget.input(saidIn(dialogue)));
        }
        return inputs;
    }

    /// What the first client says, as lines.
    private static byte[] saidIn(Path dialogue) throws IOException {
        try (Stream<String> lines = Files.lines(dialogue)) {
            return lines.filter(line -> line.startsWith("C: ") || line.startsWith("C| "))
                    .map(line -> line.substring(3) + "\r\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
