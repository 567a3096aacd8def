// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import dev.rookery.server.limits.ServerLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The message of SASL PLAIN: `[authzid] NUL authcid NUL passwd`. RFC 4616 §2.
public final class SaslPlain {
    private SaslPlain() {}

    /// Reads the decoded message; nothing if it is malformed or asks to act as somebody else.
    public static Optional<Credentials> parse(byte[] message) {
        if (message.length > ServerLimits.SASL_MESSAGE_BYTES_MAX) {
            return Optional.empty();
        }
        int first = nul(message, 0);
        int second = nul(message, first + 1);
        if (second == message.length || nul(message, second + 1) != message.length) {
            return Optional.empty();
        }
        byte[] actAs = Arrays.copyOfRange(message, 0, first);
        byte[] login = Arrays.copyOfRange(message, first + 1, second);
        byte[] password = Arrays.copyOfRange(message, second + 1, message.length);
        if (login.length == 0 || password.length == 0) {
            return Optional.empty();
        }
        if (actAs.length != 0 && !Arrays.equals(actAs, login)) {
            return Optional.empty();
        }
        return utf8(password).isEmpty()
                ? Optional.empty()
                : utf8(login).map(name -> new Credentials(name, Secret.of(password)));
    }

    /// Where the next NUL is, or the length of the message if there is none.
    private static int nul(byte[] message, int from) {
        for (int at = from; at < message.length; at++) {
            if (message[at] == 0) {
                return at;
            }
        }
        return message.length;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
