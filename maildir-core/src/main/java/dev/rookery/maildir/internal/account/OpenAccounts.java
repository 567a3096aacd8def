// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.files.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The list of accounts that may be left with something to do, in the file `open-accounts` of a
/// directory of the store's own: whoever starts after a crash finishes them.
///
/// An account is on the list, durably, before the first change is acknowledged that it owes to its
/// files; it goes from it when it is closed and owes nothing. That it went need not be durable: to
/// finish an account that owes nothing is some work for nothing.
///
/// Lines are added at the end, and those who wait at the same time share a force. The file is
/// written anew, aside, at each start, when most of it is of no use, and when it could not be
/// written to: a force that failed is never tried again.
///
/// Safe to share between threads. Those who write wait for each other while the disk is at work;
/// the other lock guards what is noted, and no more.
final class OpenAccounts implements Closeable {
    static final String FILE = "open-accounts";

    private static final System.Logger LOG = System.getLogger(OpenAccounts.class.getName());
    private static final String ASIDE = FILE + ".new";
    private static final String LOCK = FILE + ".lock";
    private static final int FILE_BYTES_MAX = 256 * 1024 * 1024;
    private static final int COMPACT_BYTES_MIN = 1024 * 1024;
    private static final int USEFUL_SHARE = 4;

    /// In place of a number, of an account that nobody opened since the list was read.
    private static final long LEFT = 0;

    private final Disk disk;
    private final Optional<Path> place;

    // Guarded by `noting`.
    private final Object noting = new Object();
    private final Map<Path, Noted> open = new LinkedHashMap<>();
    private StringBuilder unwritten = new StringBuilder();
    private long notes;

    // Guarded by `writing`.
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Directory directory;
    private @Nullable Closeable lock;
    private @Nullable OutputFile file;
    private long end;
    private long endWhenNew;
    private long durable;
    private volatile boolean started;

    /// An account on the list.
    ///
    /// @param number of the note that put it there, or [#LEFT]
    private record Noted(AccountLocation account, long number) {}

    /// @param place the directory, made if it is missing; without one there is no list
    OpenAccounts(Disk disk, Optional<Path> place) {
        this.disk = disk;
        this.place = place;
    }

    /// The accounts that were on the list when whoever wrote it ended, and are still.
    ///
    /// @throws IOException if the list cannot be kept: another process does, it is of a later
    ///   version, or the disk refuses
    List<AccountLocation> left() throws IOException {
        start();
        synchronized (noting) {
            return open.values().stream()
                    .filter(noted -> noted.number() == LEFT)
                    .map(Noted::account)
                    .toList();
        }
    }

    /// Puts an account on the list. Durable when this returns.
    void opened(AccountLocation account) throws IOException {
        if (place.isEmpty()) {
            return;
        }
        start();
        long number = note(account);
        writing.lock();
        try {
            if (durable < number) {
                write(true);
            }
        } finally {
            writing.unlock();
        }
    }

    private long note(AccountLocation account) {
        synchronized (noting) {
            Noted known = open.get(account.maildir());
            if (known == null || known.number() == LEFT) {
                known = new Noted(account, ++notes);
                open.put(account.maildir(), known);
                note(true, account);
            }
            return known.number();
        }
    }

    private void note(boolean opened, AccountLocation account) {
        unwritten.append(new OpenAccountLine(opened, account).text()).append('\n');
    }

    /// Takes an account from the list. What fails of that is made up for at the next start.
    void closed(AccountLocation account) {
        remove(account, _ -> true);
    }

    /// Takes an account from the list that was left on it, unless somebody opened it since.
    void forget(AccountLocation account) {
        remove(account, noted -> noted.number() == LEFT);
    }

    private void remove(AccountLocation account, Predicate<Noted> which) {
        try {
            start();
            if (noteClosed(account, which)) {
                writeSoon();
            }
        } catch (IOException stays) {
            LOG.log(Level.DEBUG, "stays on the list of open accounts: {0}", stays.getMessage());
        }
    }

    /// Answers whether it was on the list.
    private boolean noteClosed(AccountLocation account, Predicate<Noted> which) {
        synchronized (noting) {
            Noted known = open.get(account.maildir());
            if (known == null || !which.test(known)) {
                return false;
            }
            open.remove(account.maildir());
            note(false, account);
            return true;
        }
    }

    private void writeSoon() throws IOException {
        writing.lock();
        try {
            if (file != null) {
                write(false);
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(boolean durably) throws IOException {
        byte[] lines;
        long upTo;
        synchronized (noting) {
            lines = unwritten.toString().getBytes(StandardCharsets.US_ASCII);
            unwritten = new StringBuilder();
            upTo = notes;
        }
        OutputFile out = file;
        if (out == null || !append(out, lines, durably)) {
            writeAnew();
        } else if (durably) {
            durable = upTo;
        }
        if (end > Math.max(COMPACT_BYTES_MIN, endWhenNew * USEFUL_SHARE)) {
            compact();
        }
    }

    /// Answers whether the file may be written to again.
    private boolean append(OutputFile out, byte[] lines, boolean durably) {
        try {
            out.write(end, lines, 0, lines.length);
            end += lines.length;
            if (durably) {
                out.forceData();
            }
            return true;
        } catch (IOException refused) {
            LOG.log(Level.DEBUG, "{0} is written anew: {1}", FILE, refused.getMessage());
            return false;
        }
    }

    private void compact() {
        try {
            writeAnew();
        } catch (IOException refused) {
            LOG.log(Level.DEBUG, "{0} is written anew later: {1}", FILE, refused.getMessage());
        }
    }

    /// As long as this does not succeed, there is no file that may be written to.
    private void writeAnew() throws IOException {
        closeQuietly(file);
        file = null;
        byte[] all;
        long upTo;
        synchronized (noting) {
            all = whole().getBytes(StandardCharsets.US_ASCII);
            unwritten = new StringBuilder();
            upTo = notes;
        }
        Directory in = Objects.requireNonNull(directory, "started");
        in.delete(ASIDE);
        OutputFile anew = in.create(ASIDE, Optional.empty());
        try {
            anew.write(0, all, 0, all.length);
            anew.force();
            in.replace(ASIDE, FILE);
            in.force();
        } catch (IOException | RuntimeException refused) {
            closeQuietly(anew);
            throw refused;
        }
        file = anew;
        end = all.length;
        endWhenNew = all.length;
        durable = upTo;
    }

    private String whole() {
        StringBuilder text = new StringBuilder();
        text.append(OpenAccountLine.HEADER).append(OpenAccountLine.VERSION).append('\n');
        for (Noted each : open.values()) {
            text.append(new OpenAccountLine(true, each.account()).text()).append('\n');
        }
        return text.toString();
    }

    /// Opens the list, if nobody did so yet: before anything is noted.
    private void start() throws IOException {
        if (started || place.isEmpty()) {
            return;
        }
        writing.lock();
        try {
            if (!started) {
                open(place.get());
                started = true;
            }
        } finally {
            writing.unlock();
        }
    }

    private void open(Path path) throws IOException {
        Directory opened = disk.openOrCreate(path, Optional.empty());
        try {
            lock =
                    opened.tryLock(LOCK, Optional.empty())
                            .orElseThrow(() ->
                                    new IOException(
                                            "another process keeps its list of open accounts in "
                                                    + path));
            read(opened);
            directory = opened;
            writeAnew();
        } catch (IOException | RuntimeException refused) {
            directory = null;
            closeQuietly(lock);
            lock = null;
            closeQuietly(opened);
            throw refused;
        }
    }

    private void read(Directory from) throws IOException {
        Optional<byte[]> bytes = WholeFile.read(from, FILE, FILE_BYTES_MAX);
        if (bytes.isEmpty()) {
            return;
        }
        String text = new String(bytes.get(), StandardCharsets.US_ASCII);
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (!text.isEmpty() && !text.endsWith("\n")) {
            // Whoever wrote it died, and nobody relied on it.
            lines.removeLast();
        }
        long damaged = 0;
        synchronized (noting) {
            for (String line : lines) {
                if (line.startsWith(OpenAccountLine.HEADER)) {
                    requireKnownVersion(from, line);
                } else if (!replay(line)) {
                    damaged++;
                }
            }
        }
        if (damaged > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0}/{1}: {2} lines are damaged; accounts they name are finished when they are"
                            + " opened",
                    from,
                    FILE,
                    damaged);
        }
    }

    private static void requireKnownVersion(Directory in, String line) throws IOException {
        String version = line.substring(OpenAccountLine.HEADER.length());
        if (version.chars().allMatch(Character::isDigit)
                && !version.equals(Integer.toString(OpenAccountLine.VERSION))) {
            throw new IOException(
                    in
                            + "/"
                            + FILE
                            + ": written in format "
                            + version
                            + " by a later version of Rookery");
        }
    }

    /// Answers whether the line says anything.
    private boolean replay(String line) {
        Optional<OpenAccountLine> read = OpenAccountLine.parse(line);
        read.ifPresent(it -> {
            if (it.opened()) {
                open.put(it.account().maildir(), new Noted(it.account(), LEFT));
            } else {
                open.remove(it.account().maildir());
            }
        });
        return read.isPresent();
    }

    @Override
    public void close() {
        writing.lock();
        try {
            closeQuietly(file);
            closeQuietly(lock);
            closeQuietly(directory);
            file = null;
            lock = null;
            directory = null;
        } finally {
            writing.unlock();
        }
    }

    private static void closeQuietly(@Nullable Closeable each) {
        try {
            if (each != null) {
                each.close();
            }
        } catch (IOException useless) {
            LOG.log(Level.DEBUG, "closing the list of open accounts: {0}", useless.getMessage());
        }
    }
}
