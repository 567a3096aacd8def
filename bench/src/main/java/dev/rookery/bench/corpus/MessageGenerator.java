// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.bench.corpus.Dice.Aspect;
import java.util.Objects;

/// Writes the messages of a box, in any order: each follows from the box and its number alone.
///
/// For one thread.
public final class MessageGenerator {
    /// Changes with the bytes and with what is counted: what was generated otherwise is not used
    /// again.
    public static final int VERSION = 2;

    private final Box box;
    private final Envelopes envelopes;
    private final Octets message = new Octets();
    private final HeaderWriter header = new HeaderWriter(message);
    private final BodyWriter body;

    public MessageGenerator(Box box) {
        this.box = box;
        this.envelopes = new Envelopes(box);
        this.body = new BodyWriter(box.shape(), message);
    }

    /// What is decided before a body is written; so without its size, and quickly.
    ///
    /// @param number from 0
    public MessageFacts facts(int number) {
        return envelope(number).facts();
    }

    /// The bytes as a client sends them, with CRLF line ends; no line begins with a dot.
    ///
    /// @param number from 0
    public byte[] message(int number) {
        return write(envelope(number)).copy();
    }

    Envelope envelope(int number) {
        return envelopes.of(Objects.checkIndex(number, box.messages()));
    }

    /// The same bytes, until the next message is written.
    Octets write(Envelope envelope) {
        int number = envelope.facts().number();
        message.clear();
        if (box.shape().isTextAlone()) {
            header.writeShort(envelope);
        } else {
            header.write(envelope, Dice.of(box.seed(), number, Aspect.HEADER));
        }
        body.write(envelope, Dice.of(box.seed(), number, Aspect.BODY));
        return message;
    }
}
