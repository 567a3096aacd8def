// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Reads the mail that other programs delivered, piece by piece, while the writer serves others,
/// and has it taken in.
final class Arrivals {
    private static final int PIECE = 4_096;

    private final OpenMailbox mailbox;
    private final OpenAccount account;
    private final FolderLook.Seen seen;
    private volatile boolean complete = true;

    /// @param seen the look at the folder that showed them
    Arrivals(OpenMailbox mailbox, OpenAccount account, FolderLook.Seen seen) {
        this.mailbox = mailbox;
        this.account = account;
        this.seen = seen;
    }

    /// Whether there is nothing left that another try may take in.
    boolean complete() {
        return complete;
    }

    /// @param sinceLastLook whether the folder was looked at before, and kept an eye on since
    void takeIn(List<Found> arrivals, boolean sinceLastLook) throws IOException {
        account.caches().pause();
        try {
            takeInPieces(arrivals, sinceLastLook);
        } finally {
            account.caches().goOn();
        }
    }

    /// While a piece is taken in, the next one is measured.
    private void takeInPieces(List<Found> arrivals, boolean sinceLastLook) throws IOException {
        long uidNext = seen.state().snapshot().uidNext().value();
        CompletableFuture<Long> before = CompletableFuture.completedFuture(uidNext);
        try {
            for (int from = 0; from < arrivals.size(); from += PIECE) {
                List<Found> piece = arrivals.subList(from, Math.min(from + PIECE, arrivals.size()));
                List<Arrival> measured = account.onStorage(piece, this::measure);
                uidNext = AccountWriter.await(before);
                if (!measured.isEmpty()) {
                    before = takeIn(measured, sinceLastLook, uidNext);
                }
            }
        } finally {
            AccountWriter.await(before);
        }
    }

    private CompletableFuture<Long> takeIn(
            List<Arrival> piece, boolean sinceLastLook, long uidNext) {
        TakeIn takeIn = new TakeIn(mailbox, piece, sinceLastLook, seen.ownChanges(), uidNext);
        return account.writer()
                .submit(takeIn)
                .thenApply(all -> {
                    if (!all) {
                        complete = false;
                    }
                    return takeIn.uidNext();
                });
    }

    /// A message of another program, as it lies there.
    ///
    /// @param savedSeconds when it came, or [Row#UNKNOWN]
    static Entry.MessageAdded entry(
            OpenMailbox mailbox,
            long uid,
            long modSeq,
            Flags flags,
            long savedSeconds,
            Arrival arrival) {
        return new Entry.MessageAdded(
                mailbox.id(),
                uid,
                modSeq,
                flags,
                arrival.modifiedSeconds(),
                savedSeconds,
                arrival.physicalBytes(),
                arrival.virtualBytes(),
                arrival.found().name().text(),
                arrival.found().inNew(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private List<Arrival> measure(List<Found> part) {
        Measuring measuring = new Measuring(mailbox.files());
        List<Arrival> measured = new ArrayList<>(part.size());
        for (Found found : part) {
            measure(found, measuring).ifPresent(measured::add);
        }
        return measured;
    }

    private Optional<Arrival> measure(Found found, Measuring measuring) {
        try {
            return Optional.of(measuring.measure(found));
        } catch (NoSuchFileException movedMeanwhile) {
            complete = false;
        } catch (DiskException refused) {
            if (!refused.isLasting()) {
                complete = false;
            }
            leaveAlone(found, refused);
        } catch (IOException trouble) {
            complete = false;
            leaveAlone(found, trouble);
        }
        return Optional.empty();
    }

    private void leaveAlone(Found found, IOException why) {
        account.report("left alone for now: " + found.name() + " in " + mailbox.files(), why);
    }
}
