// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Journal;
import java.io.IOException;

/// One change of an account, in the steps that make it durable.
///
/// [#prepare] decides and names its entries; they are forced together with those of other
/// operations; [#perform] makes the files what the entries say; directories it touched are forced;
/// then everybody sees the new state and the caller hears of it. All steps run on the account's
/// writer, one at a time.
///
/// @param <T> what the caller is told
interface Operation<T> {
    /// Says what is to happen. Throwing means that nothing does, and nothing was done.
    T prepare(Draft draft) throws IOException;

    /// Takes back what it did on disk, after its entries could not be written, or were taken back
    /// for good: no restart will find them.
    default void abandon() throws IOException {}

    /// Does on disk what was promised. Throwing means that the promise is taken back: by [#undo],
    /// or as [#revocable] says.
    default void perform(Aftermath aftermath) throws IOException {}

    /// Takes back what was promised, and what [#perform] left half done.
    default void undo(Aftermath aftermath) {}

    /// Whether it needs to see all earlier operations done on disk, and be alone.
    default boolean alone() {
        return false;
    }

    /// Whether no later entry can take its own back: if it cannot be performed, the journal is
    /// begun anew without them, and [#abandon] follows in place of [#undo]. Only one that is
    /// [#alone] may say so.
    default boolean revocable() {
        return false;
    }

    /// What it may use up of the journal's room. If that is more than others may, [#prepare] does
    /// nothing but decide: it may be asked twice.
    default Journal.Room room() {
        return Journal.Room.ORDINARY;
    }

    /// Whether its entries have to be durable before it is answered. If not, losing them means only
    /// that work is done again.
    default boolean promises() {
        return true;
    }

    /// Whether a new epoch of the journal begins behind it. Only one that is [#alone] may say so.
    default boolean beginsEpoch() {
        return false;
    }
}
