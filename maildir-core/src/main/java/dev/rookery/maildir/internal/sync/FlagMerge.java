// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What another program meant by renaming a file: what it added to the name is added to the flags,
/// what it took away is taken away, all others stay as clients set them.
public final class FlagMerge {
    private FlagMerge() {}

    /// @param known flags in the name we last knew
    /// @param found flags in the name the file has now
    /// @param ours flags that we changed meanwhile: there it is the name that is out of date
    public static List<FlagChange> changes(
            Set<SystemFlag> known, Set<SystemFlag> found, Set<SystemFlag> ours) {
        Set<SystemFlag> added = EnumSet.noneOf(SystemFlag.class);
        added.addAll(found);
        added.removeAll(known);
        added.removeAll(ours);
        Set<SystemFlag> removed = EnumSet.noneOf(SystemFlag.class);
        removed.addAll(known);
        removed.removeAll(found);
        removed.removeAll(ours);
        List<FlagChange> changes = new ArrayList<>();
        if (!added.isEmpty()) {
            changes.add(FlagChange.add(Flags.of(added, List.of())));
        }
        if (!removed.isEmpty()) {
            changes.add(FlagChange.remove(Flags.of(removed, List.of())));
        }
        return changes;
    }
}
