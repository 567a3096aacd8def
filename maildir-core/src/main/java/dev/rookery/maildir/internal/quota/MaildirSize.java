// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.maildir.QuotaLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The content of a `maildirsize`, by which programs that share a Maildir++ share a count of it.
///
/// ```text
///   100000000S,5000C    limits: bytes, messages; 0 or absent if not limited
///      4096000 1000     what there was when somebody counted
///          4096 1       what was added since, or removed
///         -4096 -1
/// ```
///
/// Our lines have 14 bytes or more, as Courier's had; Dovecot's are as short as they can be, and
/// later ones of Courier have 26.
///
/// @param usageLines how many lines the usage is the sum of
public record MaildirSize(QuotaLimits limits, Usage usage, int usageLines) {
    /// From this length on a file is to be written anew.
    public static final int SIZE_BYTES_MAX = 5120;

    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final int LINE_BYTES_MIN = 14;

    /// More digits than these do not fit in the sum.
    private static final Pattern LINE =
            Pattern.compile("[ \t]*(-?[0-9]{1,18})[ \t]+(-?[0-9]{1,18})[ \t]*");

    private static final Pattern LIMITS = Pattern.compile("(?:[0-9]{1,18}[SC](?:,(?!$)|$))*");
    private static final Pattern LIMIT = Pattern.compile("([0-9]+)([SC])");

    /// Understands a file; nothing if its content cannot be trusted, and has to be counted again.
    public static Optional<MaildirSize> parse(byte[] content) {
        if (content.length >= SIZE_BYTES_MAX) {
            return Optional.empty();
        }
        String text = new String(content, US_ASCII);
        if (!text.endsWith("\n")) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        Optional<QuotaLimits> limits = parseLimits(lines[0]);
        Optional<Usage> usage = sum(lines);
        return limits.isPresent() && usage.isPresent() && !usage.get().isNegative()
                ? Optional.of(new MaildirSize(limits.get(), usage.get(), lines.length - 1))
                : Optional.empty();
    }

    private static Optional<QuotaLimits> parseLimits(String line) {
        if (!LIMITS.matcher(line).matches()) {
            return Optional.empty();
        }
        OptionalLong bytes = OptionalLong.empty();
        OptionalLong messages = OptionalLong.empty();
        Matcher each = LIMIT.matcher(line);
        while (each.find()) {
            long value = Long.parseLong(each.group(1));
            OptionalLong limit = value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
            if (each.group(2).equals("S")) {
                bytes = limit;
            } else {
                messages = limit;
            }
        }
        return Optional.of(new QuotaLimits(bytes, messages));
    }

    private static Optional<Usage> sum(String[] lines) {
        Usage sum = Usage.NOTHING;
        for (int i = 1; i < lines.length; i++) {
            Matcher line = LINE.matcher(lines[i]);
            if (!line.matches()) {
                return Optional.empty();
            }
            try {
                sum =
                        sum.plus(
                                new Usage(
                                        Long.parseLong(line.group(1)),
                                        Long.parseLong(line.group(2))));
            } catch (ArithmeticException tooMuch) {
                return Optional.empty();
            }
        }
        return lines.length > 1 ? Optional.of(sum) : Optional.empty();
    }

    /// Whether this must be counted again before anybody is refused for it.
    ///
    /// @param configured the limits as they should be
    /// @param age since somebody wrote to the file
    public boolean needsRecount(QuotaLimits configured, Duration age) {
        return !limits.equals(expressible(configured))
                || (usage.exceeds(limits) && (usageLines > 1 || age.compareTo(FRESH) > 0));
    }

    /// The format has no word for "nothing at all"; the next best is one byte, one message.
    private static QuotaLimits expressible(QuotaLimits limits) {
        return new QuotaLimits(expressible(limits.bytes()), expressible(limits.messages()));
    }

    private static OptionalLong expressible(OptionalLong limit) {
        return limit.isPresent() ? OptionalLong.of(Math.max(1, limit.getAsLong())) : limit;
    }

    /// A whole file.
    public static byte[] format(QuotaLimits limits, Usage usage) {
        QuotaLimits said = expressible(limits);
        String bytes = said.bytes().orElse(0) + "S";
        String text =
                said.messages().isPresent()
                        ? bytes + "," + said.messages().getAsLong() + "C"
                        : bytes;
        return (text + "\n" + line(usage)).getBytes(US_ASCII);
    }

    /// A line to append, after what it says has happened.
    public static byte[] formatChange(Usage change) {
        return line(change).getBytes(US_ASCII);
    }

    private static String line(Usage usage) {
        String numbers = usage.bytes() + " " + usage.messages() + "\n";
        return " ".repeat(Math.max(0, LINE_BYTES_MIN - numbers.length())) + numbers;
    }
}
