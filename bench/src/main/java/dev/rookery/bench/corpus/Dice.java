// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.SplittableRandom;

/// Chance that falls the same way on every machine and in every order of messages: each aspect of
/// each message has its own.
///
/// Only the longs of the generator are used, and [StrictMath]: all else may differ between JDKs.
final class Dice {
    /// What is drawn independently of the rest of a message.
    enum Aspect {
        ENVELOPE(1),
        SUBJECT(2),
        HEADER(3),
        BODY(4),
        ARRIVAL(5),
        THREADS(6),
        NEEDLES(7),
        CONTACT(8),
        MESSAGE_ID(9);

        private final int salt;

        Aspect(int salt) {
            this.salt = salt;
        }
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final String HEX = "0123456789abcdef";

    private final SplittableRandom longs;

    private Dice(long seed) {
        this.longs = new SplittableRandom(seed);
    }

    static Dice of(long seed, long number, Aspect aspect) {
        return new Dice(mixed(mixed(seed + GOLDEN * aspect.salt) + number));
    }

    /// The finalizer of MurmurHash3: neighbours become strangers.
    private static long mixed(long value) {
        long x = value;
        x = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
        x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return x ^ (x >>> 33);
    }

    long next() {
        return longs.nextLong();
    }

    int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }

    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T oneOf(T[] values) {
        return values[below(values.length)];
    }

    /// From 0 to 1, which it never is.
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /// With median 1.
    double logNormal(double sigma) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return StrictMath.exp(sigma * radius * StrictMath.cos(2 * Math.PI * unit()));
    }

    /// @param digits at most 16
    String hex(int digits) {
        char[] text = new char[digits];
        long bits = next();
        for (int i = 0; i < digits; i++) {
            text[i] = HEX.charAt((int) (bits >>> (4 * i)) & 0xf);
        }
        return new String(text);
    }
}
