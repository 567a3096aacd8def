// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.auth.Secret;
import dev.rookery.server.users.MailUser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a client says of itself. SASL PLAIN: RFC 4616 §2.
///
/// @param actAs whose mail is wanted; only one's own can be had
record PlainCredentials(String actAs, String login, Secret password) {
    /// Takes `[authzid] NUL authcid NUL passwd` apart.
    ///
    /// @throws Refusal if that is not what it is
    static PlainCredentials parse(Secret response) {
        byte[] bytes = response.bytes();
        try {
            int first = indexOfNul(bytes, 0);
            int second = indexOfNul(bytes, first + 1);
            if (first < 0 || second <= first + 1 || indexOfNul(bytes, second + 1) >= 0) {
                throw Refusal.bad("PLAIN is authzid NUL user NUL password (RFC 4616).");
            }
            String login = text(bytes, first + 1, second);
            String actAs = first == 0 ? login : text(bytes, 0, first);
            byte[] password = Arrays.copyOfRange(bytes, second + 1, bytes.length);
            Secret secret = Secret.of(password);
            Arrays.fill(password, (byte) 0);
            return new PlainCredentials(actAs, login, secret);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Whether the one who proved to be `user` asks for their own mail.
    boolean isFor(MailUser user) {
        return actAs.equals(login) || actAs.equals(user.login());
    }

    private static int indexOfNul(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Refusal.bad("A user name is UTF-8.");
        }
    }
}
