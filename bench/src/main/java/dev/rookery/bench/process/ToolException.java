// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.process;

import java.io.IOException;

/// A program could not be started, or ended with anything but 0; says which, and why.
public final class ToolException extends IOException {
    ToolException(String message) {
        super(message);
    }
}
