// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.search.SearchProgress;
import dev.rookery.server.imap.command.Tag;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells a client that waits how far its search is (RFC 9585), and gives the search up in the end.
final class Patience implements SearchProgress {
    private static final long TELL_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    private final Tag tag;
    private final Duration max;
    private final LongSupplier nanoTime;
    private final Responses out;
    private final long startNanos;
    private long toldNanos;

    Patience(Tag tag, Duration max, LongSupplier nanoTime, Responses out) {
        this.tag = tag;
        this.max = max;
        this.nanoTime = nanoTime;
        this.out = out;
        this.startNanos = nanoTime.getAsLong();
        this.toldNanos = startNanos;
    }

    @Override
    public void at(long looked, long all) throws IOException {
        long now = nanoTime.getAsLong();
        if (now - startNanos >= max.toNanos()) {
            throw Refusal.no(
                    "LIMIT",
                    "Searched for "
                            + max.toSeconds()
                            + " s and looked at "
                            + looked
                            + " of "
                            + all
                            + " messages: search fewer of them, or a header only.");
        }
        if (now - toldNanos >= TELL_NANOS) {
            toldNanos = now;
            out.untagged(Status.ok(code(looked, all), "Still searching."));
            out.flush();
        }
    }

    /// A `]` would end the code: RFC 9585 §4.
    private String code(long looked, long all) {
        String whose = tag.value().contains("]") ? "NIL" : "\"" + tag.value() + "\"";
        String numbers = Math.min(looked, NUMBER_MAX - 1) + " " + Math.min(all, NUMBER_MAX);
        return "INPROGRESS (" + whose + " " + numbers + ")";
    }
}
