// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Where encoded bytes go. Takes all of them before it returns; waits while the client is slow.
@FunctionalInterface
public interface Sink {
    void write(ByteBuffer bytes) throws IOException;
}
