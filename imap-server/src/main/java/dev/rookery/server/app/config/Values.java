// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts that stand for something: sizes, times, addresses. All throw [IllegalArgumentException]
/// with a sentence for whoever wrote the text.
final class Values {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) *([A-Za-z]*)");
    private static final Map<String, Long> SIZE_UNITS =
            Map.of(
                    "", 1L,
                    "B", 1L,
                    "kB", 1_000L,
                    "KB", 1_000L,
                    "MB", 1_000_000L,
                    "GB", 1_000_000_000L,
                    "KiB", 1L << 10,
                    "MiB", 1L << 20,
                    "GiB", 1L << 30);
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}) *([a-z]+)");
    private static final int PORT_MAX = 65_535;
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final int HOST_CHARS_MAX = 253;

    private Values() {}

    static String host(String text) {
        if (text.length() > HOST_CHARS_MAX || !HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("takes a host name such as mail.example.org");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    static Path file(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("takes an absolute path");
        }
        return Path.of(text).normalize();
    }

    static int sendingPort(String text) {
        return switch (text) {
            case "465" -> 465;
            case "587" -> 587;
            default -> throw new IllegalArgumentException("takes 465 (TLS) and 587 (STARTTLS)");
        };
    }

    static long bytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException("takes a size such as 50 MiB or 1 GB");
        }
        String unit = size.group(2);
        if (unit.matches("[KMGkmg]")) {
            String letter = unit.toUpperCase(Locale.ROOT);
            throw new IllegalArgumentException(
                    ("\"%1$s%2$s\" could mean two sizes: write %1$s %2$siB for powers of 1024,"
                                    + " %1$s %2$sB for powers of 1000")
                            .formatted(size.group(1), letter));
        }
        Long factor = SIZE_UNITS.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException("takes B, kB, MB, GB, KiB, MiB or GiB");
        }
        long bytes = Math.multiplyExact(Long.parseLong(size.group(1)), factor);
        if (bytes == 0) {
            throw new IllegalArgumentException("takes a size from 1 B");
        }
        return bytes;
    }

    static String text(long bytes) {
        long mebibyte = 1 << 20;
        return bytes % mebibyte == 0 ? bytes / mebibyte + " MiB" : bytes + " B";
    }

    static Duration time(String text) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            throw new IllegalArgumentException(
                    "takes a time with its unit, such as 30s or 5 minutes");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms", "millis", "milliseconds" -> Duration.ofMillis(number);
            case "s", "second", "seconds" -> Duration.ofSeconds(number);
            case "m", "minute", "minutes" -> Duration.ofMinutes(number);
            case "h", "hour", "hours" -> Duration.ofHours(number);
            case "d", "day", "days" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("takes ms, s, m, h or d");
        };
    }

    static String text(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + "ms";
        }
        boolean minutes = time.toSeconds() > 0 && time.toSeconds() % 60 == 0;
        return minutes ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    /// `127.0.0.1:24`, `[::1]:993`, `localhost:8080`, or `*:993` for all addresses.
    static InetSocketAddress socket(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "takes an address with its port, such as \"127.0.0.1:993\" or \"[::]:993\"");
        }
        return new InetSocketAddress(
                address(text.substring(0, colon)), port(text.substring(colon + 1)));
    }

    private static InetAddress address(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "an IPv6 address stands in brackets: [" + host + "]");
        }
        String literal =
                switch (bracketed ? host.substring(1, host.length() - 1) : host) {
                    case "*" -> "::";
                    case "localhost" -> "127.0.0.1";
                    case String other -> other;
                };
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException(
                    "\"" + host + "\" is no IP address; names are not looked up here");
        }
    }

    private static int port(String digits) {
        return Optional.of(digits)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .filter(port -> port <= PORT_MAX)
                .orElseThrow(
                        () -> new IllegalArgumentException("a port is a number up to " + PORT_MAX));
    }
}
