// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;

/// The disk is full, or the owner's disk quota is used up: nothing of the change was kept.
public final class NoSpaceException extends IOException {
    public NoSpaceException(String message) {
        super(message);
    }
}
