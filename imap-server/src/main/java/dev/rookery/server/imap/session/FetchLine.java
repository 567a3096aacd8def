// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.MessageReader;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.FetchItem;
import dev.rookery.server.imap.response.EarlierStructure;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Data;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes one FETCH response after another: RFC 3501 §7.4.2.
///
/// All that may fail is got ready before the first byte of a response is written; from then on only
/// the bytes of sections are still read from the disk.
final class FetchLine {
    private static final FetchItem FLAGS = new FetchItem.FlagList();
    private static final FetchItem UID = new FetchItem.UidNumber();
    private static final FetchItem MOD_SEQ = new FetchItem.ModSeqNumber();

    private final List<Part> parts = new ArrayList<>();

    /// The same of a message whose flags the command changes: with what was not asked for.
    private final List<Part> seenParts = new ArrayList<>();

    private final MessageReader reader;
    private final Selection selection;
    private final Snapshot now;
    private final FlagLists flags;

    /// What one item shows of a message.
    @FunctionalInterface
    interface Part {
        Data of(LateMessage message) throws IOException;
    }

    /// @param messages that will be written, one after the other
    /// @param modSeqs whether mod-sequences are shown in any case
    FetchLine(
            Set<FetchItem> items,
            boolean modSeqs,
            UidSet messages,
            Selection selection,
            Snapshot now)
            throws IOException {
        this.reader = selection.mailbox().reader(messages);
        this.selection = selection;
        this.now = now;
        this.flags = new FlagLists(messages, now, selection.view());
        for (FetchItem item : items) {
            parts.add(part(item));
        }
        if (modSeqs && !items.contains(MOD_SEQ)) {
            parts.add(part(MOD_SEQ));
        }
        for (FetchItem item : whenSeen(items, modSeqs, selection.enabled())) {
            seenParts.add(part(item));
        }
    }

    /// RFC 3501 §6.4.5, RFC 7162 §3.2.4.
    private static Set<FetchItem> whenSeen(Set<FetchItem> items, boolean modSeqs, Enabled enabled) {
        Set<FetchItem> more = new LinkedHashSet<>();
        if (enabled.tellsModSeqs() && !enabled.uidOnly() && !items.contains(UID)) {
            more.add(UID);
        }
        more.addAll(items);
        more.add(FLAGS);
        if (modSeqs || enabled.tellsModSeqs()) {
            more.add(MOD_SEQ);
        }
        return more;
    }

    /// @param newlySeen whether this very command changed the flags, so that they must be shown
    /// @return false if the message is gone
    boolean write(Uid uid, boolean newlySeen, Responses out) throws IOException {
        try (LateMessage message = new LateMessage(reader, uid)) {
            List<Data> pieces = new ArrayList<>(parts.size() + 1);
            for (Part part : newlySeen ? seenParts : parts) {
                pieces.add(part.of(message));
            }
            respond(uid, pieces, out);
            return true;
        } catch (MessageExpungedException gone) {
            return false;
        }
    }

    private void respond(Uid uid, List<Data> pieces, Responses out) throws IOException {
        out.untagged(line -> {
            selection.audience().start(uid, false, line);
            String space = "";
            for (Data piece : pieces) {
                line.raw(space);
                piece.writeTo(line);
                space = " ";
            }
            line.raw(")");
        });
    }

    private Part part(FetchItem item) throws IOException {
        return switch (item) {
            case FetchItem.UidNumber _ ->
                    message -> line -> line.raw("UID ").number(message.uid().value());
            case FetchItem.FlagList _ -> this::flags;
            case FetchItem.ModSeqNumber _ -> this::modSeq;
            case FetchItem.EmailId _ -> this::emailId;
            case FetchItem.ThreadId _ -> _ -> line -> line.raw("THREADID NIL");
            case FetchItem.SaveDate _ -> this::saveDate;
            case FetchItem.Preview _ -> FetchLine::preview;
            case FetchItem.Binary binary -> FetchedBinary.of(binary);
            case FetchItem.BinarySize size -> FetchedBinary.of(size);
            case FetchItem.InternalDate _ -> this::internalDate;
            case FetchItem.Rfc822Size _ -> this::sizeBytes;
            case FetchItem.Envelope _ -> message -> ready("ENVELOPE ", message.open().envelope());
            case FetchItem.Body _ -> message -> structure("BODY ", message.open().body());
            case FetchItem.BodyStructure _ ->
                    message -> structure("BODYSTRUCTURE ", message.open().bodyStructure());
            case FetchItem.BodySection section -> FetchedSection.of(section)::in;
            case FetchItem.Rfc822 old -> FetchedSection.of(old)::in;
        };
    }

    private Data flags(LateMessage message) {
        return ready("FLAGS ", flags.of(message.uid()));
    }

    private Data internalDate(LateMessage message) throws IOException {
        String date = InternalDates.format(now.internalDate(message.uid()));
        return line -> line.raw("INTERNALDATE \"").raw(date).raw("\"");
    }

    private Data sizeBytes(LateMessage message) throws IOException {
        long bytes = now.sizeBytes(message.uid());
        return line -> line.raw("RFC822.SIZE ").number(bytes);
    }

    private Data modSeq(LateMessage message) throws IOException {
        long modSeq = now.modSeq(message.uid()).value();
        return line -> line.raw("MODSEQ (").number(modSeq).raw(")");
    }

    private Data emailId(LateMessage message) throws IOException {
        String id = ObjectIds.of(message.uid(), selection.mailbox());
        return line -> line.raw("EMAILID (").raw(id).raw(")");
    }

    private Data saveDate(LateMessage message) throws IOException {
        Optional<Instant> date = now.saveDate(message.uid());
        return line ->
                line.raw("SAVEDATE ")
                        .raw(date.map(at -> "\"" + InternalDates.format(at) + "\"").orElse("NIL"));
    }

    private static Data preview(LateMessage message) throws IOException {
        String text = message.open().preview();
        return line -> line.raw("PREVIEW ").text(text);
    }

    private Data structure(String name, byte[] structure) {
        boolean today = selection.enabled().has(Enabled.Extension.IMAP4REV2);
        return ready(name, today ? structure : EarlierStructure.of(structure));
    }

    private static Data ready(String name, byte[] value) {
        return line -> line.raw(name).raw(value);
    }
}
