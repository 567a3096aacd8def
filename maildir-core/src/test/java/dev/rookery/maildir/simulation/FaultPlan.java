// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Decides which calls to the disk fail, and how.
@FunctionalInterface
public interface FaultPlan {
    /// Every call is done as asked.
    FaultPlan HEALTHY = _ -> Optional.empty();

    /// Asked once for each call, from any thread.
    Optional<Fault> on(DiskCall call);

    /// The `n`-th call that can meet the fault meets it, counted from 1; no other does.
    static FaultPlan nth(int n, Fault fault) {
        AtomicInteger left = new AtomicInteger(n);
        return call ->
                fault.applies(call) && left.decrementAndGet() == 0
                        ? Optional.of(fault)
                        : Optional.empty();
    }

    /// The `n`-th call that can meet the fault meets it, counted from 1, and all later ones do.
    static FaultPlan from(int n, Fault fault) {
        AtomicInteger left = new AtomicInteger(n);
        return call ->
                fault.applies(call) && left.decrementAndGet() <= 0
                        ? Optional.of(fault)
                        : Optional.empty();
    }

    /// All such calls that can meet the fault do.
    static FaultPlan every(Predicate<DiskCall> which, Fault fault) {
        return call ->
                fault.applies(call) && which.test(call) ? Optional.of(fault) : Optional.empty();
    }

    /// Not a block is free: what lies on the disk can be overwritten, renamed and removed.
    static FaultPlan diskFull() {
        return every(
                call ->
                        switch (call.kind()) {
                            case CREATE, CREATE_DIRECTORY, LINK, EXTEND -> true;
                            case OPEN_PATH,
                                    STAT,
                                    LIST,
                                    OPEN_DIRECTORY,
                                    OPEN,
                                    RENAME,
                                    REPLACE,
                                    DELETE,
                                    DELETE_DIRECTORY,
                                    DELETE_TREE,
                                    FORCE,
                                    LOCK,
                                    READ,
                                    WRITE,
                                    SET_TIME,
                                    CLOSE ->
                                    false;
                        },
                Fault.NO_SPACE);
    }
}
