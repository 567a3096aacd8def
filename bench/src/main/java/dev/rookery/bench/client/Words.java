// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Words of responses, as they come over the wire.
final class Words {
    static final byte[] SEARCH = ascii("* SEARCH");
    static final byte[] SORT = ascii("* SORT");
    static final byte[] THREAD = ascii("* THREAD");
    static final byte[] VANISHED = ascii("* VANISHED");
    static final byte[] GO_AHEAD = ascii("+");
    static final byte[] FETCH = ascii("FETCH");
    static final byte[] EXPUNGE = ascii("EXPUNGE");
    static final byte[] EXISTS = ascii("EXISTS");
    static final byte[] UID_NEXT = ascii("[UIDNEXT ");
    static final byte[] HIGHEST_MOD_SEQ = ascii("[HIGHESTMODSEQ ");

    private Words() {}

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
