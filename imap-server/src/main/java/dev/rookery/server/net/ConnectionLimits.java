// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import dev.rookery.server.limits.ServerLimits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;

/// How many connections there may be at once, over all listeners.
///
/// An IPv6 client counts by its /64. Loopback clients and `exempt` ones count in `total` and
/// `strangers` only.
///
/// @param total of the whole server
/// @param perAddress whoever they are
/// @param strangers not yet authenticated; one more closes the oldest
/// @param strangersPerAddress not yet authenticated; one more closes the oldest of them
/// @param exempt trusted networks
public record ConnectionLimits(
        int total,
        int perAddress,
        int strangers,
        int strangersPerAddress,
        Predicate<InetAddress> exempt) {
    private static final int IPV6_NETWORK_BYTES = 8;

    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(
                    ServerLimits.CONNECTIONS_MAX,
                    ServerLimits.CONNECTIONS_PER_ADDRESS_MAX,
                    ServerLimits.STRANGERS_MAX,
                    ServerLimits.STRANGERS_PER_ADDRESS_MAX,
                    _ -> false);

    public ConnectionLimits {
        requirePositive(total);
        requirePositive(perAddress);
        requirePositive(strangers);
        requirePositive(strangersPerAddress);
    }

    /// Whether `client` may have any number of connections.
    public boolean exempts(InetAddress client) {
        return client.isLoopbackAddress() || exempt.test(client);
    }

    /// What `client` counts as: all of an IPv6 /64 are one.
    public static String source(InetAddress client) {
        if (!(client instanceof Inet6Address)) {
            return client.getHostAddress();
        }
        byte[] network = Arrays.copyOf(client.getAddress(), IPV6_NETWORK_BYTES);
        try {
            return InetAddress.getByAddress(Arrays.copyOf(network, 2 * IPV6_NETWORK_BYTES))
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an IPv6 address", e);
        }
    }

    private static void requirePositive(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("a limit is positive: " + limit);
        }
    }
}
