// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

/// Names a command, so that its reply can be found. RFC 9051 §2.2.1.
public record Tag(String value) {
    @Override
    public String toString() {
        return value;
    }
}
