// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.net.InetAddress;

/// Who is at the other end.
///
/// @param address of the client; the loopback address for a unix socket
/// @param local where the client came in, such as `127.0.0.1:993` or a socket's path
/// @param secure whether bytes travel inside TLS
public record Peer(InetAddress address, int port, String local, boolean secure) {}
