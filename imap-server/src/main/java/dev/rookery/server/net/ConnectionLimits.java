// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import dev.rookery.server.limits.ServerLimits;
import java.net.InetAddress;
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

    private static void requirePositive(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("a limit is positive: " + limit);
        }
    }
}
