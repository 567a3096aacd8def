// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client that believes everything it is told about its mailbox, and counts along: which message
/// has which number, and which flags. What it is told must never contradict what it believes.
final class CountingClient {
    private static final Pattern NUMBER =
            Pattern.compile(
                    "\\* (\\d+) (EXISTS|EXPUNGE|FETCH|RECENT)(?: \\((.*)\\))?\r\n", Pattern.DOTALL);
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

    private final MemoryTransport connection;
    private final List<Known> messages = new ArrayList<>();
    private int commands;

    /// What the client believes of a message; nothing of what it was not told.
    private static final class Known {
        private long uid;
        private @Nullable SortedSet<String> flags;
    }

    CountingClient(MemoryTransport connection) throws InterruptedException {
        this.connection = connection;
        assertThat(connection.receiveLine()).startsWith("* OK");
        assertThat(run("LOGIN anna secret")).isTrue();
        assertThat(run("SELECT INBOX")).isTrue();
        assertThat(isEmpty() || run("FETCH 1:* (UID FLAGS)")).isTrue();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int count() {
        return messages.size();
    }

    /// The UID of a message; 0 if the client was not told.
    long uid(int sequence) {
        return messages.get(sequence - 1).uid;
    }

    /// Believes that `STORE … .SILENT` did what it was asked.
    void believe(int sequence, boolean added, String flag) {
        SortedSet<String> flags = messages.get(sequence - 1).flags;
        if (flags != null && added) {
            flags.add(flag);
        } else if (flags != null) {
            flags.remove(flag);
        }
    }

    /// What the client believes, a line for each message.
    List<String> beliefs() {
        return messages.stream().map(message -> message.uid + " " + message.flags).toList();
    }

    /// Runs a command; false if it was refused. It must never be taken for wrong.
    boolean run(String command) throws InterruptedException {
        String tag = "c" + ++commands;
        connection.send((tag + " " + command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        String response = connection.receiveResponse();
        while (response.startsWith("* ")) {
            hear(response, command);
            response = connection.receiveResponse();
        }
        assertThat(response).as(command).matches("(?s)" + tag + " (OK|NO) .*");
        return response.startsWith(tag + " OK");
    }

    private void hear(String response, String command) {
        Matcher told = NUMBER.matcher(response);
        if (!told.matches()) {
            return;
        }
        int number = Integer.parseInt(told.group(1));
        switch (told.group(2)) {
            case "EXISTS" -> {
                assertThat(number).as(command).isGreaterThanOrEqualTo(messages.size());
                while (messages.size() < number) {
                    messages.add(new Known());
                }
            }
            case "EXPUNGE" -> {
                assertThat(command).doesNotMatch("(?s)(FETCH|STORE|SEARCH).*");
                assertThat(number).as(command).isBetween(1, messages.size());
                messages.remove(number - 1);
            }
            case "FETCH" -> {
                assertThat(number).as(command).isBetween(1, messages.size());
                fetched(messages.get(number - 1), told.group(3));
            }
            default -> assertThat(number).as(command).isLessThanOrEqualTo(messages.size());
        }
    }

    private static void fetched(Known message, String items) {
        Matcher uid = UID.matcher(items);
        if (uid.find()) {
            long said = Long.parseLong(uid.group(1));
            assertThat(message.uid).isIn(0L, said);
            message.uid = said;
        }
        Matcher flags = FLAGS.matcher(items);
        if (flags.find()) {
            message.flags = new TreeSet<>(Arrays.asList(flags.group(1).split(" ", -1)));
            message.flags.removeAll(List.of("", "\\Recent"));
        }
    }
}
