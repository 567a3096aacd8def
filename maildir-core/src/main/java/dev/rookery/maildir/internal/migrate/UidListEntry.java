// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One message in a UID list.
///
/// ```text
///   version 3: 17 S4096 W4200 :1792540800.M123456P99.host
///   version 1: 17 1792540800.M123456P99.host
/// ```
///
/// @param base the file's name up to the first colon
/// @param diskBytes written only if the name does not tell
/// @param crlfBytes written only if the name does not tell
/// @param guid if it is not the base name
/// @param others fields that only Dovecot understands, each with its letter
public record UidListEntry(
        Uid uid,
        String base,
        OptionalLong diskBytes,
        OptionalLong crlfBytes,
        Optional<String> guid,
        List<String> others) {
    /// Dovecot takes greater ones for damage.
    public static final Uid UID_MAX = new Uid(Uid.MAX - 1);

    public UidListEntry {
        if (uid.compareTo(UID_MAX) > 0) {
            throw new IllegalArgumentException("UID too great for Dovecot: " + uid);
        }
        if (base.indexOf(':') >= 0 || MessageFileName.parse(base).isEmpty()) {
            throw new IllegalArgumentException("not the base name of a message file");
        }
        others = List.copyOf(others);
        if (guid.filter(it -> !isWord(it)).isPresent()
                || !others.stream().allMatch(UidListEntry::isWord)) {
            throw new IllegalArgumentException("a field has no blanks");
        }
    }

    public static UidListEntry of(Uid uid, String base) {
        return new UidListEntry(
                uid, base, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), List.of());
    }

    public UidListEntry withSizes(long diskBytes, long crlfBytes) {
        return new UidListEntry(
                uid, base, OptionalLong.of(diskBytes), OptionalLong.of(crlfBytes), guid, others);
    }

    public UidListEntry withGuid(String guid) {
        return new UidListEntry(uid, base, diskBytes, crlfBytes, Optional.of(guid), others);
    }

    /// The line in version 3, without its end.
    String format() {
        MessageFileName name = new MessageFileName(base);
        StringBuilder line = new StringBuilder(64).append(uid);
        if (name.diskBytes().isEmpty() && diskBytes.isPresent()) {
            line.append(" S").append(diskBytes.getAsLong());
        }
        if (name.crlfBytes().isEmpty() && crlfBytes.isPresent()) {
            line.append(" W").append(crlfBytes.getAsLong());
        }
        guid.ifPresent(it -> line.append(" G").append(it));
        others.forEach(it -> line.append(' ').append(it));
        return line.append(" :").append(base).toString();
    }

    /// Whether the text can stand in a field.
    static boolean isWord(String field) {
        return !field.isEmpty() && field.chars().noneMatch(c -> c <= ' ');
    }
}
