// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.filename;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Makes names no message had before: time, a random number for this start of the process, a
/// counter, and the host. Whatever the clock does, the counter alone keeps them apart.
///
/// Safe to share between threads. The letters M, R and Q are those of Bernstein's naming scheme.
public final class NameGenerator {
    private static final int HOST_CHARS_MAX = 100;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_MAX = 99_999_999_999L;

    private final String suffix;
    private final String random;
    private final InstantSource clock;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong lastMicros = new AtomicLong();

    /// @param processRandom fresh for every start of the process
    public NameGenerator(String hostName, long processRandom, InstantSource clock) {
        this.suffix = "." + escaped(hostName);
        this.random = HexFormat.of().toHexDigits(processRandom);
        this.clock = clock;
    }

    /// A name without sizes and flags.
    public MessageFileName next() {
        long micros = lastMicros.accumulateAndGet(nowMicros(), NameGenerator::following);
        String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        return new MessageFileName(
                micros / MICROS_PER_SECOND
                        + (".M" + fraction.substring(1))
                        + ("R" + random)
                        + ("Q" + count.incrementAndGet())
                        + suffix);
    }

    /// Names of one burst differ by a microsecond at least, so that they sort as they were made; a
    /// clock that was set back is followed.
    private static long following(long last, long now) {
        return now <= last && last - now < MICROS_PER_SECOND ? last + 1 : now;
    }

    private long nowMicros() {
        Instant now = clock.instant();
        long seconds = Math.clamp(now.getEpochSecond(), 0, SECONDS_MAX);
        return seconds * MICROS_PER_SECOND + now.getNano() / 1_000;
    }

    /// Bytes that mean something in a file name become a backslash and three octal digits.
    private static String escaped(String hostName) {
        StringBuilder text = new StringBuilder();
        for (byte b : hostName.getBytes(StandardCharsets.UTF_8)) {
            int octet = b & 0xFF;
            boolean plain = octet > ' ' && octet < 127 && "/:,\\".indexOf(octet) < 0;
            String escaped =
                    plain ? Character.toString(octet) : String.format(Locale.ROOT, "\\%03o", octet);
            if (text.length() + escaped.length() > HOST_CHARS_MAX) {
                break;
            }
            text.append(escaped);
        }
        return text.isEmpty() ? "localhost" : text.toString();
    }
}
