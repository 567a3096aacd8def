// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.rookery.maildir.SystemFlag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;

/// Files of one new Maildir, named as Dovecot and Rookery name them, readable by their owner alone.
final class MaildirFiles {
    private static final FileAttribute<Set<PosixFilePermission>> OF_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OF_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<StandardOpenOption> NEW = Set.of(CREATE_NEW, WRITE);

    private final Path maildir;
    private final Path current;

    private MaildirFiles(Path maildir) {
        this.maildir = maildir;
        this.current = maildir.resolve("cur");
    }

    static MaildirFiles create(Path maildir) throws IOException {
        Files.createDirectory(maildir, OF_DIRECTORY);
        for (String each : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectory(maildir.resolve(each), OF_DIRECTORY);
        }
        return new MaildirFiles(maildir);
    }

    /// @param onDisk with LF line ends
    /// @param sizeBytes with CRLF line ends
    void add(MessageFacts facts, Octets onDisk, int sizeBytes) throws IOException {
        Path file = current.resolve(name(facts, onDisk.length(), sizeBytes));
        write(file, onDisk.view());
        Files.setLastModifiedTime(
                file, FileTime.from(facts.received().truncatedTo(ChronoUnit.SECONDS)));
    }

    void addKeywords(String table) throws IOException {
        write(maildir.resolve("dovecot-keywords"), ByteBuffer.wrap(table.getBytes(US_ASCII)));
    }

    private static void write(Path file, ByteBuffer bytes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, NEW, OF_FILE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static String name(MessageFacts facts, int diskBytes, int sizeBytes) {
        Instant received = facts.received();
        StringBuilder name = new StringBuilder(80);
        name.append(received.getEpochSecond()).append(".M");
        String micros = Integer.toString(received.getNano() / 1_000);
        name.repeat('0', 6 - micros.length()).append(micros);
        name.append("P1Q").append(facts.number()).append(".corpus,S=").append(diskBytes);
        name.append(",W=").append(sizeBytes).append(":2,");
        return name.append(letters(facts)).toString();
    }

    private static String letters(MessageFacts facts) {
        char[] letters = new char[facts.flags().size() + facts.keywords().size()];
        int count = 0;
        for (SystemFlag flag : facts.flags()) {
            letters[count++] = flag.letter();
        }
        for (String keyword : facts.keywords()) {
            letters[count++] = Keywords.letter(keyword);
        }
        Arrays.sort(letters);
        return String.valueOf(letters);
    }
}
