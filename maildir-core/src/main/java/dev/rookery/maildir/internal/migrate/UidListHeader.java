// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The first line of `dovecot-uidlist` or Courier's `courierimapuiddb`, as far as it is legible.
///
/// ```text
///   version 3: 3 V1795597031 N42 G6e065e0be5a2066b1039000083ecc375
///   version 1: 1 1795597031 42
/// ```
///
/// @param version 1 or 3; 0 if it is neither of them, and then the rest is empty
/// @param nextUid as noted at the last rewrite; lines appended later do not change it
/// @param others fields of version 3 that only Dovecot understands, each with its letter
public record UidListHeader(
        int version,
        Optional<UidValidity> uidValidity,
        Optional<Uid> nextUid,
        Optional<MailboxGuid> guid,
        List<String> others) {
    static final int COURIER = 1;
    static final int DOVECOT = 3;

    private static final UidListHeader UNREADABLE =
            new UidListHeader(0, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public UidListHeader {
        others = List.copyOf(others);
    }

    static UidListHeader parse(String line) {
        return switch (line) {
            case String text when text.startsWith("3 ") -> version3(text.substring(2));
            case String text when text.startsWith("1 ") -> version1(text.substring(2));
            case String _ -> UNREADABLE;
        };
    }

    private static UidListHeader version1(String text) {
        String[] words = text.strip().split(" +", -1);
        return new UidListHeader(
                COURIER,
                uidValidity(words[0]),
                words.length < 2 ? Optional.empty() : uid(words[1]),
                Optional.empty(),
                List.of());
    }

    private static UidListHeader version3(String text) {
        Optional<UidValidity> uidValidity = Optional.empty();
        Optional<Uid> nextUid = Optional.empty();
        Optional<MailboxGuid> guid = Optional.empty();
        List<String> others = new ArrayList<>();
        for (String field : text.split(" ", -1)) {
            String value = field.isEmpty() ? "" : field.substring(1);
            switch (field.isEmpty() ? ' ' : field.charAt(0)) {
                case ' ' -> {}
                case 'V' -> uidValidity = uidValidity(value);
                case 'N' -> nextUid = uid(value);
                case 'G' -> guid = MailboxGuid.parse(value);
                default -> others.add(field);
            }
        }
        return new UidListHeader(DOVECOT, uidValidity, nextUid, guid, others);
    }

    private static Optional<UidValidity> uidValidity(String text) {
        OptionalLong value = Text.number(text);
        return value.isPresent() && value.getAsLong() >= 1 && value.getAsLong() <= UidValidity.MAX
                ? Optional.of(new UidValidity(value.getAsLong()))
                : Optional.empty();
    }

    private static Optional<Uid> uid(String text) {
        OptionalLong value = Text.number(text);
        return value.isPresent() && value.getAsLong() >= 1 && value.getAsLong() <= Uid.MAX
                ? Optional.of(new Uid(value.getAsLong()))
                : Optional.empty();
    }

    /// The line in version 3, without its end.
    ///
    /// @throws java.util.NoSuchElementException if UIDVALIDITY or next UID is missing
    String format() {
        StringBuilder line = new StringBuilder("3 V").append(uidValidity.orElseThrow());
        line.append(" N").append(nextUid.orElseThrow());
        guid.ifPresent(it -> line.append(" G").append(it));
        return line + others.stream().map(" "::concat).collect(Collectors.joining());
    }
}
