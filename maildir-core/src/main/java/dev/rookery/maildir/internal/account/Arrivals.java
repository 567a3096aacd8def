// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the mail that other programs delivered, piece by piece, while the writer serves others,
/// and has it taken in.
final class Arrivals {
    private static final int PIECE = 4_096;

    private final OpenMailbox mailbox;
    private final OpenAccount account;
    private final long ownChanges;
    private volatile boolean complete = true;

    /// @param ownChanges how often we had changed something in the folder when it was looked at
    Arrivals(OpenMailbox mailbox, OpenAccount account, long ownChanges) {
        this.mailbox = mailbox;
        this.account = account;
        this.ownChanges = ownChanges;
    }

    /// Whether there is nothing left that another try may take in.
    boolean complete() {
        return complete;
    }

    /// @param sinceLastLook whether the folder was looked at before, and kept an eye on since
    void takeIn(List<Found> arrivals, boolean sinceLastLook) throws IOException {
        for (int from = 0; from < arrivals.size(); from += PIECE) {
            List<Found> piece = arrivals.subList(from, Math.min(from + PIECE, arrivals.size()));
            List<Arrival> measured = account.onStorage(piece, this::measure);
            if (!measured.isEmpty()) {
                TakeIn takeIn = new TakeIn(mailbox, measured, sinceLastLook, ownChanges);
                if (!account.writer().run(takeIn)) {
                    complete = false;
                }
            }
        }
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
        Arrival.Gauge gauge = new Arrival.Gauge();
        List<Arrival> measured = new ArrayList<>(part.size());
        for (Found found : part) {
            measure(found, gauge).ifPresent(measured::add);
        }
        return measured;
    }

    private Optional<Arrival> measure(Found found, Arrival.Gauge gauge) {
        try (InputFile file = mailbox.files().open(found.name().text(), found.inNew())) {
            long size = file.stat().sizeBytes();
            if (size <= Limits.MESSAGE_BYTES_MAX) {
                return Optional.of(gauge.measure(found, file));
            }
            leaveAlone(found, new IOException("larger than a message can be: " + size + " bytes"));
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
