// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.maildir.SystemFlag;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/// What is decided about a message before its body is written.
///
/// @param number from 0
/// @param keywords such as `$Label1`
/// @param received the internal date; later for each number
/// @param sent the `Date` field
/// @param subject decoded
/// @param from who of the contacts wrote it
/// @param messageId with angle brackets
/// @param thread number of its first message
/// @param needles that stand in it
public record MessageFacts(
        int number,
        Set<SystemFlag> flags,
        Set<String> keywords,
        Instant received,
        OffsetDateTime sent,
        String subject,
        int from,
        String messageId,
        int thread,
        Set<Needle.Kind> needles) {
    public MessageFacts {
        flags = Set.copyOf(flags);
        keywords = Set.copyOf(keywords);
        needles = Set.copyOf(needles);
    }

    /// Under any server that numbers files by their time.
    public int uid() {
        return number + 1;
    }
}
