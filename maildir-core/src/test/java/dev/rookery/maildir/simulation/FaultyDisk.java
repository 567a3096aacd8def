// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.files.Watch;
import dev.rookery.maildir.internal.files.WatchListener;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Another disk whose calls fail as a [FaultPlan] says.
public final class FaultyDisk implements Disk {
    private final Disk real;
    private final AtomicLong calls = new AtomicLong();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    private volatile FaultPlan plan = FaultPlan.HEALTHY;
    private volatile Watching watching = (_, _) -> Optional.empty();
    private volatile boolean dead;
    private volatile @Nullable DiskCall hit;

    /// Who tells of changes.
    @FunctionalInterface
    interface Watching {
        Optional<Watch> watch(Directory real, WatchListener listener) throws IOException;
    }

    /// Something the disk is asked to do.
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /// Something the disk is asked to do that answers nothing.
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    /// The real disk, forcing nothing.
    public FaultyDisk() {
        this(new LinuxDisk(Durability.NONE));
    }

    public FaultyDisk(Disk real) {
        this.real = real;
    }

    /// Tells of changes, if the other disk does.
    public FaultyDisk watching() {
        watching(Directory::watch);
        return this;
    }

    /// From now on, calls fail as `next` says.
    public void plan(FaultPlan next) {
        plan = next;
    }

    /// From now on, that tells of changes; at first nobody does.
    void watching(Watching next) {
        watching = next;
    }

    Optional<Watch> watch(Directory watched, WatchListener listener) throws IOException {
        return watching.watch(watched, listener);
    }

    /// The call that failed last, if any did.
    public Optional<DiskCall> hit() {
        return Optional.ofNullable(hit);
    }

    /// Lets go of every descriptor, as the end of a process does; nothing works from here on.
    public void die() throws IOException {
        dead = true;
        for (Closeable each : open) {
            each.close();
        }
        open.clear();
    }

    @Override
    public Directory open(Path path) throws IOException {
        return directory(call(Kind.OPEN_PATH, path.toString(), () -> real.open(path)));
    }

    @Override
    public Directory openOrCreate(Path path, Optional<Owner> owner) throws IOException {
        return directory(
                call(Kind.OPEN_PATH, path.toString(), () -> real.openOrCreate(path, owner)));
    }

    Directory directory(Directory opened) {
        return new FaultyDirectory(this, opened);
    }

    /// Makes a call, or lets it fail.
    <T> T call(Kind kind, String name, Work<T> work) throws IOException {
        return call(kind, name, 0, work);
    }

    /// Makes a call that reads so many bytes at most, or lets it fail.
    <T> T call(Kind kind, String name, int bytes, Work<T> work) throws IOException {
        return switch (next(kind, name, bytes)) {
            case null -> keep(work.run());
            case LOST_ANSWER -> {
                if (work.run() instanceof Closeable opened) {
                    opened.close();
                }
                throw failure(Fault.LOST_ANSWER, kind + " " + name);
            }
            case Fault fault -> throw failure(fault, kind + " " + name);
        };
    }

    void run(Kind kind, String name, Task task) throws IOException {
        var _ =
                call(
                        kind,
                        name,
                        () -> {
                            task.run();
                            return true;
                        });
    }

    Optional<Closeable> lock(String name, Work<Optional<Closeable>> work) throws IOException {
        Optional<Closeable> lock = call(Kind.LOCK, name, work);
        lock.ifPresent(open::add);
        return lock;
    }

    /// Closing frees the descriptor whatever it answers.
    void close(Closeable opened, String name) throws IOException {
        if (!open.remove(opened)) {
            return;
        }
        opened.close();
        Fault fault = next(Kind.CLOSE, name, 0);
        if (fault != null) {
            throw failure(fault, "CLOSE " + name);
        }
    }

    /// What a write meets, for which half a success is possible.
    @Nullable Fault next(Kind kind, String name, int bytes) throws IOException {
        if (dead) {
            throw failure(Fault.DEATH, kind + " " + name);
        }
        DiskCall call = new DiskCall(calls.incrementAndGet(), kind, name, bytes);
        Optional<Fault> fault = plan.on(call);
        if (fault.isEmpty()) {
            return null;
        }
        hit = call;
        if (fault.get() == Fault.DEATH) {
            dead = true;
        }
        return fault.get();
    }

    static IOException failure(Fault fault, String what) {
        Errno reason =
                switch (fault) {
                    case NO_SPACE, SHORT_WRITE -> Errno.ENOSPC;
                    case IO_ERROR, LOST_ANSWER, DEATH -> Errno.EIO;
                    case TOO_MANY_FILES -> Errno.EMFILE;
                    case DENIED -> Errno.EACCES;
                    case QUOTA_USED_UP -> Errno.EDQUOT;
                    case READ_ONLY -> Errno.EROFS;
                    case NAME_TOO_LONG -> Errno.ENAMETOOLONG;
                    case RENAMED_AWAY -> Errno.ENOENT;
                    case NAME_TAKEN -> Errno.EEXIST;
                };
        return reason.on(fault + " on", what);
    }

    private <T> T keep(T result) {
        if (result instanceof Closeable opened) {
            open.add(opened);
        }
        return result;
    }
}
