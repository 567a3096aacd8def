// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import dev.rookery.server.limits.ServerLimits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/// Who tries to log in, and from where.
///
/// @param login in lower case, cut to the longest there can be
/// @param origin whose turn it takes: the client's network, an IPv6 one being a /64; on the
///   loopback address, where a webmail speaks for everybody, the login name instead
record Attempt(String login, String origin, boolean fromLoopback) {
    private static final int IPV6_NETWORK_BYTES = 8;

    static Attempt of(String login, InetAddress client) {
        String cut = login.substring(0, Math.min(login.length(), ServerLimits.USER_MAX));
        String name = cut.toLowerCase(Locale.ROOT);
        return client.isLoopbackAddress()
                ? new Attempt(name, "loopback " + name, true)
                : new Attempt(name, network(client).getHostAddress(), false);
    }

    private static InetAddress network(InetAddress client) {
        if (!(client instanceof Inet6Address)) {
            return client;
        }
        byte[] bytes = client.getAddress();
        Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException ofAnotherLength) {
            throw new IllegalStateException(ofAnotherLength);
        }
    }
}
