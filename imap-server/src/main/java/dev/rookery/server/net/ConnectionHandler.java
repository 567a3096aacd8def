// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;

/// Serves one connection, on its own virtual thread, until it is done; the listener closes it.
@FunctionalInterface
public interface ConnectionHandler {
    void serve(Transport transport) throws IOException, InterruptedException;
}
