// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Flag lists of many messages, asked for one after the other, upwards or downwards.
///
/// Who bears a flag is a set for each flag; asking each set for each message is what costs. So the
/// sets are walked, a block of messages at a time, and a list that several messages have is written
/// once.
final class FlagLists {
    private static final int BLOCK = 1_024;
    private static final int FLAGS_MAX = Long.SIZE;
    private static final String RECENT = "\\Recent";

    private final Snapshot now;
    private final SessionView view;
    private final UidSet messages;
    private final List<String> names = new ArrayList<>();
    private final List<UidSet> bearers = new ArrayList<>();
    private final Map<Long, byte[]> lists = new HashMap<>();

    private final long[] uids;

    /// A bit for each flag that the message at the same place has.
    private final long[] flags;

    private int count;
    private int at;

    /// @param messages that will be asked for; some may be passed over
    FlagLists(UidSet messages, Snapshot now, SessionView view) {
        this.now = now;
        this.view = view;
        this.messages = messages;
        int block = (int) Math.min(BLOCK, messages.size());
        this.uids = new long[block];
        this.flags = new long[block];
        for (SystemFlag flag : SystemFlag.values()) {
            add(flag.imapName(), now.having(flag));
        }
        for (String keyword : now.keywords()) {
            add(keyword, now.havingKeyword(keyword));
        }
        add(RECENT, view.recent());
    }

    private void add(String name, UidSet having) {
        names.add(name);
        bearers.add(having);
    }

    /// The list of a message, with its parentheses.
    byte[] of(Uid uid) {
        if (names.size() > FLAGS_MAX) {
            Flags each = now.flags(uid);
            return ChangeReports.flagList(each, view.isRecent(uid)).getBytes(US_ASCII);
        }
        goTo(uid);
        return lists.computeIfAbsent(flags[at], this::list);
    }

    private void goTo(Uid uid) {
        if (count == 0 || uid.value() < uids[0] || uid.value() > uids[count - 1]) {
            nextBlock(uid);
        }
        boolean isNext = at + 1 < count && uids[at + 1] == uid.value();
        at = isNext ? at + 1 : Arrays.binarySearch(uids, 0, count, uid.value());
        if (at < 0) {
            throw new IllegalArgumentException("not among the messages: " + uid);
        }
    }

    /// Begins with the message, or ends with it on the way down.
    private void nextBlock(Uid uid) {
        boolean down = count > 0 && uid.value() < uids[0];
        long place = Math.max(1, messages.rank(uid));
        long first = down ? Math.max(1, place - uids.length + 1) : place;
        long last = down ? place : Math.min(messages.size(), place + uids.length - 1);
        UidSet within = UidSet.range(messages.select(first), messages.select(last));
        count = 0;
        messages.and(within).forEachUid(each -> uids[count++] = each);
        Arrays.fill(flags, 0, count, 0);
        for (int i = 0; i < bearers.size(); i++) {
            mark(bearers.get(i).and(within), 1L << i);
        }
    }

    private void mark(UidSet having, long bit) {
        int[] place = new int[1];
        having.forEachUid(uid -> {
            while (place[0] < count && uids[place[0]] < uid) {
                place[0]++;
            }
            if (place[0] < count && uids[place[0]] == uid) {
                flags[place[0]] |= bit;
            }
        });
    }

    private byte[] list(long bits) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if ((bits >> i & 1) != 0) {
                words.add(names.get(i));
            }
        }
        return ("(" + String.join(" ", words) + ")").getBytes(US_ASCII);
    }
}
