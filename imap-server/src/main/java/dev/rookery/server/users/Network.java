// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// A range of client addresses: `192.0.2.0/24`, `2001:db8::/32` or one address.
///
/// @param base the address with all bits beyond the prefix zero
public record Network(InetAddress base, int prefixBits) {
    public Network {
        byte[] bytes = base.getAddress();
        if (prefixBits < 0 || prefixBits > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException("a prefix of " + prefixBits + " bits");
        }
        try {
            base = InetAddress.getByAddress(masked(bytes, prefixBits));
        } catch (UnknownHostException ofAnotherLength) {
            throw new IllegalArgumentException(ofAnotherLength);
        }
    }

    /// @throws IllegalArgumentException if that is no address and no range; names are not looked up
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits =
                slash < 0
                        ? address.getAddress().length * Byte.SIZE
                        : bits(text.substring(slash + 1));
        return new Network(address, bits);
    }

    private static int bits(String digits) {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "\"" + digits + "\" is no number of bits", notANumber);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] network = base.getAddress();
        return bytes.length == network.length && Arrays.equals(masked(bytes, prefixBits), network);
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixBits;
    }

    private static byte[] masked(byte[] address, int prefixBits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(prefixBits - (long) i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        return masked;
    }
}
