// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.maildir.QuotaLimits;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a user's own line says of quota, in Dovecot's words; the rest is as for everybody.
///
/// @param bytes 0 if not limited
/// @param messages likewise
record OwnQuota(Optional<Long> bytes, Optional<Long> messages) {
    static final OwnQuota NONE = new OwnQuota(Optional.empty(), Optional.empty());

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([bkmgt]?)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,12}");
    private static final String ALL = "*:";

    /// Reads one of the fields `userdb_quota_storage_size`, `userdb_quota_message_count` and
    /// `userdb_quota_rule=*:storage=1G:messages=1000`, on top of those before it; nothing if it is
    /// another.
    ///
    /// @throws IllegalArgumentException with a sentence, if the value is none
    Optional<OwnQuota> with(String key, String value) {
        return switch (key) {
            case "userdb_quota_storage_size" ->
                    Optional.of(new OwnQuota(Optional.of(size(value, 1)), messages));
            case "userdb_quota_message_count" ->
                    Optional.of(new OwnQuota(bytes, Optional.of(count(value))));
            case "userdb_quota_rule" ->
                    value.startsWith(ALL)
                            ? Optional.of(withRule(value.substring(ALL.length())))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private OwnQuota withRule(String limits) {
        OwnQuota all = this;
        for (String limit : limits.split(":", -1)) {
            int equals = limit.indexOf('=');
            String name = limit.substring(0, Math.max(0, equals));
            String value = limit.substring(equals + 1);
            all =
                    switch (name) {
                        case "storage" ->
                                new OwnQuota(Optional.of(size(value, 1024)), all.messages);
                        case "bytes" -> new OwnQuota(Optional.of(size(value, 1)), all.messages);
                        case "messages" -> new OwnQuota(all.bytes, Optional.of(count(value)));
                        default ->
                                throw new IllegalArgumentException(
                                        "a quota rule is *:storage=1G:messages=1000");
                    };
        }
        return all;
    }

    /// @param plain what a number without a unit counts
    private static long size(String text, long plain) {
        if (text.equals("unlimited")) {
            return 0;
        }
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("a quota is a size such as 500M or 2G");
        }
        long number = Long.parseLong(size.group(1));
        return Math.multiplyExact(number, size.group(2).isEmpty() ? plain : unit(size.group(2)));
    }

    private static long unit(String letter) {
        return 1L << (10 * "bkmgt".indexOf(letter));
    }

    private static long count(String text) {
        if (text.equals("unlimited")) {
            return 0;
        }
        if (!COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException("a quota of messages is a number");
        }
        return Long.parseLong(text);
    }

    /// The limits of this user.
    QuotaLimits over(QuotaLimits general) {
        return new QuotaLimits(
                bytes.map(OwnQuota::limit).orElse(general.bytes()),
                messages.map(OwnQuota::limit).orElse(general.messages()));
    }

    private static OptionalLong limit(long value) {
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
