// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a client believes of the mailbox it selected: which message has which number, UID and
/// flags. What it is told must never contradict what it believes.
final class KnownMessages {
    private final List<Known> messages = new ArrayList<>();

    /// The highest UID it ever heard of; later messages have higher ones.
    private long highestUid;

    /// What is believed of a message; nothing of what was not told.
    private static final class Known {
        private final long floor;
        private long uid;
        private @Nullable SortedSet<String> flags;

        /// @param floor a UID that it must be above of
        Known(long floor) {
            this.floor = floor;
        }
    }

    int count() {
        return messages.size();
    }

    /// The UID of a message; 0 if the client was not told.
    long uid(int sequence) {
        return messages.get(sequence - 1).uid;
    }

    List<Long> uids() {
        return messages.stream().map(message -> message.uid).filter(uid -> uid > 0).toList();
    }

    /// What is believed, a line for each message.
    List<String> beliefs() {
        return messages.stream().map(message -> message.uid + " " + message.flags).toList();
    }

    /// Believes that a silent STORE did what it was asked.
    void believe(int sequence, boolean added, String flag) {
        SortedSet<String> flags = messages.get(sequence - 1).flags;
        if (flags != null && added) {
            flags.add(flag);
        } else if (flags != null) {
            flags.remove(flag);
        }
    }

    /// From here on nothing is known of flags: they were changed silently.
    void forgetFlags() {
        messages.forEach(message -> message.flags = null);
    }

    void exist(long count) {
        assertThat(count).as("EXISTS only grows").isGreaterThanOrEqualTo(messages.size());
        while (messages.size() < count) {
            messages.add(new Known(highestUid));
        }
    }

    void recent(long count) {
        assertThat(count).as("RECENT").isLessThanOrEqualTo(messages.size());
    }

    void expunged(long number) {
        assertKnown(number);
        messages.remove((int) number - 1);
    }

    private void assertKnown(long number) {
        assertThat(number > 0 && number <= messages.size())
                .as("message %d of %d", number, messages.size())
                .isTrue();
    }

    /// Each of them was there.
    void vanished(List<Long> uids) {
        for (long uid : uids) {
            int at = 0;
            while (at < messages.size() && messages.get(at).uid != uid) {
                at++;
            }
            if (at == messages.size()) {
                at = unknown(uid);
            }
            messages.remove(at);
            highestUid = Math.max(highestUid, uid);
        }
    }

    /// The place of a message that can have `uid`, of which the client was not told.
    private int unknown(long uid) {
        int from = 0;
        int to = 0;
        while (to < messages.size() && messages.get(to).uid <= uid) {
            from = messages.get(to).uid > 0 ? to + 1 : from;
            to++;
        }
        assertThat(to).as("a message that can have UID %d: %s", uid, beliefs()).isGreaterThan(from);
        messages.subList(from, to).forEach(message -> message.flags = null);
        return to - 1;
    }

    /// FETCH by number.
    void fetched(long number, Map<String, String> items) {
        assertKnown(number);
        Known message = messages.get((int) number - 1);
        if (items.containsKey("UID")) {
            long uid = Long.parseLong(items.get("UID"));
            assertThat(message.uid).as("UID of %d", number).isIn(0L, uid);
            assertThat(uid).as("UID of %d", number).isGreaterThan(message.floor);
            message.uid = uid;
            assertAscending();
        }
        flagsAre(message, items.get("FLAGS"));
    }

    /// UIDFETCH: which message it is can be unknown.
    void fetchedByUid(long uid, Map<String, String> items) {
        for (Known message : messages) {
            if (message.uid == uid) {
                flagsAre(message, items.get("FLAGS"));
            }
        }
    }

    private static void flagsAre(Known message, @Nullable String flags) {
        if (flags != null) {
            String within = flags.substring(1, flags.length() - 1);
            message.flags = new TreeSet<>(Arrays.asList(within.split(" ", -1)));
            message.flags.removeAll(List.of("", "\\Recent"));
        }
    }

    /// Numbers and UIDs go up together, and there is room for those that are not known.
    private void assertAscending() {
        long before = 0;
        for (Known message : messages) {
            assertThat(message.uid == 0 || message.uid > before)
                    .as("UIDs ascend: %s", beliefs())
                    .isTrue();
            before = message.uid == 0 ? before + 1 : message.uid;
        }
        highestUid = Math.max(highestUid, before);
    }
}
