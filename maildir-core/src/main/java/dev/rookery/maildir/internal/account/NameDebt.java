// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Which flags of which messages we changed since their file names were last known to be durable.
///
/// A name may show any state of such a flag, and none of them is news: what we want wins. What a
/// name shows of all other flags differs from what we knew only if another program changed it.
/// Immutable.
final class NameDebt {
    static final NameDebt NONE = new NameDebt(Map.of());

    private final Map<SystemFlag, UidSet> byFlag;

    private NameDebt(Map<SystemFlag, UidSet> byFlag) {
        this.byFlag = byFlag;
    }

    UidSet of(SystemFlag flag) {
        return byFlag.getOrDefault(flag, UidSet.EMPTY);
    }

    Set<SystemFlag> of(Uid uid) {
        Set<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
        byFlag.forEach((flag, members) -> {
            if (members.contains(uid)) {
                flags.add(flag);
            }
        });
        return flags;
    }

    /// All messages with any such flag.
    UidSet uids() {
        UidSet all = UidSet.EMPTY;
        for (UidSet members : byFlag.values()) {
            all = all.or(members);
        }
        return all;
    }

    NameDebt plus(SystemFlag flag, UidSet uids) {
        return uids.isEmpty() ? this : with(flag, of(flag).or(uids));
    }

    NameDebt minus(UidSet uids) {
        NameDebt less = this;
        for (SystemFlag flag : byFlag.keySet()) {
            if (of(flag).intersects(uids)) {
                less = less.with(flag, of(flag).minus(uids));
            }
        }
        return less;
    }

    private NameDebt with(SystemFlag flag, UidSet uids) {
        Map<SystemFlag, UidSet> changed = new EnumMap<>(SystemFlag.class);
        changed.putAll(byFlag);
        if (uids.isEmpty()) {
            changed.remove(flag);
        } else {
            changed.put(flag, uids);
        }
        return changed.isEmpty() ? NONE : new NameDebt(changed);
    }
}
