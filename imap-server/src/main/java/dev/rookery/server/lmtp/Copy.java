// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Accounts;
import dev.rookery.server.users.MailUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One recipient's copy of a message, in the mailbox of each user the address leads to. What fails
/// here stays here: the first failure becomes the recipient's reply.
final class Copy implements AutoCloseable {
    private final EnvelopeAddress recipient;
    private final Events events;
    private final List<Account> accounts = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private Optional<Reply> failure = Optional.empty();

    private Copy(EnvelopeAddress recipient, Events events) {
        this.recipient = recipient;
        this.events = events;
    }

    /// Opens the users' INBOXes for a message that begins with `trace`.
    static Copy open(
            EnvelopeAddress recipient,
            List<MailUser> users,
            Accounts accounts,
            TraceHeader trace,
            Events events) {
        Copy copy = new Copy(recipient, events);
        byte[] lines = trace.linesFor(recipient);
        copy.attempt(() -> {
            for (MailUser user : users) {
                Account account = accounts.open(user);
                copy.accounts.add(account);
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                Delivery delivery = inbox.deliver(Flags.NONE, trace.at());
                copy.deliveries.add(delivery);
                delivery.write(lines, 0, lines.length);
            }
        });
        return copy;
    }

    EnvelopeAddress recipient() {
        return recipient;
    }

    void write(byte[] bytes, int offset, int length) {
        attempt(() -> {
            for (Delivery delivery : deliveries) {
                delivery.write(bytes, offset, length);
            }
        });
    }

    /// Makes it durable; the reply says whether it is.
    Reply commit() {
        attempt(() -> {
            for (Delivery delivery : deliveries) {
                delivery.commit();
            }
        });
        return failure.orElseGet(() -> new Reply(250, "2.0.0", "<" + recipient + "> Saved"));
    }

    /// Drops what was not committed; the recipient's reply will be `reply`.
    void refuse(Reply reply) {
        failure = Optional.of(failure.orElse(reply));
        drop();
    }

    @Override
    public void close() {
        drop();
        accounts.forEach(Account::close);
        accounts.clear();
    }

    private void drop() {
        for (Delivery delivery : deliveries) {
            try {
                delivery.close();
            } catch (IOException e) {
                events.happened(new Event.StorageTrouble(where(), e));
            }
        }
        deliveries.clear();
    }

    /// The one place that decides what a failure means to the sender: try again later, unless the
    /// mailbox is full (RFC 3463 `X.2.2`), of which the author should hear.
    private void attempt(Step step) {
        try {
            step.run();
        } catch (NoSpaceException e) {
            refuse(new Reply(452, "4.3.1", "<" + recipient + "> No space left"));
        } catch (QuotaExceededException e) {
            refuse(new Reply(552, "5.2.2", "<" + recipient + "> Mailbox is full"));
        } catch (AccountInUseException | ClosedException e) {
            refuse(new Reply(451, "4.3.0", "<" + recipient + "> Mailbox in use"));
        } catch (IOException | MailStoreException e) {
            events.happened(new Event.StorageTrouble(where(), e));
            refuse(new Reply(451, "4.3.0", "<" + recipient + "> Storage trouble"));
        } catch (RuntimeException e) {
            events.happened(new Event.Bug(where(), e));
            refuse(new Reply(451, "4.3.0", "<" + recipient + "> Internal error"));
        }
    }

    private String where() {
        return "delivery to " + recipient;
    }

    /// A step that may fail in any way storage can.
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
