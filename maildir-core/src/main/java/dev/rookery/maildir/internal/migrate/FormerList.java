// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Dovecot's list of UIDs said, before it was taken over, that only Dovecot understands: POP3
/// identifiers and order, and whatever a later version adds. It goes back with the mail.
public final class FormerList {
    public static final FormerList NONE = new FormerList(List.of(), Map.of());

    private final List<String> fields;
    private final Map<Long, UidListEntry> marked;

    private FormerList(List<String> fields, Map<Long, UidListEntry> marked) {
        this.fields = fields;
        this.marked = marked;
    }

    /// The newest list that was moved aside, if its UIDs are those the folder has.
    public static FormerList read(Directory control, UidValidity uidValidity) throws IOException {
        Optional<String> name = MoveAside.IMPORTED.newest(control, UidListWriter.FILE);
        return name.isPresent() ? read(control, name.get(), uidValidity) : NONE;
    }

    private static FormerList read(Directory control, String name, UidValidity uidValidity)
            throws IOException {
        try (InputFile file = control.open(name)) {
            UidListReader reader = new UidListReader(file, new Remarks(name));
            UidListHeader header = reader.header();
            if (!header.uidValidity().equals(Optional.of(uidValidity))) {
                return NONE;
            }
            Map<Long, UidListEntry> marked = new HashMap<>();
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                if (entry.get().guid().isPresent() || !entry.get().others().isEmpty()) {
                    marked.put(entry.get().uid().value(), entry.get());
                }
            }
            return new FormerList(header.others(), marked);
        }
    }

    /// Of the list as a whole.
    List<String> fields() {
        return fields;
    }

    /// With what it said of this message, if it is the same one.
    UidListEntry completed(UidListEntry entry) {
        UidListEntry then = marked.get(entry.uid().value());
        return then == null || !then.base().equals(entry.base())
                ? entry
                : new UidListEntry(
                        entry.uid(),
                        entry.base(),
                        entry.diskBytes(),
                        entry.crlfBytes(),
                        entry.guid().or(then::guid),
                        then.others());
    }
}
