// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.UnknownEncodingException;
import dev.rookery.server.imap.response.Responses.Status;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;

/// The one place that decides what a failure means to the client: a code of RFC 5530 and a
/// sentence, never what went wrong inside.
final class Failures {
    private final Events events;

    Failures(Events events) {
        this.events = events;
    }

    /// Work that may fail.
    @FunctionalInterface
    interface Work {
        Outcome run() throws IOException;
    }

    /// Runs `work`; a failure becomes the reply to the command. Bugs and a lost client pass
    /// through.
    ///
    /// @param where for the log: what was being done, for whom
    Outcome guard(String where, Work work) throws ConnectionBrokenException {
        try {
            return work.run();
        } catch (Refusal refusal) {
            return new Outcome.Done(refusal.status());
        } catch (ClosedException closed) {
            return new Outcome.Lost(reply(closed));
        } catch (MailStoreException refusal) {
            return new Outcome.Done(reply(refusal));
        } catch (ConnectionBrokenException gone) {
            throw gone;
        } catch (IOException trouble) {
            return new Outcome.Done(reply(where, trouble));
        }
    }

    /// Something beside a command, which has its reply whatever comes of this.
    @FunctionalInterface
    interface Errand {
        void run() throws IOException;
    }

    /// Runs an errand that may fail, as [#guard] runs a command; nobody is told of a refusal.
    void attempt(String where, Errand errand) throws ConnectionBrokenException {
        guard(
                where,
                () -> {
                    errand.run();
                    return Outcome.ok("Done.");
                });
    }

    /// The reply to trouble with the disk, which is also reported.
    Status reply(String where, IOException trouble) {
        report(where, trouble);
        return trouble instanceof NoSpaceException
                ? Status.no("LIMIT", "The disk is full.")
                : Status.no("UNAVAILABLE", "The mail store is in trouble; try again later.");
    }

    /// Trouble that the client need not hear of.
    void report(String where, Exception trouble) {
        events.happened(new Event.StorageTrouble(where, trouble));
    }

    /// The reply where mail is not what a client takes it for.
    static Status reply(MailStoreException refusal) {
        return switch (refusal) {
            case NoSuchMailboxException _ -> Status.no("NONEXISTENT", "There is no such mailbox.");
            case MailboxExistsException _ ->
                    Status.no("ALREADYEXISTS", "There is such a mailbox already.");
            case InvalidMailboxNameException _ ->
                    Status.no("CANNOT", "No mailbox can have this name, or not this one.");
            case AccountInUseException _ ->
                    Status.no("INUSE", "Another program holds this mail; try again later.");
            case MessageExpungedException _ ->
                    Status.no("EXPUNGEISSUED", "Some of the messages are gone.");
            case ClosedException _ ->
                    Status.no("UNAVAILABLE", "The mail store is closed; try again later.");
            case LimitException _ -> Status.no("LIMIT", "That is more than a mailbox may hold.");
            case UnknownEncodingException _ ->
                    Status.no("UNKNOWN-CTE", "A part has an encoding nobody knows.");
            case QuotaExceededException _ ->
                    Status.no("OVERQUOTA", "That is more than this account may hold.");
        };
    }
}
