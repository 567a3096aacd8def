// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

/// Where one service is reached. Some clients take the kind of encryption from the port number, so
/// a usual port is only accepted with its usual kind.
///
/// @param port 1 to 65535
public record MailServer(DomainName host, int port, SocketType socketType) {
    /// @throws IllegalArgumentException if the port is out of range or stands for the other kind
    public MailServer {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is between 1 and 65535, not " + port);
        }
        SocketType usual = usualAt(port, socketType);
        if (usual != socketType) {
            throw new IllegalArgumentException("clients expect " + usual + " on port " + port);
        }
    }

    /// The sending server on `port`: 465 with TLS from the start, 587 with STARTTLS.
    ///
    /// @throws IllegalArgumentException for any other port
    public static MailServer submission(DomainName host, int port) {
        return switch (port) {
            case 465 -> new MailServer(host, port, SocketType.SSL);
            case 587 -> new MailServer(host, port, SocketType.STARTTLS);
            default ->
                    throw new IllegalArgumentException(
                            "a submission port is 465 or 587, not " + port);
        };
    }

    private static SocketType usualAt(int port, SocketType otherwise) {
        return switch (port) {
            case 465, 993, 995 -> SocketType.SSL;
            case 25, 110, 143, 587 -> SocketType.STARTTLS;
            default -> otherwise;
        };
    }
}
