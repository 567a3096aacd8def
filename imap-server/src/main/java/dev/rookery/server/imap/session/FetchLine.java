// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
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

    private final Set<FetchItem> items;
    private final Mailbox mailbox;
    private final SessionView view;
    private final Snapshot now;

    FetchLine(Set<FetchItem> items, Mailbox mailbox, SessionView view, Snapshot now) {
        this.items = items;
        this.mailbox = mailbox;
        this.view = view;
        this.now = now;
    }

    /// @param newlySeen whether this very command changed the flags, so that they must be shown
    /// @return false if the message is gone
    boolean write(Uid uid, boolean newlySeen, Responses out) throws IOException {
        try (LateMessage message = new LateMessage(mailbox, uid)) {
            List<Data> pieces = new ArrayList<>(items.size() + 1);
            for (FetchItem item : items) {
                pieces.add(piece(item, message));
            }
            if (newlySeen && !items.contains(FLAGS)) {
                pieces.add(piece(FLAGS, message));
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

    private Data piece(FetchItem item, LateMessage message) throws IOException {
        Uid uid = message.uid();
        return switch (item) {
            case FetchItem.UidNumber _ -> line -> line.raw("UID ").number(uid.value());
            case FetchItem.FlagList _ -> {
                String flags = ChangeReports.flagList(now.flags(uid), view.isRecent(uid));
                yield line -> line.raw("FLAGS ").raw(flags);
            }
            case FetchItem.InternalDate _ -> {
                String date = InternalDates.format(now.internalDate(uid));
                yield line -> line.raw("INTERNALDATE \"").raw(date).raw("\"");
            }
            case FetchItem.Rfc822Size _ -> {
                long sizeBytes = now.sizeBytes(uid);
                yield line -> line.raw("RFC822.SIZE ").number(sizeBytes);
            }
            case FetchItem.Envelope _ -> ready("ENVELOPE ", message.open().envelope());
            case FetchItem.Body _ -> ready("BODY ", message.open().body());
            case FetchItem.BodyStructure _ ->
                    ready("BODYSTRUCTURE ", message.open().bodyStructure());
            case FetchItem.BodySection section -> FetchedSection.of(section, message.open());
            case FetchItem.Rfc822 old -> FetchedSection.of(old, message.open());
        };
    }

    private static Data ready(String name, byte[] value) {
        return line -> line.raw(name).raw(value);
    }
}
