// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.server.e2e.FetchReader.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A client that fetches, over any pair of streams.
final class FetchingPeer {
    private final OutputStream out;
    private final FetchReader reader;
    private int commands;

    FetchingPeer(InputStream in, OutputStream out) {
        this.out = out;
        this.reader = new FetchReader(new BufferedInputStream(in, 1 << 16));
    }

    /// Says a command and waits for the answer: Dovecot mixes those of commands that come at once.
    Answer say(String command) throws IOException {
        String tag = "t" + ++commands;
        out.write((tag + " " + command + "\r\n").getBytes(US_ASCII));
        out.flush();
        return reader.answer(tag);
    }

    /// A command that must succeed.
    Answer succeed(String command) throws IOException {
        Answer answer = say(command);
        if (!answer.condition().startsWith("OK")) {
            throw new IOException(command + ": " + answer.condition());
        }
        return answer;
    }
}
