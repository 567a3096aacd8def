// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Writes entries one behind the other, leaving room for a group's header in front.
///
/// An entry is its kind (1 byte), then its fields in the order of its record, little-endian: `int`
/// 4 bytes, `long` 8, text its length in bytes (4) and UTF-8, a UID set the number of its ranges
/// (4) and each range's ends (4 and 4), flags a bit per system flag (1) and the keywords as texts,
/// uses as texts such as `\Sent`, several texts their number (4) and each of them, what may be
/// missing a byte that says whether it is there.
final class EntryWriter {
    private byte[] array = new byte[4096];
    private ByteBuffer out = buffer(array);
    private int entries;

    EntryWriter() {
        begin();
    }

    /// Forgets all that was written, for another group.
    void begin() {
        out.clear().position(JournalLayout.GROUP_HEADER_BYTES);
        entries = 0;
    }

    /// Of what was written so far; to be asked before [#group].
    int bodyLength() {
        return out.position() - JournalLayout.GROUP_HEADER_BYTES;
    }

    int entries() {
        return entries;
    }

    /// The group so far, header bytes still to be filled in, zeros up to its full length.
    byte[] group() {
        int full = (int) JournalLayout.aligned(out.position());
        while (out.position() < full) {
            room(1).put((byte) 0);
        }
        return array;
    }

    void write(Entry entry) {
        kind(EntryKind.of(entry));
        switch (entry) {
            case Entry.FolderAdded e ->
                    integer(e.folder())
                            .texts(e.name().components())
                            .texts(e.path().steps())
                            .number(e.uidValidity())
                            .text(e.identity());
            case Entry.FolderRenamed e ->
                    integer(e.folder()).texts(e.name().components()).texts(e.path().steps());
            case Entry.FolderRemoved e -> integer(e.folder());
            case Entry.FolderAssigned e ->
                    integer(e.folder())
                            .texts(e.uses().stream().sorted().map(SpecialUse::imapName).toList());
            case Entry.Annotated e -> integer(e.folder()).text(e.name()).value(e.value());
            case Entry.FoldersSettled _ -> {}
            case Entry.Counters e ->
                    integer(e.folder()).number(e.uidNext()).number(e.highestModSeq());
            case Entry.MessageAdded e -> message(e);
            case Entry.FlagsChanged e ->
                    integer(e.folder()).number(e.modSeq()).uids(e.uids()).change(e.change());
            case Entry.MessagesExpunged e ->
                    integer(e.folder()).number(e.modSeq()).uids(e.uids()).inodes(e.inodes());
            case Entry.FilesRemoved e -> integer(e.folder()).uids(e.uids());
            case Entry.FileNamed e ->
                    integer(e.folder()).number(e.uid()).text(e.fileName()).bool(e.inNew());
            case Entry.FilesNamed e -> integer(e.folder()).uids(e.uids()).integer(e.letters());
            case Entry.FilesPlaced e -> integer(e.folder()).uids(e.uids());
            case Entry.KeywordLettered e ->
                    integer(e.folder()).integer(e.letter()).text(e.keyword());
            case Entry.FolderImported e ->
                    integer(e.folder()).number(e.uidNext()).number(e.highestModSeq());
            case Entry.AccountCounters e -> integer(e.lastFolder()).number(e.highestUidValidity());
        }
        entries++;
    }

    private void message(Entry.MessageAdded e) {
        integer(e.folder()).number(e.uid()).number(e.modSeq()).flags(e.flags());
        number(e.dateSeconds()).number(e.savedSeconds());
        number(e.physicalBytes()).number(e.virtualBytes());
        text(e.fileName()).bool(e.inNew()).place(e.copyOf()).place(e.origin());
        byte[] body = e.body().isPresent() ? e.body().get().bytes() : null;
        bool(body != null);
        if (body != null) {
            bytes(body);
        }
    }

    private EntryWriter place(Optional<Entry.Place> place) {
        bool(place.isPresent());
        place.ifPresent(there -> integer(there.folder()).number(there.uid()));
        return this;
    }

    private void value(Optional<AnnotationValue> value) {
        bool(value.isPresent());
        value.ifPresent(present -> bytes(present.bytes()));
    }

    private void inodes(Inodes inodes) {
        integer(inodes.count());
        for (int i = 0; i < inodes.count(); i++) {
            number(inodes.at(i));
        }
    }

    private void kind(EntryKind kind) {
        room(1).put(kind.code());
    }

    private EntryWriter bool(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
        return this;
    }

    private EntryWriter integer(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    private EntryWriter number(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    private EntryWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private EntryWriter bytes(byte[] bytes) {
        integer(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    private EntryWriter texts(Collection<String> texts) {
        integer(texts.size());
        texts.forEach(this::text);
        return this;
    }

    private EntryWriter uids(UidSet uids) {
        int countAt = out.position();
        integer(0);
        int[] ranges = new int[1];
        uids.forEachRange((first, last) -> {
            integer((int) first.value()).integer((int) last.value());
            ranges[0]++;
        });
        out.putInt(countAt, ranges[0]);
        return this;
    }

    private EntryWriter system(Set<SystemFlag> flags) {
        int bits = 0;
        for (SystemFlag flag : flags) {
            bits |= FlagCodes.bit(flag);
        }
        room(1).put((byte) bits);
        return this;
    }

    private EntryWriter flags(Flags flags) {
        system(flags.system());
        return texts(flags.keywords());
    }

    private void change(FlagChange change) {
        room(1).put(FlagCodes.code(change.action()));
        flags(change.flags());
    }

    private ByteBuffer room(int more) {
        if (out.remaining() < more) {
            int used = out.position();
            array = Arrays.copyOf(array, Math.max(array.length * 2, used + more));
            out = buffer(array).position(used);
        }
        return out;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
