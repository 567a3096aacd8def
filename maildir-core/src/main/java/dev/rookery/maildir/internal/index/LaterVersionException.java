// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.io.IOException;

/// A file was written by a later version of this program, in a format unknown here.
public final class LaterVersionException extends IOException {
    public LaterVersionException(String file, int version, int known) {
        super(
                file
                        + (": written in format " + Integer.toUnsignedString(version))
                        + (" by a later version of Rookery; this one knows format " + known));
    }
}
