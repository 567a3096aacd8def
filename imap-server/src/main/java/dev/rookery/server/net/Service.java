// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.util.Optional;

/// What clients get who come in through a listener.
///
/// @param protocol as log lines name it: `imap`, `lmtp`
/// @param tls empty = none
/// @param startTls whether TLS begins only when a client asks for it, instead of at once
/// @param trusted whether clients never count as strangers, as behind a private socket
public record Service(
        String protocol,
        ConnectionHandler handler,
        Optional<ServerTls> tls,
        boolean startTls,
        boolean trusted) {
    /// TLS, if there is any, from the first byte on.
    public Service(
            String protocol, ConnectionHandler handler, Optional<ServerTls> tls, boolean trusted) {
        this(protocol, handler, tls, false, trusted);
    }
}
