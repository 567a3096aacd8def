// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.MailboxName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Dovecot on a Maildir of its own, without any server: each command is a process that ends.
///
/// It does not read mail as the superuser; then it runs as `nobody`, and all files are made that
/// user's before each command.
final class RealDovecot implements AutoCloseable {
    private static final Path DOVEADM = Path.of("/usr/bin/doveadm");
    private static final Path IMAP = Path.of("/usr/lib/dovecot/imap");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
    private static final int MINUTES_MAX = 2;

    private final Path directory;
    private final char separator;

    /// @param location what follows the path in `mail_location`, such as `:LAYOUT=fs`
    /// @param separator between levels, for clients
    RealDovecot(String location, char separator) throws IOException {
        // Not below the checkout, where nobody may have no way to go.
        directory = Files.createTempDirectory(Path.of("/tmp"), "rookery-dovecot-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.separator = separator;
        for (String made : List.of("run", "home", "mail")) {
            Files.createDirectory(directory.resolve(made));
        }
        Files.createFile(said());
        Files.writeString(
                directory.resolve("conf"),
                """
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = /dev/stderr
                mail_location = maildir:%1$s/mail%2$s
                mail_home = %1$s/home
                mail_fsync = never
                protocols =
                ssl = no
                stats_writer_socket_path =
                namespace inbox {
                  inbox = yes
                  separator = %3$s
                }
                """
                        .formatted(directory, location, separator));
    }

    static boolean isInstalled() {
        return Files.isExecutable(DOVEADM) && Files.isExecutable(IMAP);
    }

    Path mail() {
        return directory.resolve("mail");
    }

    private Path said() {
        return directory.resolve("said");
    }

    /// The name as Dovecot's commands take it.
    String name(MailboxName mailbox) {
        return mailbox.join(separator);
    }

    /// Runs a command that must succeed, and returns what it printed.
    String doveadm(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(DOVEADM.toString()));
        words.addAll(List.of("-c", directory.resolve("conf").toString()));
        words.addAll(Arrays.asList(arguments));
        return run(words, new byte[0]);
    }

    /// Sends commands to an IMAP session all at once, and returns all it answered.
    String imap(byte[] commands) throws IOException, InterruptedException {
        return run(List.of(IMAP.toString(), "-c", directory.resolve("conf").toString()), commands);
    }

    /// What Dovecot says of all mail, a line for each fact, sorted. See [MailFacts].
    List<String> facts() throws IOException, InterruptedException {
        MailFacts facts = new MailFacts();
        for (String[] row : table("mailbox", "status", "uidvalidity uidnext", "*")) {
            // Columns come in the program's own order.
            facts.folder(mailbox(row[0]), Long.parseLong(row[2]), Long.parseLong(row[1]));
        }
        String fields = "mailbox uid flags hdr.message-id";
        for (String[] row : table("fetch", fields, "mailbox", "*", "all")) {
            List<String> flags = new ArrayList<>(List.of(row[2].split(" ")));
            flags.removeAll(List.of("", "\\Recent"));
            facts.message(mailbox(row[0]), row[1], flags, row[3]);
        }
        for (String[] row : table("mailbox", "list", "-s")) {
            facts.subscription(mailbox(row[0]));
        }
        return facts.lines();
    }

    long highestModSeq(MailboxName mailbox) throws IOException, InterruptedException {
        String row = doveadm("mailbox", "status", "highestmodseq", name(mailbox)).strip();
        return Long.parseLong(row.substring(row.indexOf('=') + 1));
    }

    private List<String[]> table(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-f", "tab"));
        words.addAll(Arrays.asList(arguments));
        return doveadm(words.toArray(String[]::new))
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private MailboxName mailbox(String name) {
        return MailboxName.parse(name, separator);
    }

    /// Fails if Dovecot warned of anything so far.
    void assertContent() throws IOException {
        assertThat(Files.readAllLines(said()))
                .noneMatch(line -> line.matches(".*(Warning|Error|Fatal|Panic): .*"));
    }

    private String run(List<String> command, byte[] input)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        if (ROOT) {
            own();
            words.addAll(AS_NOBODY);
        }
        words.addAll(command);
        Path output = Files.createTempFile(directory, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(said().toFile()));
        builder.environment().put("USER", "anna");
        builder.environment().put("HOME", directory.resolve("home").toString());
        Process process = builder.start();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(process, input));
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        writing.join();
        String printed = Files.readString(output);
        assertThat(process.exitValue())
                .as("%s%n%s%n%s", command, printed, Files.readString(said()))
                .isZero();
        Files.delete(output);
        return printed;
    }

    private static void write(Process process, byte[] input) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input);
        } catch (IOException gone) {
            assertThat(process.isAlive()).as("%s", gone).isFalse();
        }
    }

    private void own() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("chown", "-R", "nobody:nogroup"));
        for (String each : List.of("run", "home", "mail")) {
            command.add(directory.resolve(each).toString());
        }
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
