// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A program on a terminal of its own, which tmux keeps, so that a test types and reads what a user
/// would.
final class Terminal implements AutoCloseable {
    private final Workplace workplace;
    private final Optional<ProcessHandle> server;

    Terminal(Workplace workplace, String command) {
        this.workplace = workplace;
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "60", command);
        server = ProcessHandle.of(Long.parseLong(tmux("display-message", "-p", "#{pid}").strip()));
    }

    void type(String text) {
        tmux("send-keys", "-l", text);
    }

    /// Presses a key by its name in tmux, such as `Enter` and `C-u`.
    void press(String key) {
        tmux("send-keys", key);
    }

    String screen() {
        return tmux("capture-pane", "-p");
    }

    /// Presses a key until the program heeds it: some throw away what was typed ahead.
    void pressUntil(String key, String regex) {
        for (int presses = 1; presses < 5; presses++) {
            type(key);
            if (shows(regex, Duration.ofSeconds(4))) {
                return;
            }
        }
        throw new AssertionError("no answer to " + key + "\n" + screen());
    }

    /// Waits until a regular expression is found on the screen.
    void awaitText(String regex) {
        assertThat(shows(regex, Duration.ofSeconds(20))).as("%s in%n%s", regex, screen()).isTrue();
    }

    private boolean shows(String regex, Duration patience) {
        Pattern pattern = Pattern.compile(regex);
        long end = System.nanoTime() + patience.toNanos();
        while (!pattern.matcher(screen()).find()) { // each look takes a process, so none is idle
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S"));
        command.add(workplace.at("tmux").toString());
        command.addAll(List.of(arguments));
        return Program.of(command.toArray(String[]::new)).atHome(workplace.directory()).runUtf8();
    }

    /// Ends the program together with its terminal.
    @Override
    public void close() {
        tmux("kill-server");
        server.ifPresent(process -> process.onExit().orTimeout(20, SECONDS).join());
    }
}
