// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.server.users.PasswdTable.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Users from a passwd-file, read again whenever the file has changed.
///
/// While the file cannot be read, or was just emptied by somebody who writes it in place, nobody is
/// unknown: the users are unavailable.
public final class PasswdFile implements Users {
    private static final long FILE_BYTES_MAX = 64L << 20;
    private static final int READ_ATTEMPTS = 3;

    /// A change within the granularity of file times of the last reading might not show.
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final Settings settings;
    private final InstantSource clock;
    private final Consumer<Finding> report;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Loaded loaded;

    /// @param file the passwd-file
    /// @param key what of a login name is looked up in it
    /// @param locations where mail lies unless a line says otherwise
    /// @param lines reads its lines
    record Settings(Path file, UserKey key, MailLocations locations, PasswdLine lines) {}

    private record Loaded(FileStamp stamp, PasswdTable table, boolean settled) {}

    private PasswdFile(Settings settings, InstantSource clock, Consumer<Finding> report)
            throws IOException {
        this.settings = settings;
        this.clock = clock;
        this.report = report;
        this.loaded = load();
        loaded.table.findings().forEach(report);
    }

    /// @param report hears what is wrong with lines, now and after each change
    /// @throws IOException if the file cannot be read now
    public static PasswdFile open(
            Path file,
            UserKey key,
            MailLocations locations,
            PasswordFault passwordFault,
            InstantSource clock,
            Consumer<Finding> report)
            throws IOException {
        PasswdLine lines = new PasswdLine(key, locations, passwordFault);
        return new PasswdFile(new Settings(file, key, locations, lines), clock, report);
    }

    @Override
    public Optional<MailUser> find(String login) {
        return UserName.parse(login)
                .flatMap(name ->
                        entry(name)
                                .flatMap(entry -> entry.location(name, settings.locations))
                                .map(mail -> new MailUser(name.toString(), mail)));
    }

    @Override
    public Optional<StoredPassword> password(String login) {
        return UserName.parse(login).flatMap(this::entry).flatMap(PasswdEntry::password);
    }

    /// The users whose lines can be used, in order of the file.
    public List<UserName> names() {
        return table().rows().values().stream()
                .filter(Known.class::isInstance)
                .map(row -> ((Known) row).entry().name())
                .toList();
    }

    private Optional<PasswdEntry> entry(UserName name) {
        return table().find(settings.key.of(name));
    }

    private PasswdTable table() {
        try {
            Loaded seen = loaded;
            if (seen.settled && seen.stamp.equals(FileStamp.of(settings.file))) {
                return seen.table;
            }
            return reload();
        } catch (IOException unreadable) {
            throw new UsersUnavailableException(
                    "cannot read the users in " + settings.file, unreadable);
        }
    }

    private PasswdTable reload() throws IOException {
        reading.lock();
        try {
            Loaded before = loaded;
            Loaded now = load();
            if (now.stamp.sizeBytes() == 0 && !before.table.rows().isEmpty()) {
                throw new UsersUnavailableException(settings.file + " has just become empty");
            }
            loaded = now;
            if (!now.table.findings().equals(before.table.findings())) {
                now.table.findings().forEach(report);
            }
            return now.table;
        } finally {
            reading.unlock();
        }
    }

    private Loaded load() throws IOException {
        for (int attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
            FileStamp stamp = FileStamp.of(settings.file);
            if (stamp.sizeBytes() > FILE_BYTES_MAX) {
                throw new IOException(
                        settings.file + " is larger than " + FILE_BYTES_MAX + " bytes");
            }
            byte[] content = Files.readAllBytes(settings.file);
            if (FileStamp.of(settings.file).equals(stamp)) {
                Duration age = Duration.between(stamp.changed().toInstant(), clock.instant());
                return new Loaded(stamp, read(content), age.compareTo(SETTLED) > 0);
            }
        }
        throw new IOException(settings.file + " is being written");
    }

    private PasswdTable read(byte[] content) {
        return PasswdTable.read(settings.file, content, settings.lines, settings.key);
    }
}
