// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An operation on its way through the writer, and whoever waits for it.
final class Pending<T> {
    private static final System.Logger LOG = System.getLogger(Pending.class.getName());

    private final Operation<T> operation;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private List<Entry> entries = List.of();
    private Aftermath aftermath = new Aftermath();
    private @Nullable T prepared;
    private @Nullable Throwable refusal;

    Pending(Operation<T> operation) {
        this.operation = operation;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    boolean alone() {
        return operation.alone();
    }

    boolean beginsEpoch() {
        return operation.beginsEpoch();
    }

    Journal.Room room() {
        return operation.room();
    }

    /// What it promises.
    List<Entry> entries() {
        return entries;
    }

    Aftermath aftermath() {
        return aftermath;
    }

    /// Adds what it promises to the group's draft; answers whether it does, and tells the caller if
    /// it was refused.
    boolean prepare(Draft group) {
        Draft draft = group.operation();
        try {
            prepared = operation.prepare(draft);
            entries = draft.entries();
            group.merge(draft);
            return true;
        } catch (IOException | RuntimeException | Error refused) {
            fail(refused);
            return false;
        }
    }

    /// Whether anybody relies on its entries once it is answered.
    boolean promises() {
        return !entries.isEmpty() && operation.promises();
    }

    /// Whether it was taken back, and no restart may find a part of it.
    boolean isTakenBackForGood() {
        return aftermath.isForGood();
    }

    /// Takes back what it did on disk.
    void abandon() {
        try {
            operation.abandon();
        } catch (IOException | RuntimeException stays) {
            LOG.log(Level.WARNING, "something that was refused stays on disk", stays);
        }
    }

    void perform() {
        try {
            operation.perform(aftermath);
        } catch (IOException | RuntimeException | Error refused) {
            refusal = refused;
        }
    }

    /// Why it has to be as if it had never been asked for, if it has to.
    Optional<Throwable> revocation() {
        return operation.revocable() ? Optional.ofNullable(refusal) : Optional.empty();
    }

    /// Takes the promise back if it was not kept, or if it touched a directory that may not be
    /// durable.
    void settle(Map<Directory, IOException> notDurable) {
        for (Directory each : aftermath.touched()) {
            if (refusal == null) {
                refusal = notDurable.get(each);
            }
        }
        if (refusal != null) {
            entries = List.of();
            aftermath = new Aftermath();
            try {
                operation.undo(aftermath);
            } catch (RuntimeException stays) {
                LOG.log(Level.WARNING, "something that was refused stays on disk", stays);
            }
        }
    }

    /// Tells the caller what became of it.
    @SuppressWarnings("NullAway") // a prepared operation has its answer, which may be null
    void tell() {
        if (refusal == null) {
            answer.complete(prepared);
        } else {
            fail(refusal);
        }
    }

    void fail(Throwable reason) {
        answer.completeExceptionally(reason);
    }
}
