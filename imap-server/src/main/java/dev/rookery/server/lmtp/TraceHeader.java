// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.net.Peer;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The lines that each copy begins with. RFC 5321 §4.4.
///
/// All that clients name has been through [Grammar]: no line end can get in.
///
/// @param client as named in LHLO
/// @param hostname our own
/// @param id of the message in our log
record TraceHeader(
        Peer peer,
        String client,
        String hostname,
        String id,
        Optional<EnvelopeAddress> sender,
        Instant at) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// The lines for one recipient, who sees no other.
    byte[] linesFor(EnvelopeAddress recipient) {
        String lines =
                "Return-Path: <%s>\r\n".formatted(sender.map(Object::toString).orElse(""))
                        + "Delivered-To: %s\r\n".formatted(recipient)
                        + "Received: from %s (%s)\r\n".formatted(client, clientAddress())
                        + "\tby %s with LMTP id %s;\r\n".formatted(hostname, id)
                        + "\t%s\r\n".formatted(DATE.format(at));
        return lines.getBytes(StandardCharsets.US_ASCII);
    }

    private String clientAddress() {
        if (peer.port() == 0) {
            return "unix socket";
        }
        String address = peer.address().getHostAddress();
        if (!(peer.address() instanceof Inet6Address)) {
            return "[" + address + "]";
        }
        int zone = address.indexOf('%');
        return "[IPv6:" + (zone < 0 ? address : address.substring(0, zone)) + "]";
    }
}
