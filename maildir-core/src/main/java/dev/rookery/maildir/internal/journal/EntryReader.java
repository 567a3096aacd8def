// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.layout.FolderPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what [EntryWriter] wrote. The bytes have passed their checksum, so what does not fit was
/// written by a program that is not this one.
final class EntryReader {
    private final ByteBuffer in;

    EntryReader(byte[] group, int from, int length) {
        this.in = ByteBuffer.wrap(group, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    Entry read() {
        return switch (EntryKind.ofCode(in.get())) {
            case FOLDER_ADDED -> new Entry.FolderAdded(integer(), name(), path(), number(), text());
            case FOLDER_RENAMED -> new Entry.FolderRenamed(integer(), name(), path());
            case FOLDER_REMOVED -> new Entry.FolderRemoved(integer());
            case FOLDER_ASSIGNED -> new Entry.FolderAssigned(integer(), uses());
            case ANNOTATED -> new Entry.Annotated(integer(), text(), value());
            case FOLDERS_SETTLED -> new Entry.FoldersSettled();
            case COUNTERS -> new Entry.Counters(integer(), number(), number());
            case MESSAGE_ADDED -> message();
            case FLAGS_CHANGED -> new Entry.FlagsChanged(integer(), number(), uids(), change());
            case MESSAGES_EXPUNGED ->
                    new Entry.MessagesExpunged(integer(), number(), uids(), inodes());
            case FILES_REMOVED -> new Entry.FilesRemoved(integer(), uids());
            case FILE_NAMED -> new Entry.FileNamed(integer(), number(), text(), bool());
            case FILES_NAMED -> new Entry.FilesNamed(integer(), uids(), integer());
            case FILES_PLACED -> new Entry.FilesPlaced(integer(), uids());
            case ACCOUNT_COUNTERS -> new Entry.AccountCounters(integer(), number());
            case FOLDER_IMPORTED -> new Entry.FolderImported(integer(), number(), number());
            case KEYWORD_LETTERED -> new Entry.KeywordLettered(integer(), integer(), text());
        };
    }

    private Entry message() {
        return new Entry.MessageAdded(
                integer(),
                number(),
                number(),
                flags(),
                number(),
                number(),
                number(),
                number(),
                text(),
                bool(),
                place(),
                place(),
                bool() ? Optional.of(new Body(bytes())) : Optional.empty());
    }

    private Optional<AnnotationValue> value() {
        return bool() ? Optional.of(new AnnotationValue(bytes())) : Optional.empty();
    }

    private Optional<Entry.Place> place() {
        return bool() ? Optional.of(new Entry.Place(integer(), number())) : Optional.empty();
    }

    private Inodes inodes() {
        long[] numbers = new long[count(Long.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number();
        }
        return Inodes.of(numbers);
    }

    private boolean bool() {
        return in.get() != 0;
    }

    private int integer() {
        return in.getInt();
    }

    private long number() {
        return in.getLong();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[count(1)];
        in.get(bytes);
        return bytes;
    }

    private String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private MailboxName name() {
        return new MailboxName(texts());
    }

    private FolderPath path() {
        return new FolderPath(texts());
    }

    private List<String> texts() {
        int count = count(Integer.BYTES);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    private Set<SpecialUse> uses() {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (String text : texts()) {
            uses.add(
                    SpecialUse.ofImapName(text)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("unknown use: " + text)));
        }
        return uses;
    }

    private UidSet uids() {
        UidSet.Builder uids = UidSet.builder();
        int ranges = count(2 * Integer.BYTES);
        for (int i = 0; i < ranges; i++) {
            uids.addRange(uid(), uid());
        }
        return uids.build();
    }

    private Uid uid() {
        return new Uid(Integer.toUnsignedLong(integer()));
    }

    private Flags flags() {
        return Flags.of(system(), texts());
    }

    private Set<SystemFlag> system() {
        int bits = in.get();
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        for (SystemFlag flag : SystemFlag.values()) {
            if ((bits & FlagCodes.bit(flag)) != 0) {
                system.add(flag);
            }
        }
        return system;
    }

    private FlagChange change() {
        FlagChange.Action action = FlagCodes.action(in.get());
        return new FlagChange(action, flags());
    }

    private int count(int bytesEach) {
        int count = in.getInt();
        if (count < 0 || (long) count * bytesEach > in.remaining()) {
            throw new IllegalArgumentException("impossible count in a journal entry: " + count);
        }
        return count;
    }
}
