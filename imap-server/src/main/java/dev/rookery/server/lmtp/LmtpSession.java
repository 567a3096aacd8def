// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.lmtp.LmtpCommand.Data;
import dev.rookery.server.lmtp.LmtpCommand.Lhlo;
import dev.rookery.server.lmtp.LmtpCommand.Mail;
import dev.rookery.server.lmtp.LmtpCommand.Noop;
import dev.rookery.server.lmtp.LmtpCommand.Quit;
import dev.rookery.server.lmtp.LmtpCommand.Rcpt;
import dev.rookery.server.lmtp.LmtpCommand.Rset;
import dev.rookery.server.lmtp.LmtpCommand.Vrfy;
import dev.rookery.server.net.Peer;
import dev.rookery.server.observe.Event;
import dev.rookery.server.users.MailUser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs the commands of one client: a function of its inputs, in order.
final class LmtpSession implements AutoCloseable {
    /// What the client sends next.
    enum Expect {
        COMMAND,
        BODY,
        NOTHING
    }

    /// Where the dialogue stands.
    private sealed interface State {}

    private record Ungreeted() implements State {}

    private record Greeted(String client) implements State {}

    private record Transaction(
            String client, Optional<EnvelopeAddress> sender, List<Accepted> recipients)
            implements State {}

    private record Accepted(EnvelopeAddress recipient, List<MailUser> users) {}

    private final LmtpService service;
    private final Peer peer;
    private final Replies replies;
    private State state = new Ungreeted();
    private @Nullable IncomingMail mail;
    private int badCommands;

    LmtpSession(LmtpService service, Peer peer, Replies replies) {
        this.service = service;
        this.peer = peer;
        this.replies = replies;
    }

    void greet() throws IOException {
        replies.sendLine("220 " + service.settings().hostname() + " LMTP ready");
    }

    Expect run(LmtpCommand command) throws IOException {
        try {
            switch (command) {
                case Lhlo lhlo -> lhlo(lhlo);
                case Mail begin -> mail(begin);
                case Rcpt rcpt -> rcpt(rcpt);
                case Data _ -> {
                    data();
                    return Expect.BODY;
                }
                case Rset _ -> {
                    state = reset();
                    ok("2.0.0", "OK");
                }
                case Noop _ -> ok("2.0.0", "OK");
                case Vrfy _ -> replies.send(new Reply(252, "2.0.0", "Send some mail, I will try"));
                case Quit _ -> {
                    replies.send(new Reply(221, "2.0.0", "Bye"));
                    return Expect.NOTHING;
                }
            }
            return Expect.COMMAND;
        } catch (RefusedException refused) {
            return refuse(refused.reply());
        }
    }

    /// Answers what is no command, or none that may be run now; too many of them end the dialogue.
    Expect refuse(Reply reply) throws IOException {
        badCommands++;
        if (badCommands >= service.settings().badCommandsMax()) {
            replies.send(new Reply(421, "4.7.0", "Too many bad commands"));
            return Expect.NOTHING;
        }
        replies.send(reply);
        return Expect.COMMAND;
    }

    void body(ByteBuffer piece) {
        incoming().write(piece);
    }

    void endOfBody() throws IOException {
        try (IncomingMail whole = incoming()) {
            mail = null;
            whole.commit(replies);
        }
    }

    /// Drops a message that did not come to its end.
    @Override
    public void close() {
        if (mail != null) {
            mail.close();
            mail = null;
        }
    }

    private void lhlo(Lhlo lhlo) throws IOException {
        state = new Greeted(lhlo.client());
        replies.sendLine("250-" + service.settings().hostname());
        replies.sendLine("250-PIPELINING");
        replies.sendLine("250-8BITMIME");
        replies.sendLine("250-ENHANCEDSTATUSCODES");
        replies.sendLine("250 SIZE " + service.settings().messageBytesMax());
    }

    private void mail(Mail begin) throws IOException, RefusedException {
        if (!(state instanceof Greeted(String client))) {
            throw outOfOrder(state instanceof Ungreeted ? "Say LHLO first" : "Nested MAIL");
        }
        if (begin.sizeBytes() > service.settings().messageBytesMax()) {
            replies.send(new Reply(552, "5.3.4", "Message too large"));
            return;
        }
        state = new Transaction(client, begin.sender(), new ArrayList<>());
        ok("2.1.0", "OK");
    }

    private void rcpt(Rcpt rcpt) throws IOException, RefusedException {
        List<Accepted> recipients = transaction("Say MAIL first").recipients();
        if (recipients.size() >= service.settings().recipientsMax()) {
            replies.send(new Reply(452, "4.5.3", "Too many recipients"));
            return;
        }
        EnvelopeAddress recipient = rcpt.recipient();
        switch (service.recipients().resolve(recipient.lookup())) {
            case Recipients.Found(List<MailUser> users) -> {
                recipients.add(new Accepted(recipient, users));
                ok("2.1.5", "OK");
            }
            case Recipients.Unknown() ->
                    turnAway(recipient, new Reply(550, "5.1.1", "<" + recipient + "> Unknown"));
            case Recipients.Unavailable() ->
                    turnAway(
                            recipient,
                            new Reply(451, "4.3.0", "<" + recipient + "> Users unavailable"));
        }
    }

    private void data() throws IOException, RefusedException {
        Transaction transaction = transaction("Say MAIL first");
        if (transaction.recipients().isEmpty()) {
            throw outOfOrder("No valid recipients");
        }
        state = reset();
        mail = open(transaction);
        replies.sendLine("354 End with a dot on a line by itself");
    }

    private IncomingMail open(Transaction transaction) {
        Instant now = service.clock().instant();
        TraceHeader trace =
                new TraceHeader(
                        peer,
                        transaction.client(),
                        service.settings().hostname(),
                        service.nextId(),
                        transaction.sender(),
                        now);
        List<Copy> copies = new ArrayList<>();
        for (Accepted accepted : transaction.recipients()) {
            copies.add(
                    Copy.open(
                            accepted.recipient(),
                            accepted.users(),
                            service.accounts(),
                            trace,
                            service.events()));
        }
        return new IncomingMail(
                copies, service.settings().messageBytesMax(), service.events(), service.clock());
    }

    private State reset() {
        return state instanceof Transaction(String client, var _, var _)
                ? new Greeted(client)
                : state;
    }

    private Transaction transaction(String otherwise) throws RefusedException {
        if (state instanceof Transaction transaction) {
            return transaction;
        }
        throw outOfOrder(otherwise);
    }

    private IncomingMail incoming() {
        if (mail == null) {
            throw new IllegalStateException("no message is being received");
        }
        return mail;
    }

    private void turnAway(EnvelopeAddress recipient, Reply reply) throws IOException {
        service.events()
                .happened(new Event.DeliveryRefused(recipient.toString(), reply.toString()));
        replies.send(reply);
    }

    private void ok(String status, String text) throws IOException {
        replies.send(new Reply(250, status, text));
    }

    private static RefusedException outOfOrder(String text) {
        return new RefusedException(503, "5.5.1", text);
    }
}
