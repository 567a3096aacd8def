// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.UidSet;
import java.util.Optional;

/// An operation with what it was asked of, and what came of it.
///
/// @param invoked moment before, counted by one clock for all actors
/// @param answered moment after
/// @param source the mailbox it worked in, if it came so far
/// @param target where messages went
/// @param asked UIDs it named
record Call(
        String actor,
        Operation operation,
        long invoked,
        long answered,
        Optional<Window> source,
        Optional<Window> target,
        UidSet asked,
        Answer answer) {
    /// A mailbox and its HIGHESTMODSEQ before and after: what happened, happened between.
    record Window(Mailbox mailbox, long uidValidity, long before, long after) {
        static Window opened(Mailbox mailbox) {
            long before = mailbox.snapshot().highestModSeq().value();
            return new Window(mailbox, mailbox.snapshot().uidValidity().value(), before, before);
        }

        Window closed() {
            long now = mailbox.snapshot().highestModSeq().value();
            return new Window(mailbox, uidValidity, before, now);
        }
    }

    @Override
    public String toString() {
        String when =
                source.map(window -> " at mod-sequence " + window.before + ".." + window.after)
                        .orElse("");
        return actor + ": " + operation + when + " -> " + answer;
    }
}
