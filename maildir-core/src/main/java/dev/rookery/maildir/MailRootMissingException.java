// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;

/// There is no such account, and none is made: the directory that holds all accounts does not bear
/// its mark. Most likely its disk is not mounted.
public final class MailRootMissingException extends IOException {
    public MailRootMissingException(String message) {
        super(message);
    }
}
