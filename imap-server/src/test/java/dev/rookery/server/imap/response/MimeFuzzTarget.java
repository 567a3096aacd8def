// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a fuzzer throws its inputs at: any bytes as a message. Whatever comes, what is told of it
/// is grammatical, as a client reads it that enabled nothing.
public final class MimeFuzzTarget {
    private MimeFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] message) throws IOException {
        MessageFacts facts = MessageFacts.of(MessageBytes.of(message, 0, message.length));
        read("ENVELOPE", facts.envelope(), Dialect.FIRST);
        readStructure("BODYSTRUCTURE", facts.bodyStructure());
        readStructure("BODY", facts.body());
        int bare = countBareLineEnds(message);
        if (facts.storedBytes() != message.length
                || facts.crlfBytes() != message.length + (long) bare) {
            throw new IllegalStateException(
                    facts.crlfBytes() + " bytes of " + message.length + ", " + bare + " bare LF");
        }
    }

    private static void readStructure(String item, byte[] told) {
        read(item, told, Dialect.FIRST.with(List.of("IMAP4REV2")));
        read(item, EarlierStructure.of(told), Dialect.FIRST);
    }

    private static void read(String item, byte[] told, Dialect dialect) {
        String text = new String(told, StandardCharsets.ISO_8859_1);
        ResponseGrammar.read("* 1 FETCH (" + item + " " + text + ")\r\n", dialect);
    }

    private static int countBareLineEnds(byte[] message) {
        int bare = 0;
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\n' && (i == 0 || message[i - 1] != '\r')) {
                bare++;
            }
        }
        return bare;
    }
}
