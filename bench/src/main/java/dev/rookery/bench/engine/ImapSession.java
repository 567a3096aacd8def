// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A client of an IMAP program that speaks through pipes; literals are not understood.
final class ImapSession implements AutoCloseable {
    private static final int END_SECONDS_MAX = 20;

    private final Process process;
    private final BufferedReader in;
    private final OutputStream out;
    private long commands;

    ImapSession(Process process) throws IOException {
        this.process = process;
        this.in = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
        this.out = process.getOutputStream();
        String greeting = in.readLine();
        if (greeting == null || !greeting.startsWith("* PREAUTH")) {
            throw new IOException("no greeting but " + greeting);
        }
    }

    /// Answers the untagged lines of a command that must succeed.
    public List<String> run(String command) throws IOException {
        String tag = "a" + ++commands;
        out.write((tag + " " + command + "\r\n").getBytes(US_ASCII));
        out.flush();
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(tag + " OK")) {
                return lines;
            }
            if (line.startsWith(tag + " ")) {
                throw new IOException(command + ": " + line);
            }
            lines.add(line);
        }
        throw new IOException(command + ": the server is gone");
    }

    /// The number behind a word in the answer to a command.
    public long number(String command, String word) throws IOException {
        for (String line : run(command)) {
            int at = line.indexOf(word + " ");
            if (at >= 0) {
                String digits = line.substring(at + word.length() + 1);
                return Long.parseLong(digits.replaceFirst("\\D.*", ""));
            }
        }
        throw new IOException(command + ": no " + word);
    }

    @Override
    public void close() throws IOException {
        out.close();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a session ends", interrupted);
        }
    }
}
