// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

/// A command does not follow the grammar; its text is fit for the client.
public final class SyntaxException extends RuntimeException {
    private final String code;
    private final String text;

    /// @param code of the response, empty for none
    public SyntaxException(String code, String text) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
    }

    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
