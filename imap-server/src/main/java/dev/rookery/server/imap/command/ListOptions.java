// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.List;
import java.util.Set;

/// Which mailboxes LIST is to name and what it is to say of them. RFC 5258, RFC 5819, RFC 6154.
///
/// @param extended whether the client used the syntax of RFC 5258, with options or without any
/// @param status items of STATUS to be told of each mailbox; empty for none
public record ListOptions(
        boolean extended,
        Set<Selecting> selecting,
        Set<Returning> returning,
        List<StatusItem> status) {
    public static final ListOptions NONE = new ListOptions(false, Set.of(), Set.of(), List.of());
    public static final ListOptions SUBSCRIPTION =
            new ListOptions(true, Set.of(), Set.of(Returning.SUBSCRIBED), List.of());
    public static final ListOptions EXTENDED = new ListOptions(true, Set.of(), Set.of(), List.of());

    public ListOptions {
        selecting = Set.copyOf(selecting);
        returning = Set.copyOf(returning);
        status = List.copyOf(status);
    }

    /// Which mailboxes.
    public enum Selecting {
        SUBSCRIBED,
        REMOTE,
        RECURSIVEMATCH,
        SPECIAL_USE
    }

    /// What of them.
    public enum Returning {
        SUBSCRIBED,
        CHILDREN,
        SPECIAL_USE
    }
}
