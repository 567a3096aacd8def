// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sets and removes annotations of a folder or of the account, and says what a folder is for; all
/// or none. A folder that has other ones now has a greater mod-sequence (RFC 7162 §3.2).
final class Annotate implements Operation<Boolean> {
    private final Optional<MailboxName> name;
    private final SortedMap<String, Optional<AnnotationValue>> values;
    private final Optional<Set<SpecialUse>> uses;

    private Annotate(
            Optional<MailboxName> name,
            Map<String, Optional<AnnotationValue>> values,
            Optional<Set<SpecialUse>> uses) {
        this.name = name;
        this.values = new TreeMap<>(values);
        this.uses = uses;
    }

    static Annotate account(Map<String, Optional<AnnotationValue>> values) {
        return new Annotate(Optional.empty(), values, Optional.empty());
    }

    static Annotate folder(MailboxName name, Map<String, Optional<AnnotationValue>> values) {
        return new Annotate(Optional.of(name), values, Optional.empty());
    }

    static Annotate folder(
            MailboxName name, Map<String, Optional<AnnotationValue>> values, Set<SpecialUse> uses) {
        return new Annotate(Optional.of(name), values, Optional.of(Set.copyOf(uses)));
    }

    @Override
    public Boolean prepare(Draft draft) throws IOException {
        int folder = name.isPresent() ? folder(name.get(), draft) : FolderTable.NO_FOLDER;
        SortedMap<String, AnnotationValue> before = draft.table().annotations(folder);
        boolean changed = false;
        for (Map.Entry<String, Optional<AnnotationValue>> each : values.entrySet()) {
            String key = each.getKey();
            if (!Optional.ofNullable(before.get(key)).equals(each.getValue())) {
                draft.add(new Entry.Annotated(folder, key, each.getValue()));
                changed = true;
            }
        }
        requireRoom(folder, before, draft.table());
        if (uses.isPresent() && !uses.equals(assigned(draft))) {
            draft.add(new Entry.FolderAssigned(folder, uses.get()));
            changed = true;
        }
        if (changed && name.isPresent()) {
            MailboxSnapshot snapshot = draft.folder(folder, name.get()).snapshot();
            draft.add(
                    new Entry.Counters(
                            folder,
                            snapshot.uidNext().value(),
                            snapshot.highestModSeq().value() + 1));
        }
        return changed;
    }

    private Optional<Set<SpecialUse>> assigned(Draft draft) {
        return name.flatMap(draft.table()::folder).flatMap(FolderInfo::uses);
    }

    private static int folder(MailboxName name, Draft draft) {
        return draft.table().folder(name).orElseThrow(() -> new NoSuchMailboxException(name)).id();
    }

    /// What is there already may stay, and be less.
    private static void requireRoom(
            int folder, SortedMap<String, AnnotationValue> before, FolderTable after) {
        SortedMap<String, AnnotationValue> now = after.annotations(folder);
        if (now.size() > Math.max(before.size(), MailLimits.ANNOTATIONS_MAX)) {
            throw new LimitException(
                    "there are at most " + MailLimits.ANNOTATIONS_MAX + " annotations");
        }
        if (bytes(now) > bytes(before)
                && after.annotationBytes() > MailLimits.ANNOTATIONS_BYTES_MAX) {
            throw new LimitException(
                    "the annotations of an account have at most "
                            + MailLimits.ANNOTATIONS_BYTES_MAX
                            + " bytes");
        }
    }

    private static long bytes(SortedMap<String, AnnotationValue> annotations) {
        return annotations.values().stream().mapToLong(AnnotationValue::sizeBytes).sum();
    }
}
