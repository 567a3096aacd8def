// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.MessageReader;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.FetchItem;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Data;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes one FETCH response after another: RFC 3501 §7.4.2.
///
/// All that may fail is got ready before the first byte of a response is written; from then on only
/// the bytes of sections are still read from the disk.
final class FetchLine {
    private static final FetchItem FLAGS = new FetchItem.FlagList();

    private final List<Part> parts = new ArrayList<>();
    private final boolean showsFlags;
    private final MessageReader reader;
    private final SessionView view;
    private final Snapshot now;
    private final FlagLists flags;

    /// What one item shows of a message.
    @FunctionalInterface
    private interface Part {
        Data of(LateMessage message) throws IOException;
    }

    /// @param messages that will be written, in ascending order
    FetchLine(
            Set<FetchItem> items, UidSet messages, Mailbox mailbox, SessionView view, Snapshot now)
            throws IOException {
        this.reader = mailbox.reader(messages);
        this.view = view;
        this.now = now;
        this.flags = new FlagLists(messages, now, view);
        this.showsFlags = items.contains(FLAGS);
        for (FetchItem item : items) {
            parts.add(part(item));
        }
    }

    /// @param newlySeen whether this very command changed the flags, so that they must be shown
    /// @return false if the message is gone
    boolean write(Uid uid, boolean newlySeen, Responses out) throws IOException {
        try (LateMessage message = new LateMessage(reader, uid)) {
            List<Data> pieces = new ArrayList<>(parts.size() + 1);
            for (Part part : parts) {
                pieces.add(part.of(message));
            }
            if (newlySeen && !showsFlags) {
                pieces.add(flags(message));
            }
            respond(view.sequenceOf(uid), pieces, out);
            return true;
        } catch (MessageExpungedException gone) {
            return false;
        }
    }

    private static void respond(long sequence, List<Data> pieces, Responses out)
            throws IOException {
        out.untagged(line -> {
            line.number(sequence).raw(" FETCH (");
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
            case FetchItem.InternalDate _ -> this::internalDate;
            case FetchItem.Rfc822Size _ -> this::sizeBytes;
            case FetchItem.Envelope _ -> message -> ready("ENVELOPE ", message.open().envelope());
            case FetchItem.Body _ -> message -> ready("BODY ", message.open().body());
            case FetchItem.BodyStructure _ ->
                    message -> ready("BODYSTRUCTURE ", message.open().bodyStructure());
            case FetchItem.BodySection section -> section(FetchedSection.of(section));
            case FetchItem.Rfc822 old -> section(FetchedSection.of(old));
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

    private static Part section(FetchedSection section) {
        return message -> section.in(message.open());
    }

    private static Data ready(String name, byte[] value) {
        return line -> line.raw(name).raw(value);
    }
}
