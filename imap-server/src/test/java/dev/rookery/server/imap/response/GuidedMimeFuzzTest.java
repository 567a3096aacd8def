// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import dev.rookery.server.fuzz.Corpus;
import dev.rookery.server.fuzz.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// [MimeFuzzTarget] with the messages of the corpus, and with what Jazzer makes of them.
class GuidedMimeFuzzTest {
    @Test
    void standsWhatWasFoundBefore() throws IOException {
        for (byte[] message : messages()) {
            MimeFuzzTarget.fuzzerTestOneInput(message);
        }
    }

    @Test
    void standsWhatJazzerThinksOf(@TempDir Path directory) throws Exception {
        new Jazzer(directory, Corpus.dictionary("mime")).run(MimeFuzzTarget.class, messages());
    }

    private static List<byte[]> messages() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (Path message : Corpus.of("mime")) {
            messages.add(Files.readAllBytes(message));
        }
        return messages;
    }
}
