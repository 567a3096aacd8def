// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// Reads the mail that other programs delivered, piece by piece, while the writer serves others,
/// and has it taken in.
final class Arrivals {
    private static final int PIECE = 500;

    private final OpenMailbox mailbox;
    private final OpenAccount account;
    private boolean complete = true;

    Arrivals(OpenMailbox mailbox, OpenAccount account) {
        this.mailbox = mailbox;
        this.account = account;
    }

    /// Whether there is nothing left that another try may take in.
    boolean complete() {
        return complete;
    }

    void takeIn(List<Found> arrivals) throws IOException {
        for (int from = 0; from < arrivals.size(); from += PIECE) {
            List<Found> piece = arrivals.subList(from, Math.min(from + PIECE, arrivals.size()));
            List<Arrival> measured = new ArrayList<>();
            account.onStorage(() -> {
                for (Found found : piece) {
                    measure(found, measured);
                }
            });
            if (!measured.isEmpty()) {
                account.writer().run(new TakeIn(mailbox, measured));
            }
        }
    }

    private void measure(Found found, List<Arrival> into) {
        try (InputFile file = mailbox.files().open(found.name().text(), found.inNew())) {
            into.add(Arrival.measure(found, file));
        } catch (NoSuchFileException movedMeanwhile) {
            complete = false;
        } catch (DiskException refused) {
            complete &= refused.isLasting();
            account.report(
                    "left alone for now: " + found.name() + " in " + mailbox.files(), refused);
        } catch (IOException trouble) {
            complete = false;
            account.report(
                    "left alone for now: " + found.name() + " in " + mailbox.files(), trouble);
        }
    }
}
