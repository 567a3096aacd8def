// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.auth.Secret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// A client's answer to a challenge: a line of base64, or `*` to give up. RFC 3501 §6.2.2.
final class SaslAnswer {
    private SaslAnswer() {}

    /// @throws Refusal if the client gave up or sent something else
    static Secret decode(ByteBuffer line) {
        byte[] bytes = new byte[line.remaining()];
        line.get(bytes);
        if (bytes.length == 1 && bytes[0] == '*') {
            throw Refusal.bad("Authentication given up.");
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(bytes);
            Secret answer = Secret.of(decoded);
            Arrays.fill(decoded, (byte) 0);
            return answer;
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.bad("That is not base64.");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
