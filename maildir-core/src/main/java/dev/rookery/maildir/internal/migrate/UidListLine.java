// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What one line of a UID list says, however it came to look as it does.
sealed interface UidListLine {
    /// A message, and whether all of the line was understood.
    record Message(UidListEntry entry, boolean whole) implements UidListLine {}

    /// Nothing that names a message. The UID, if legible, was somebody's.
    record Damaged(Optional<Uid> uid, String reason) implements UidListLine {}

    static UidListLine version1(String latin1) {
        return parse(latin1, false);
    }

    static UidListLine version3(String latin1) {
        return parse(latin1, true);
    }

    private static UidListLine parse(String latin1, boolean fields) {
        int space = latin1.indexOf(' ');
        Optional<Uid> uid = uid(space < 0 ? latin1 : latin1.substring(0, space));
        if (uid.isEmpty()) {
            return new Damaged(uid, "no UID");
        }
        Optional<String> line = Text.utf8(latin1);
        if (line.isEmpty()) {
            return new Damaged(uid, "a name that is not UTF-8");
        }
        String rest = space < 0 ? "" : line.get().substring(space + 1).stripLeading();
        return fields ? withFields(uid.get(), rest) : message(uid.get(), rest, new Fields());
    }

    private static UidListLine withFields(Uid uid, String text) {
        Fields fields = new Fields();
        int at = 0;
        while (at < text.length() && text.charAt(at) != ':') {
            int space = text.indexOf(' ', at);
            int end = space < 0 ? text.length() : space;
            if (end > at) {
                fields.add(text.substring(at, end));
            }
            at = end + 1;
        }
        return message(uid, at < text.length() ? text.substring(at + 1) : "", fields);
    }

    private static UidListLine message(Uid uid, String name, Fields fields) {
        Optional<MessageFileName> file = MessageFileName.parse(name);
        if (file.isEmpty()) {
            return new Damaged(Optional.of(uid), "no file name");
        }
        UidListEntry entry =
                new UidListEntry(
                        uid,
                        file.get().base(),
                        fields.diskBytes,
                        fields.crlfBytes,
                        fields.guid,
                        fields.others);
        return new Message(entry, fields.whole);
    }

    private static Optional<Uid> uid(String text) {
        OptionalLong number = Text.number(text);
        long value = number.orElse(0);
        return value >= 1 && value <= UidListEntry.UID_MAX.value()
                ? Optional.of(new Uid(value))
                : Optional.empty();
    }

    /// The fields between UID and name in version 3.
    final class Fields {
        private OptionalLong diskBytes = OptionalLong.empty();
        private OptionalLong crlfBytes = OptionalLong.empty();
        private Optional<String> guid = Optional.empty();
        private final List<String> others = new ArrayList<>();
        private boolean whole = true;

        private void add(String field) {
            char key = field.charAt(0);
            String value = field.substring(1);
            whole &=
                    switch (key) {
                        case 'S' -> {
                            diskBytes = Text.number(value);
                            yield diskBytes.isPresent();
                        }
                        case 'W' -> {
                            crlfBytes = Text.number(value);
                            yield crlfBytes.isPresent();
                        }
                        case 'G' -> {
                            guid = Optional.of(value).filter(UidListEntry::isWord);
                            yield guid.isPresent();
                        }
                        default ->
                                key >= 'A'
                                        && key <= 'Z'
                                        && UidListEntry.isWord(field)
                                        && others.add(field);
                    };
        }
    }
}
