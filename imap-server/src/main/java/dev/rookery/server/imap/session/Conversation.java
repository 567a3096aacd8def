// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.command.AppendPiece;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.CommandStream;
import dev.rookery.server.imap.command.Step;
import dev.rookery.server.imap.command.Tag;
import dev.rookery.server.imap.response.Responses.Condition;
import dev.rookery.server.imap.response.Responses.Status;
import dev.rookery.server.imap.session.ChangeReports.Known;
import dev.rookery.server.imap.session.ImapSettings.Limits;
import dev.rookery.server.limits.ServerLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose turn it is, from greeting to farewell: takes inputs, one after another, has commands
/// executed and answers them. Knows no socket, no thread and no clock.
final class Conversation {
    private final CommandStream stream;
    private final Session session;
    private final Output out;
    private final Limits limits;
    private final Switches switches;
    private @Nullable Pending pending;
    private int badCommands;
    private int failedLogins;
    private @Nullable String ended;

    Conversation(
            CommandStream stream, Session session, Output out, Limits limits, Switches switches) {
        this.stream = stream;
        this.session = session;
        this.out = out;
        this.limits = limits;
        this.switches = switches;
    }

    /// Changes what the bytes of the connection are, in both directions.
    @FunctionalInterface
    interface Switches {
        void accept(Outcome.Switch change) throws IOException;
    }

    /// A command that waits for more from the client.
    private record Pending(Command command, Outcome.Unfinished what) {}

    void greet() throws IOException {
        out.untagged(Status.ok("CAPABILITY " + session.capabilities(), "Rookery ready."));
        out.flush();
    }

    void accept(Input input) throws IOException {
        switch (input) {
            case Input.Bytes(ByteBuffer bytes) -> {
                stream.feed(bytes);
                advance();
            }
            case Input.MailboxChanged _ -> changed();
            case Input.KeepAliveDue _ -> out.untagged(Status.ok("Still here."));
            case Input.TooLate(String text) -> bye("", text);
            case Input.ServerStops _ -> bye("", "The server stops.");
            case Input.ClientGone(String reason) -> ended = reason;
        }
        out.flush();
    }

    /// Why the conversation is over; nothing while it is not.
    Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    Deadlines.Phase phase() {
        if (session.state() instanceof State.NotAuthenticated) {
            return Deadlines.Phase.LOGIN;
        }
        return isListening() ? Deadlines.Phase.IDLE : Deadlines.Phase.COMMAND;
    }

    /// Says farewell: the connection ends.
    void bye(String code, String text) throws IOException {
        ended = text;
        if (!out.isUnfinished()) {
            out.untagged(new Status(Condition.BYE, code, text));
            out.flush();
        }
    }

    /// Drops what was begun.
    void close() throws IOException {
        if (pending != null && pending.what() instanceof Outcome.Receive(_, Upload upload, _)) {
            upload.close();
        }
    }

    private boolean isListening() {
        return pending != null && pending.what() instanceof Outcome.Listen;
    }

    private void advance() throws IOException {
        while (ended == null) {
            switch (stream.next()) {
                case Step.NeedInput _ -> {
                    return;
                }
                case Step.GoAhead _ -> out.goAhead("OK");
                case Step.Execute(Command command) -> execute(command);
                case Step.Line(ByteBuffer line) -> answered(line);
                case Step.Body(ByteBuffer chunk) -> receiving().upload().write(chunk);
                case Step.Pieces(List<AppendPiece> pieces) -> more(pieces);
                case Step.Refused refused -> refused(refused);
                case Step.Fatal(String code, String text) -> bye(code, text);
            }
        }
    }

    private void execute(Command command) throws IOException {
        if (mayTakeLong(command)) {
            out.flush();
        }
        settle(command, session.run(command, out));
    }

    /// Replies to pipelined commands travel together, but never wait for one that takes its time.
    private static boolean mayTakeLong(Command command) {
        return switch (command) {
            case Command.NotAuthenticated _ -> true;
            case Command.Search _, Command.Copy _, Command.Move _ -> true;
            case Command.AnyState _, Command.Authenticated _, Command.Selected _ -> false;
        };
    }

    private void settle(Command command, Outcome outcome) throws IOException {
        switch (outcome) {
            case Outcome.Finished finished -> {
                if (stream.isOfferingBody()) {
                    stream.refuseBody();
                }
                finish(command, finished);
            }
            case Outcome.Unfinished more -> {
                pending = new Pending(command, more);
                ask(more);
            }
        }
    }

    private void ask(Outcome.Unfinished more) throws IOException {
        switch (more) {
            case Outcome.Ask ask -> {
                out.goAhead(ask.challenge());
                stream.expectLine();
            }
            case Outcome.Listen _ -> {
                out.goAhead("idling");
                stream.expectLine();
                changed();
            }
            case Outcome.Receive _ -> {
                if (stream.isBodyWaiting()) {
                    out.goAhead("OK");
                }
                stream.acceptBody();
            }
        }
    }

    private void answered(ByteBuffer line) throws IOException {
        Pending asked = takePending();
        switch (asked.what()) {
            case Outcome.Ask ask -> settle(asked.command(), session.answer(ask, line));
            case Outcome.Listen _ -> {
                boolean done =
                        StandardCharsets.US_ASCII.decode(line).toString().equalsIgnoreCase("DONE");
                finish(
                        asked.command(),
                        new Outcome.Done(
                                done
                                        ? Status.ok("No longer idle.")
                                        : Status.bad("IDLE ends with DONE.")));
            }
            case Outcome.Receive _ -> throw new IllegalStateException("a line inside a message");
        }
    }

    private Outcome.Receive receiving() {
        if (pending != null && pending.what() instanceof Outcome.Receive receive) {
            return receive;
        }
        throw new IllegalStateException("bytes of a message nobody asked for");
    }

    private void more(List<AppendPiece> pieces) throws IOException {
        Outcome.Receive receive = receiving();
        pending = null;
        settle(receive.command(), session.take(receive, pieces, out));
    }

    private void finish(Command command, Outcome.Finished finished) throws IOException {
        switch (finished) {
            case Outcome.Leave(Status status, String reason) -> {
                out.tagged(command.tag(), status);
                ended = reason;
            }
            case Outcome.Lost(Status status) -> {
                out.tagged(command.tag(), status);
                lost();
            }
            case Outcome.Enter(_, Status status) -> {
                if (session.state() instanceof State.NotAuthenticated) {
                    loggedOut(command, status);
                } else {
                    stream.loggedIn();
                    reply(command, status);
                }
            }
            case Outcome.Become(Status status, Outcome.Switch change) ->
                    become(command, status, change);
            case Outcome.Done(Status status) -> {
                reply(command, status);
                if (session.speaksUtf8()) {
                    stream.namesAreUtf8();
                }
            }
        }
    }

    private void loggedOut(Command command, Status status) throws IOException {
        stream.loggedOut();
        badCommands = 0;
        out.utf8(false);
        reply(command, status);
        out.flush();
        switches.accept(Outcome.Switch.PLAIN);
    }

    /// Bytes that came before the reply are no part of the new stream, whoever sent them: RFC 4978
    /// §3, RFC 9051 §6.2.1.
    private void become(Command command, Status status, Outcome.Switch change) throws IOException {
        if (stream.hasBytes()) {
            out.tagged(command.tag(), Status.bad("Wait for the reply before you go on."));
            bye("", "Nothing may follow this command.");
            return;
        }
        session.report(command, out);
        out.tagged(command.tag(), status);
        out.flush();
        switches.accept(change);
    }

    private void lost() throws IOException {
        bye("UNAVAILABLE", "This mail is closed for now; try again later.");
    }

    /// What the news lead to stands in the reply, if that has no code of its own.
    private void reply(Command command, Status status) throws IOException {
        Optional<Known> known = session.report(command, out);
        boolean hasRoom = status.condition() == Condition.OK && status.code().isEmpty();
        if (known.isPresent() && known.get().due() && !hasRoom) {
            out.untagged(Status.ok(known.get().code(), "Known up to here."));
        }
        out.tagged(
                command.tag(),
                known.isPresent() && hasRoom
                        ? Status.ok(known.get().code(), status.text())
                        : status);
        if (session.isOrphaned()) {
            bye("", "The selected mailbox was deleted.");
        } else {
            count(status);
        }
    }

    private void refused(Step.Refused refused) throws IOException {
        dropPending();
        Optional<Tag> tag =
                refused.tag()
                        .or(() -> Optional.ofNullable(pending).map(each -> each.command().tag()));
        pending = null;
        Status status =
                switch (refused.verdict()) {
                    case NO -> new Status(Condition.NO, refused.code(), refused.text());
                    case BAD -> new Status(Condition.BAD, refused.code(), refused.text());
                };
        if (tag.isPresent()) {
            out.tagged(tag.get(), status);
        } else {
            out.untagged(status);
        }
        count(status);
    }

    private void dropPending() {
        try {
            close();
        } catch (IOException trouble) {
            session.trouble("dropping an unfinished message", trouble);
        }
    }

    /// Before login every bad command counts; afterwards those in a row.
    private void count(Status status) throws IOException {
        boolean loggedIn = !(session.state() instanceof State.NotAuthenticated);
        if (status.condition() == Condition.BAD) {
            badCommands++;
        } else if (loggedIn) {
            badCommands = 0;
        }
        if (badCommands
                >= (loggedIn ? limits.badCommandsMax() : limits.badCommandsBeforeLoginMax())) {
            bye("", "Too many bad commands.");
        } else if (status.code().equals(Refusal.AUTHENTICATION_FAILED)
                && ++failedLogins >= ServerLimits.FAILED_LOGINS_MAX) {
            bye("", "Too many failed logins.");
        }
    }

    /// Outside of IDLE, news wait for the end of a command, unless the client wants them at once.
    private void changed() throws IOException {
        if (session.isLost()) {
            lost();
        } else if (pending == null) {
            session.speakUp(out);
        } else if (isListening()) {
            session.report(pending.command(), out);
            if (session.isOrphaned()) {
                bye("", "The selected mailbox was deleted.");
            }
        }
    }

    private Pending takePending() {
        Pending taken = pending;
        if (taken == null) {
            throw new IllegalStateException("a line nobody asked for");
        }
        pending = null;
        return taken;
    }
}
