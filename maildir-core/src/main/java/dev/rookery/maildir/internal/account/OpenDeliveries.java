// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Deliveries.Delivered;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.IncomingMessage;
import dev.rookery.maildir.internal.delivery.TmpFile;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Body;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Receives messages for a mailbox: small ones are held, as long as there is room for them, here
/// and in all accounts; all others lie durably in `tmp/` when the next one begins.
final class OpenDeliveries implements AutoCloseable {
    private final OpenMailbox mailbox;
    private final OpenAccount account;

    private final List<NewMessage> whole = new ArrayList<>();
    private final List<IncomingMessage> received = new ArrayList<>();
    private @Nullable Begun begun;

    /// Where the files of large messages are made, wherever the folder lies in the end.
    private @Nullable Directory tmp;

    private int heldBytes;
    private int keywordChars;
    private boolean open = true;

    /// The message that is being received.
    private record Begun(
            IncomingMessage content, MessageFileName name, Flags flags, long dateSeconds) {
        NewMessage message() {
            long physical = content.physicalBytes();
            long virtual = content.virtualBytes();
            return new NewMessage(
                    name.withSizes(physical, virtual),
                    name.text(),
                    flags,
                    dateSeconds,
                    physical,
                    virtual,
                    content.body());
        }
    }

    OpenDeliveries(OpenMailbox mailbox, OpenAccount account) {
        this.mailbox = mailbox;
        this.account = account;
    }

    void next(Flags flags, Instant internalDate) throws IOException {
        requireOpen();
        if (received.size() == MailLimits.DELIVERIES_MAX) {
            throw new LimitException(
                    "at most " + MailLimits.DELIVERIES_MAX + " messages can be added at once");
        }
        requireRoomForKeywords(flags);
        step(this::end);
        MessageFileName name = mailbox.newName();
        long date = Limits.date(internalDate, account.clock().instant()).getEpochSecond();
        int most = account.engine().mayHoldBodies() ? Limits.DELIVERIES_HELD_BYTES_MAX : 0;
        int room = Math.max(0, most - heldBytes);
        IncomingMessage content =
                new IncomingMessage(
                        Math.min(room, IncomingMessage.HELD_BYTES_MAX),
                        account.lineEnds(),
                        () -> tmpFile(name, date));
        received.add(content);
        begun = new Begun(content, name, flags, date);
    }

    private void requireRoomForKeywords(Flags flags) {
        Limits.requireRoomForKeywords(mailbox.snapshot(), flags);
        keywordChars += flags.keywords().stream().mapToInt(String::length).sum();
        if (keywordChars > MailLimits.DELIVERIES_KEYWORD_CHARS_MAX) {
            throw new LimitException(
                    "the keywords of messages added at once have at most "
                            + MailLimits.DELIVERIES_KEYWORD_CHARS_MAX
                            + " characters");
        }
    }

    private TmpFile tmpFile(MessageFileName name, long dateSeconds) throws IOException {
        try {
            return new TmpFile(
                    tmp(), name.text(), account.owner(), dateSeconds, account.lineEnds());
        } catch (IOException trouble) {
            throw account.explained(mailbox, trouble);
        }
    }

    private Directory tmp() throws IOException {
        if (tmp == null) {
            mailbox.followName();
            tmp = mailbox.files().tmp();
        }
        return tmp;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        if (begun == null) {
            throw new IllegalStateException("no message was begun");
        }
        IncomingMessage content = begun.content();
        step(() -> content.write(bytes, offset, length));
    }

    /// What fails leaves half a message: it can only be dropped.
    private void step(Engine.Work work) throws IOException {
        open = false;
        work.run();
        open = true;
    }

    /// The message that was begun last is whole.
    private void end() throws IOException {
        if (begun == null) {
            return;
        }
        IncomingMessage content = begun.content();
        content.end();
        if (content.body().isEmpty()) {
            account.onStorage(content::force);
        }
        heldBytes += content.body().map(Body::sizeBytes).orElse(0);
        whole.add(begun.message());
        begun = null;
    }

    /// @param replaced messages that go in the same step, if any do
    Delivered commit(Optional<ReplacedMessages> replaced) throws IOException {
        requireOpen();
        try (this) {
            end();
            return whole.isEmpty()
                    ? new Delivered(mailbox.snapshot().uidValidity(), UidSet.EMPTY)
                    : publish(replaced);
        }
    }

    private Delivered publish(Optional<ReplacedMessages> replaced) throws IOException {
        Directory drafts = tmp == null ? mailbox.files().tmp() : tmp;
        CommitDeliveries commit = new CommitDeliveries(mailbox, drafts, whole, replaced);
        try {
            mailbox.requirePlace();
            mailbox.takeOver();
            if (commit.alone() && whole.stream().anyMatch(each -> each.body().isEmpty())) {
                account.onStorage(drafts::force);
            }
            Delivered delivered = account.writer().run(commit);
            received.forEach(IncomingMessage::keep);
            mailbox.nameArrivals();
            return delivered;
        } catch (IOException trouble) {
            if (commit.mayComeBack()) {
                received.forEach(IncomingMessage::keep);
            }
            throw account.explained(mailbox, trouble);
        }
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw new IOException("the delivery was committed, dropped or failed before");
        }
    }

    @Override
    public void close() throws IOException {
        open = false;
        begun = null;
        List<IncomingMessage> left = List.copyOf(received);
        received.clear();
        Optional<IOException> refusal = Optional.empty();
        for (IncomingMessage each : left) {
            try {
                each.close();
            } catch (IOException stays) {
                refusal.ifPresent(stays::addSuppressed);
                refusal = Optional.of(stays);
            }
        }
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }
}
