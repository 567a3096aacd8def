// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import dev.rookery.server.e2e.FetchReader.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The bare `imap` program of Dovecot on one Maildir: without login, network and any other of its
/// programs. The superuser's mail it would not touch, so it runs as `nobody` then.
final class DovecotSession implements AutoCloseable {
    /// Where Debian puts it.
    static final Path IMAP = Path.of("/usr/lib/dovecot/imap");

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
    private static final int END_SECONDS_MAX = 20;

    private final ProcessBuilder program;
    private Process process;
    private FetchingPeer peer;

    /// @param directory its own, with a Maildir named `mail` in it
    DovecotSession(Path directory) throws IOException {
        Path configuration = directory.resolve("conf");
        Files.writeString(configuration, settings(directory));
        List<String> words = new ArrayList<>();
        if (isSuperuser()) {
            Program.of("chown", "-R", "nobody:nogroup", directory.toString()).run();
            words.addAll(AS_NOBODY);
        }
        words.addAll(List.of(IMAP.toString(), "-c", configuration.toString()));
        Redirect log = Redirect.appendTo(directory.resolve("log").toFile());
        program = new ProcessBuilder(words).redirectError(log);
        program.environment().put("USER", "anna");
        program.environment().put("HOME", directory.toString());
        begin();
    }

    private void begin() throws IOException {
        process = program.start();
        peer = new FetchingPeer(process.getInputStream(), process.getOutputStream());
        peer.succeed("SELECT INBOX");
    }

    /// The answer to a command; [Answer#NONE] if Dovecot ended the session over it because it found
    /// a message not to be as it had cached it.
    Answer say(String command) throws IOException {
        try {
            return peer.say(command);
        } catch (EOFException ended) {
            close();
            begin();
            return Answer.NONE;
        }
    }

    private static boolean isSuperuser() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String settings(Path directory) {
        return """
        base_dir = %1$s
        state_dir = %1$s
        log_path = /dev/stderr
        mail_location = maildir:%1$s/mail
        namespace inbox {
          inbox = yes
        }
        """
                .formatted(directory);
    }

    @Override
    public void close() throws IOException {
        process.getInputStream().close();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Dovecot ends", interrupted);
        }
    }
}
