// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes the files of messages that were acknowledged with their bodies in the journal: all of a
/// batch are written, all are forced, all are renamed, the directories are forced, and then the
/// journal is told. Nobody waits for it but those who need a file.
///
/// The lock guards the queue only.
final class Placer {
    /// To be made at once: each is open meanwhile.
    static final int FILES_MAX = 64;

    /// Bodies that wait in memory: beyond that, whoever delivers more waits for the disk.
    private static final long BODY_BYTES_MAX = 32 * 1024 * 1024;

    private final OpenAccount account;
    private final Object lock = new Object();
    private final Deque<PlacedFile> waiting = new ArrayDeque<>();

    /// Messages whose files are being made, and what tells when they are.
    private final Map<Entry.Place, CompletableFuture<Boolean>> unplaced = new HashMap<>();

    /// Files that could not be made the last time.
    private final Map<Entry.Place, Failed> failed = new HashMap<>();

    /// Whether somebody is at it.
    private boolean running;

    /// Bodies of all that waits or is being made.
    private long bodyBytes;

    /// Bodies of what could not be made.
    private long failedBytes;

    private boolean stopped;

    /// Whether somebody will be, a little later.
    private boolean planned;

    /// A file that could not be made, and why.
    private record Failed(PlacedFile file, IOException refusal) {}

    Placer(OpenAccount account) {
        this.account = account;
    }

    /// Refuses what needs a file if the disk has no room for those that are waiting, or if too many
    /// cannot be made for another reason; lets the caller wait while memory has no room.
    ///
    /// @throws NoSpaceException if the disk is full
    void requireRoom() throws IOException {
        awaitMemory();
        if (refusal().isEmpty()) {
            return;
        }
        for (CompletableFuture<Boolean> placed : tryAgain(_ -> true)) {
            var _ = placed.exceptionally(_ -> false).join();
        }
        Optional<IOException> refusal = refusal();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private void awaitMemory() {
        boolean interrupted = false;
        synchronized (lock) {
            while (bodyBytes > BODY_BYTES_MAX && !stopped) {
                try {
                    lock.wait();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets nobody wait any longer: no more files will be made.
    void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    private Optional<IOException> refusal() {
        synchronized (lock) {
            if (failed.values().stream()
                    .anyMatch(each -> each.refusal() instanceof NoSpaceException)) {
                return Optional.of(
                        new NoSpaceException("disk full: acknowledged messages wait for room"));
            }
            return failedBytes <= BODY_BYTES_MAX
                    ? Optional.empty()
                    : failed.values().stream()
                            .findFirst()
                            .map(each ->
                                    new IOException(
                                            "files of acknowledged messages cannot be made",
                                            each.refusal()));
        }
    }

    /// Has a file made, together with those that come within some milliseconds: each batch costs
    /// the disk a few forces, which others have to wait for.
    void add(PlacedFile file) {
        boolean plan;
        boolean start;
        synchronized (lock) {
            enqueue(file);
            start = waiting.size() >= FILES_MAX && mayRun();
            plan = !start && mayPlan();
        }
        if (start) {
            account.whenIdle(this::run);
        } else if (plan) {
            account.placeSoon(this::runIfIdle);
        }
    }

    private void enqueue(PlacedFile file) {
        waiting.addLast(file);
        if (unplaced.putIfAbsent(file.place(), new CompletableFuture<>()) == null) {
            bodyBytes += file.sizeBytes();
        }
    }

    private boolean mayRun() {
        boolean idle = !running;
        running = true;
        return idle;
    }

    private boolean mayPlan() {
        boolean unplanned = !running && !planned;
        planned |= unplanned;
        return unplanned;
    }

    private void runIfIdle() {
        boolean start;
        synchronized (lock) {
            planned = false;
            start = !waiting.isEmpty() && mayRun();
        }
        if (start) {
            run();
        }
    }

    /// Waits until the files of these messages are there.
    void await(int folder, UidSet uids) throws IOException {
        Predicate<Entry.Place> wanted =
                place -> place.folder() == folder && uids.contains(place.uid());
        for (CompletableFuture<Boolean> placed : tryAgain(wanted)) {
            AccountWriter.await(placed);
        }
    }

    /// Begins anew with files that could not be made.
    void tryAgain() {
        var _ = tryAgain(_ -> true);
    }

    /// Answers what tells of all wanted files when they are there.
    private List<CompletableFuture<Boolean>> tryAgain(Predicate<Entry.Place> wanted) {
        List<CompletableFuture<Boolean>> told = new ArrayList<>();
        boolean start;
        synchronized (lock) {
            List<PlacedFile> again =
                    failed.values().stream()
                            .map(Failed::file)
                            .filter(file -> wanted.test(file.place()))
                            .toList();
            for (PlacedFile file : again) {
                forget(file.place());
                enqueue(file);
            }
            unplaced.forEach((place, placed) -> {
                if (wanted.test(place)) {
                    told.add(placed);
                }
            });
            start = !told.isEmpty() && !waiting.isEmpty() && mayRun();
        }
        if (start) {
            account.whenIdle(this::run);
        }
        return told;
    }

    private void run() {
        for (List<PlacedFile> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                placeAndNote(batch);
            } catch (RuntimeException | Error broken) {
                giveUpForNow(batch, new IOException("cannot make files", broken));
            }
        }
    }

    /// What was made in a directory counts only if the folder's name still leads there.
    private void placeAndNote(List<PlacedFile> batch) {
        Map<PlacedFile, IOException> refused = new HashMap<>();
        batch.forEach(file -> attempt(file, refused, file::begin));
        List<PlacedFile> here = new ArrayList<>(batch);
        here.removeAll(refused.keySet());
        here = inPlace(here, refused);
        Map<PlacedFile, IOException> failed = place(here);
        List<PlacedFile> still = inPlace(here, refused);
        failed.keySet().retainAll(still);
        refused.putAll(failed);
        List<PlacedFile> astray = new ArrayList<>(batch);
        astray.removeAll(still);
        astray.removeAll(refused.keySet());
        still.removeAll(refused.keySet());
        note(still);
        follow(astray);
        giveUpForNow(refused);
    }

    /// Those whose folder lies where they are made.
    private static List<PlacedFile> inPlace(
            List<PlacedFile> files, Map<PlacedFile, IOException> refused) {
        Map<FolderPlace, Boolean> held = new HashMap<>();
        List<PlacedFile> there = new ArrayList<>();
        for (PlacedFile file : files) {
            attempt(
                    file,
                    refused,
                    () -> {
                        FolderPlace place = file.within();
                        if (!held.containsKey(place)) {
                            held.put(place, place.isHeld());
                        }
                        if (held.getOrDefault(place, false)) {
                            there.add(file);
                        }
                    });
        }
        return there;
    }

    /// Files that belong into the directory that lies under their folder's name by now.
    private void follow(List<PlacedFile> astray) {
        Map<OpenMailbox, List<PlacedFile>> byMailbox = new HashMap<>();
        for (PlacedFile file : astray) {
            Optional<OpenMailbox> open = file.mailbox();
            if (open.isPresent()) {
                byMailbox.computeIfAbsent(open.get(), _ -> new ArrayList<>()).add(file);
            } else {
                giveUpForNow(List.of(file), new IOException("the folder is not open"));
            }
        }
        byMailbox.forEach((mailbox, files) -> {
            var _ =
                    account.writer()
                            .submit(new ReopenFolder(account, mailbox))
                            .whenComplete((_, trouble) -> followed(files, trouble));
        });
    }

    private void followed(List<PlacedFile> files, @Nullable Throwable trouble) {
        if (trouble != null) {
            giveUpForNow(files, new IOException("the folder is gone", trouble));
            return;
        }
        boolean start;
        synchronized (lock) {
            files.forEach(this::enqueue);
            start = mayRun();
        }
        if (start) {
            account.whenIdle(this::run);
        }
    }

    private void giveUpForNow(List<PlacedFile> batch, IOException reason) {
        Map<PlacedFile, IOException> refused = new HashMap<>();
        batch.forEach(file -> refused.put(file, reason));
        giveUpForNow(refused);
    }

    private List<PlacedFile> next() {
        synchronized (lock) {
            List<PlacedFile> batch = new ArrayList<>();
            while (!waiting.isEmpty() && batch.size() < FILES_MAX) {
                batch.add(waiting.removeFirst());
            }
            running = !batch.isEmpty();
            return batch;
        }
    }

    /// Makes files durable at their places; answers those it could not, and why.
    static Map<PlacedFile, IOException> place(List<PlacedFile> files) {
        Map<PlacedFile, IOException> refused = new HashMap<>();
        Map<PlacedFile, OutputFile> written = new LinkedHashMap<>();
        for (PlacedFile file : files) {
            attempt(
                    file,
                    refused,
                    () -> {
                        if (!file.isThere()) {
                            written.put(file, file.write());
                        }
                    });
        }
        written.forEach((file, open) ->
                attempt(
                        file,
                        refused,
                        () -> {
                            try (open) {
                                open.force();
                            }
                            file.publish();
                        }));
        force(files, refused);
        return refused;
    }

    /// Forces the directories these files lie in.
    private static void force(List<PlacedFile> files, Map<PlacedFile, IOException> refused) {
        Map<Directory, List<PlacedFile>> directories = new LinkedHashMap<>();
        for (PlacedFile file : files) {
            directories.computeIfAbsent(file.directory(), _ -> new ArrayList<>()).add(file);
        }
        directories.forEach((directory, within) -> {
            try {
                directory.force();
            } catch (IOException refusal) {
                within.forEach(file -> refused.put(file, refusal));
            }
        });
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(PlacedFile file, Map<PlacedFile, IOException> refused, Step step) {
        try {
            step.run();
        } catch (IOException refusal) {
            refused.put(file, refusal);
        }
    }

    private void note(List<PlacedFile> placed) {
        Map<Integer, UidSet.Builder> byFolder = new HashMap<>();
        for (PlacedFile file : placed) {
            byFolder.computeIfAbsent(file.place().folder(), _ -> UidSet.builder())
                    .accept(file.place().uid());
        }
        List<Entry> entries = new ArrayList<>();
        byFolder.forEach(
                (folder, uids) -> entries.add(new Entry.FilesPlaced(folder, uids.build())));
        if (entries.isEmpty()) {
            return;
        }
        var _ = account.note(entries).whenComplete((_, trouble) -> noted(placed, trouble));
    }

    /// Whoever waited for the files finds the account's state to know of them.
    private void noted(List<PlacedFile> placed, @Nullable Throwable trouble) {
        if (trouble == null) {
            placed.forEach(file -> finish(file, null));
            return;
        }
        giveUpForNow(placed, new IOException("the journal refused", trouble));
    }

    private void finish(PlacedFile file, @Nullable IOException refusal) {
        CompletableFuture<Boolean> placed;
        synchronized (lock) {
            placed = unplaced.remove(file.place());
            if (placed != null) {
                bodyBytes -= file.sizeBytes();
                lock.notifyAll();
            }
            if (refusal != null) {
                forget(file.place());
                failed.put(file.place(), new Failed(file, refusal));
                failedBytes += file.sizeBytes();
            }
        }
        if (placed == null) {
            return;
        }
        if (refusal == null) {
            placed.complete(true);
        } else {
            placed.completeExceptionally(refusal);
        }
    }

    /// The messages are safe in the journal; whoever waits for their files now is told why there
    /// are none.
    void giveUpForNow(Map<PlacedFile, IOException> refused) {
        refused.forEach(this::finish);
        for (PlacedFile file : refused.keySet()) {
            if (account.table().folder(file.place().folder()).isEmpty()) {
                forget(file.place().folder());
            }
        }
        if (!refused.isEmpty()) {
            account.placeAgain(refused.size(), refused.values().iterator().next());
        }
    }

    /// The folder is gone, and its files with it.
    void forget(int folder) {
        synchronized (lock) {
            List.copyOf(failed.keySet()).stream()
                    .filter(place -> place.folder() == folder)
                    .forEach(this::forget);
        }
    }

    /// The lock is held.
    private void forget(Entry.Place place) {
        Failed before = failed.remove(place);
        failedBytes -= before == null ? 0 : before.file().sizeBytes();
    }
}
