// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /// What it put into the mailbox, by UID.
    SortedMap<Uid, Operation.Deliver> delivered() {
        SortedMap<Uid, Operation.Deliver> delivered = new TreeMap<>();
        if (operation instanceof Operation.Deliver o && answer instanceof Answer.Delivered told) {
            delivered.put(told.uid(), o);
        } else if (operation instanceof Operation.DeliverAll o
                && answer instanceof Answer.DeliveredAll told) {
            for (int i = 0; i < o.messages().size(); i++) {
                delivered.put(told.uids().select(i + 1), o.messages().get(i));
            }
        }
        return delivered;
    }

    @Override
    public String toString() {
        String when =
                source.map(window -> " at mod-sequence " + window.before + ".." + window.after)
                        .orElse("");
        return actor + ": " + operation + when + " -> " + answer;
    }
}
