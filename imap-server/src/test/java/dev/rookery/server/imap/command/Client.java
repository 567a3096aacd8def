// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.imap.wire.CommandLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Sends bytes in pieces and does with the steps what a session does: a line for IDLE and
/// AUTHENTICATE, a body for APPEND unless its mailbox is `Refused`.
final class Client {
    private final CommandStream stream;
    private final List<Step> steps = new ArrayList<>();

    private Client(CommandStream stream) {
        this.stream = stream;
    }

    static Client beforeLogin() {
        return with(CommandLimits.BEFORE_LOGIN, CommandLimits.AFTER_LOGIN, false, false);
    }

    static Client afterLogin() {
        return with(CommandLimits.BEFORE_LOGIN, CommandLimits.AFTER_LOGIN, true, false);
    }

    static Client with(
            CommandLimits beforeLogin,
            CommandLimits afterLogin,
            boolean loggedIn,
            boolean namesAreUtf8) {
        Client client = new Client(new CommandStream(beforeLogin, afterLogin));
        if (loggedIn) {
            client.stream.loggedIn();
        }
        if (namesAreUtf8) {
            client.stream.namesAreUtf8();
        }
        return client;
    }

    /// What `text` means, sent as one line after login.
    static Command command(String text) {
        List<Step> steps = afterLogin().sends(text + "\r\n").steps();
        return switch (steps.getLast()) {
            case Step.Execute(Command command) -> command;
            case Step other -> throw new AssertionError(text + " gives " + other);
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Client sends(String text) {
        return sends(bytes(text));
    }

    Client sends(byte[] bytes) {
        stream.feed(ByteBuffer.wrap(bytes));
        takeSteps();
        return this;
    }

    Client sendsByteByByte(byte[] bytes) {
        for (byte each : bytes) {
            sends(new byte[] {each});
        }
        return this;
    }

    Client sendsInPieces(byte[] bytes, Random random) {
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(1 + random.nextInt(40)));
            stream.feed(ByteBuffer.wrap(bytes, at, count));
            takeSteps();
            at += count;
        }
        return this;
    }

    /// What came of it, chunks of a body joined, requests for input left out.
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /// How many bytes the server keeps for this client now.
    long keptBytes() {
        return KeptBytes.of(stream);
    }

    private void takeSteps() {
        while (true) {
            Step step = stream.next();
            if (step instanceof Step.NeedInput) {
                return;
            }
            record(step);
            if (step instanceof Step.Fatal) {
                return;
            }
            if (step instanceof Step.Execute(Command command)) {
                answer(command);
            } else if (step instanceof Step.Pieces && stream.isOfferingBody()) {
                stream.acceptBody();
            }
        }
    }

    private void answer(Command command) {
        switch (command) {
            case Command.Idle _ -> stream.expectLine();
            case Command.Authenticate ask when ask.initialResponse().isEmpty() ->
                    stream.expectLine();
            case Command.Storing storing when stream.isOfferingBody() -> {
                if (storing.mailbox().equals("Refused")) {
                    stream.refuseBody();
                } else {
                    stream.acceptBody();
                }
            }
            case Command _ -> {}
        }
    }

    private void record(Step step) {
        if (!steps.isEmpty()
                && steps.getLast() instanceof Step.Body(ByteBuffer before)
                && step instanceof Step.Body(ByteBuffer more)) {
            ByteBuffer joined = ByteBuffer.allocate(before.remaining() + more.remaining());
            joined.put(before.duplicate()).put(more.duplicate()).flip();
            steps.set(steps.size() - 1, new Step.Body(joined));
        } else if (!(step instanceof Step.Fatal && steps.contains(step))) {
            steps.add(step);
        }
    }
}
