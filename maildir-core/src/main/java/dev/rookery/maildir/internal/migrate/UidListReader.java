// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// Reads a UID list from its first line to its last, and goes on where Dovecot would throw the file
/// away: a line that says nothing is left out, all others keep their UIDs.
///
/// A name may come twice; the later line is the true one. No UID comes twice: the first line has
/// it. Lines need not ascend. One pass; memory grows by a bit for each UID.
public final class UidListReader {
    /// What a damaged list may have told beyond what is left of it.
    static final long BURNT_BY_DAMAGE = 1L << 20;

    private final InputFile file;
    private final TextLines lines;
    private final Remarks remarks;
    private final UidListHeader header;
    private final RoaringBitmap seen = new RoaringBitmap();
    private long greatest;
    private long lineNumber = 1;
    private boolean damaged;

    /// @param file stays the caller's to close
    UidListReader(InputFile file, Remarks remarks) throws IOException {
        this.file = file;
        this.lines = new TextLines(file);
        this.remarks = remarks;
        this.header = UidListHeader.parse(lines.next().orElse(""));
        if (header.uidValidity().isEmpty() || header.nextUid().isEmpty()) {
            damage("the first line is incomplete");
        }
    }

    public UidListHeader header() {
        return header;
    }

    /// The next message, in the order of the file; empty at its end, or if its version is unknown.
    public Optional<UidListEntry> next() throws IOException {
        while (header.version() != 0) {
            Optional<String> line = lines.next();
            if (line.isEmpty()) {
                break;
            }
            lineNumber++;
            Optional<UidListEntry> entry = entry(line.get());
            if (entry.isPresent()) {
                return entry;
            }
        }
        if (lines.endsWithinLine()) {
            damaged = true;
        }
        return Optional.empty();
    }

    private Optional<UidListEntry> entry(String line) {
        UidListLine read =
                header.version() == UidListHeader.COURIER
                        ? UidListLine.version1(line)
                        : UidListLine.version3(line);
        return switch (read) {
            case UidListLine.Damaged bad -> {
                bad.uid().ifPresent(this::burn);
                damage(bad.reason());
                yield Optional.empty();
            }
            case UidListLine.Message message -> {
                if (!message.whole()) {
                    damage("a field that is none");
                }
                yield firstWith(message.entry());
            }
        };
    }

    private Optional<UidListEntry> firstWith(UidListEntry entry) {
        burn(entry.uid());
        if (seen.checkedAdd((int) entry.uid().value())) {
            return Optional.of(entry);
        }
        damage("UID " + entry.uid() + " once more");
        return Optional.empty();
    }

    private void burn(Uid uid) {
        greatest = Math.max(greatest, uid.value());
    }

    private void damage(String reason) {
        damaged = true;
        remarks.add("line " + lineNumber + ": " + reason);
    }

    /// Whether something was left out or cut off so far.
    public boolean isDamaged() {
        return damaged;
    }

    /// Greater than any UID the list can have told, by what was read so far. May exceed the
    /// greatest UID there is.
    public long nextUid() {
        long noted = header.nextUid().map(Uid::value).orElse(1L);
        return Math.max(noted, greatest + 1) + (damaged ? BURNT_BY_DAMAGE : 0);
    }

    /// The file that is read.
    public FileStat stat() throws IOException {
        return file.stat();
    }
}
