// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.internal.files.WatchListener.What;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Watches directories: one inotify instance, and one thread that reads it, for as long as there is
/// anything to watch.
///
/// The kernel counts watches upwards and gives the same number twice only after two thousand
/// million others, so an event read after its watch was closed finds nobody. Closing the last watch
/// wakes the thread by the `IN_IGNORED` it causes; the thread then ends, and the instance with it.
///
/// The lock guards the map and the calls that must agree with it, never a listener; those calls do
/// not reach a disk.
final class Inotify {
    private static final System.Logger LOG = System.getLogger(Inotify.class.getName());
    private static final int NONE = -1;
    private static final int NAME_BYTES_MAX = 4096;
    private static final byte[] NO_NAME = {};
    private static final int EVENTS =
            Linux.IN_CREATE
                    | Linux.IN_MOVED_TO
                    | Linux.IN_MOVED_FROM
                    | Linux.IN_DELETE
                    | Linux.IN_CLOSE_WRITE
                    | Linux.IN_ATTRIB
                    | Linux.IN_MOVE_SELF
                    | Linux.IN_ONLYDIR;

    private final Object lock = new Object();
    private final Map<Integer, Target> targets = new HashMap<>();

    /// Who waits for events so far, by the watch whose end tells.
    private final Map<Barrier, CompletableFuture<Boolean>> barriers = new HashMap<>();

    private int instance = NONE;
    private boolean complained;

    /// The watch whose end somebody waits for.
    private record Barrier(int instance, int number) {}

    /// A watched directory with all who watch it.
    private static final class Target {
        final int number;
        final List<Registration> listeners = new CopyOnWriteArrayList<>();

        Target(int number) {
            this.number = number;
        }

        void tell(What what, byte[] name, int length, int cookie) {
            for (Registration each : listeners) {
                each.tell(what, name, length, cookie);
            }
        }
    }

    /// One who watches.
    private final class Registration implements Watch {
        final Target target;
        final WatchListener listener;
        volatile boolean closed;

        Registration(Target target, WatchListener listener) {
            this.target = target;
            this.listener = listener;
        }

        void tell(What what, byte[] name, int length, int cookie) {
            if (closed) {
                return;
            }
            try {
                listener.event(what, name, length, cookie);
            } catch (RuntimeException bug) {
                LOG.log(Level.ERROR, "a listener missed " + what, bug);
            }
        }

        @Override
        public void await() {
            if (!closed) {
                Inotify.this.await();
            }
        }

        @Override
        public void close() {
            closed = true;
            remove(this);
        }
    }

    /// Watches an open directory; nothing if the kernel has no watch for us, or no `/proc`.
    Optional<Watch> add(NativeMemory memory, int directory, WatchListener listener) {
        synchronized (lock) {
            boolean first = instance == NONE;
            int number = first ? start(memory) : instance;
            if (number >= 0) {
                number =
                        Linux.inotifyAddWatch(
                                memory, instance, "/proc/self/fd/" + directory, EVENTS);
            }
            if (number < 0) {
                refused(-number);
                if (first) {
                    stop();
                }
                return Optional.empty();
            }
            if (first) {
                startReading(instance);
            }
            Target target = targets.computeIfAbsent(number, Target::new);
            Registration registration = new Registration(target, listener);
            target.listeners.add(registration);
            return Optional.of(registration);
        }
    }

    /// The kernel tells in order. So a watch is begun and ended: when its end is told, all that
    /// happened before has been.
    private void await() {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        try (NativeMemory memory = NativeMemory.borrow()) {
            synchronized (lock) {
                if (instance == NONE) {
                    return;
                }
                int number = Linux.inotifyAddWatch(memory, instance, "/", Linux.IN_DELETE_SELF);
                if (number < 0) {
                    refused(-number);
                    return;
                }
                barriers.put(new Barrier(instance, number), passed);
                var _ = Linux.inotifyRemoveWatch(instance, number);
            }
        }
        passed.join();
    }

    private void pass(Predicate<Barrier> which) {
        List<CompletableFuture<Boolean>> passed = new ArrayList<>();
        synchronized (lock) {
            barriers.forEach((barrier, waiting) -> {
                if (which.test(barrier)) {
                    passed.add(waiting);
                }
            });
            barriers.keySet().removeIf(which);
        }
        passed.forEach(each -> each.complete(true));
    }

    private int start(NativeMemory memory) {
        int result = Linux.inotifyInit(memory);
        instance = Math.max(result, NONE);
        return result;
    }

    private void startReading(int reading) {
        boolean started = false;
        try {
            Thread.ofPlatform().daemon().name("rookery-watch").start(() -> read(reading));
            started = true;
        } finally {
            if (!started) {
                stop();
            }
        }
    }

    private void stop() {
        if (instance != NONE) {
            close(instance);
            instance = NONE;
        }
    }

    private static void close(int instance) {
        int result = Linux.close(instance);
        if (result < 0) {
            LOG.log(Level.DEBUG, "closing inotify: errno {0}", -result);
        }
    }

    private void refused(int errno) {
        LOG.log(
                complained ? Level.DEBUG : Level.WARNING,
                "no notices of changes in a directory, it has to be looked at instead: errno {0}"
                        + " (limits: fs.inotify.max_user_instances, max_user_watches)",
                errno);
        complained = true;
    }

    private void remove(Registration registration) {
        synchronized (lock) {
            Target target = registration.target;
            if (target.listeners.remove(registration)
                    && target.listeners.isEmpty()
                    && targets.remove(target.number, target)) {
                // The kernel has removed it already if the directory is gone.
                var _ = Linux.inotifyRemoveWatch(instance, target.number);
            }
        }
    }

    /// However it ends, nobody is left to wait for events that do not come.
    private void read(int reading) {
        try (NativeMemory memory = NativeMemory.borrow()) {
            readUntilUnused(memory, reading);
        } finally {
            endAll(reading);
            pass(each -> each.instance() == reading);
            // The kernel takes some milliseconds for it.
            close(reading);
        }
    }

    private void readUntilUnused(NativeMemory memory, int reading) {
        byte[] name = new byte[NAME_BYTES_MAX];
        RawEvents events = new RawEvents(memory.bytes, name);
        do {
            long got = Linux.read(memory, reading);
            if (got >= 0) {
                events.reset(got);
                dispatch(reading, events, name);
            } else if (got != -Linux.EINTR) {
                LOG.log(Level.ERROR, "reading inotify: errno {0}", -got);
                return;
            }
        } while (isInUse());
    }

    private boolean isInUse() {
        synchronized (lock) {
            if (targets.isEmpty()) {
                instance = NONE;
            }
            return instance != NONE;
        }
    }

    /// Does nothing to the next instance, which may be at work already.
    private void endAll(int reading) {
        List<Target> left;
        synchronized (lock) {
            if (instance != reading) {
                return;
            }
            instance = NONE;
            left = List.copyOf(targets.values());
            targets.clear();
        }
        left.forEach(each -> each.tell(What.ENDED, NO_NAME, 0, 0));
    }

    private void dispatch(int reading, RawEvents events, byte[] name) {
        Target target = null;
        while (events.next()) {
            What what = events.what();
            if (what == What.OVERFLOW) {
                all().forEach(each -> each.tell(What.OVERFLOW, NO_NAME, 0, 0));
                pass(each -> each.instance() == reading);
                continue;
            }
            if (target == null || target.number != events.watch()) {
                target = target(events.watch());
            }
            if (target == null || what == null) {
                Barrier ended = new Barrier(reading, events.watch());
                pass(ended::equals);
                continue;
            }
            if (what == What.ENDED) {
                end(target);
            } else {
                target.tell(what, name, events.readName(), events.cookie());
            }
        }
    }

    private @Nullable Target target(int number) {
        synchronized (lock) {
            return targets.get(number);
        }
    }

    private List<Target> all() {
        synchronized (lock) {
            return List.copyOf(targets.values());
        }
    }

    /// Nobody joins it once it is out of the map.
    private void end(Target target) {
        synchronized (lock) {
            targets.remove(target.number, target);
        }
        target.tell(What.ENDED, NO_NAME, 0, 0);
    }
}
