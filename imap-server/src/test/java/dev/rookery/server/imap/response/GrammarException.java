// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

/// A response that no RFC allows.
public final class GrammarException extends RuntimeException {
    GrammarException(String response, int at, String wanted) {
        super(
                "not grammatical: "
                        + wanted
                        + " is missing at "
                        + at
                        + " of "
                        + shown(response.substring(0, at))
                        + "☞"
                        + shown(response.substring(at)));
    }

    private static String shown(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
