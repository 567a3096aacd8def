// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The system calls of this engine; the only native calls there are.
///
/// Each returns what the call returns, or `-errno`. All of them may wait for a disk, so none is a
/// `critical` call, during which the garbage collector would wait with it.
@SuppressWarnings("restricted")
final class Linux {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENOSPC = 28;
    static final int EMLINK = 31;
    static final int ENAMETOOLONG = 36;
    static final int ENOSYS = 38;
    static final int ELOOP = 40;
    static final int EDQUOT = 122;

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_EMPTY_PATH = 0x1000;

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NONBLOCK = 0x800;
    static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
    static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
    static final int O_CLOEXEC = 0x80000;

    private static final int RWF_APPEND = 0x10;
    private static final int SYNC_FILE_RANGE_WRITE = 2;
    static final int RENAME_NOREPLACE = 1;
    static final int LOCK_EX_NB = 2 | 4;

    private static final int STATX_BASIC = 0x7ff;

    static final int IN_ATTRIB = 0x4;
    static final int IN_CLOSE_WRITE = 0x8;
    static final int IN_MOVED_FROM = 0x40;
    static final int IN_MOVED_TO = 0x80;
    static final int IN_CREATE = 0x100;
    static final int IN_DELETE = 0x200;
    static final int IN_MOVE_SELF = 0x800;
    static final int IN_Q_OVERFLOW = 0x4000;
    static final int IN_DELETE_SELF = 0x400;
    static final int IN_IGNORED = 0x8000;
    static final int IN_ONLYDIR = 0x1000000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle OPENAT =
            handle("openat", 3, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle PREAD =
            handle("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE =
            handle("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITEV2 =
            handle("pwritev2", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SYNC_FILE_RANGE =
            handle("sync_file_range", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FSYNC = handle("fsync", JAVA_INT, JAVA_INT);
    private static final MethodHandle FDATASYNC = handle("fdatasync", JAVA_INT, JAVA_INT);
    private static final MethodHandle STATX =
            handle("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle GETDENTS =
            handle("getdents64", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle LSEEK =
            handle("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle MKDIRAT =
            handle("mkdirat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle UNLINKAT =
            handle("unlinkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LINKAT =
            handle("linkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RENAMEAT2 =
            handle("renameat2", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FCHOWN =
            handle("fchown", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FLOCK = handle("flock", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FUTIMENS = handle("futimens", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle INOTIFY_INIT = handle("inotify_init1", JAVA_INT, JAVA_INT);
    private static final MethodHandle INOTIFY_ADD_WATCH =
            handle("inotify_add_watch", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle INOTIFY_RM_WATCH =
            handle("inotify_rm_watch", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle READ =
            handle("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);

    /// As whom this process opens files.
    static final int USER = geteuid();

    private Linux() {}

    private static int geteuid() {
        MethodHandle geteuid = handle("geteuid", JAVA_INT);
        try (NativeMemory memory = NativeMemory.borrow()) {
            return (int) geteuid.invokeExact(memory.state);
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int openat(NativeMemory memory, int directory, String name, int flags, int mode) {
        return NativeMemory.put(memory.name, name)
                ? openat(memory, directory, memory.name, flags, mode)
                : -ENAMETOOLONG;
    }

    /// @param path ends with a zero byte
    static int openat(NativeMemory memory, int directory, MemorySegment path, int flags, int mode) {
        try {
            MemorySegment state = memory.state;
            int all = flags | O_CLOEXEC;
            return result(state, (int) OPENAT.invokeExact(state, directory, path, all, mode));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int close(int file) {
        try (NativeMemory memory = NativeMemory.borrow()) {
            return onFile(CLOSE, memory, file);
        }
    }

    static int fsync(NativeMemory memory, int file) {
        return onFile(FSYNC, memory, file);
    }

    static int fdatasync(NativeMemory memory, int file) {
        return onFile(FDATASYNC, memory, file);
    }

    static long pread(NativeMemory memory, int file, MemorySegment into, long length, long at) {
        try {
            MemorySegment state = memory.state;
            return result(state, (long) PREAD.invokeExact(state, file, into, length, at));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static long pwrite(NativeMemory memory, int file, MemorySegment from, long length, long at) {
        try {
            MemorySegment state = memory.state;
            return result(state, (long) PWRITE.invokeExact(state, file, from, length, at));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Writes the first `length` of [NativeMemory#bytes] behind the end of a file.
    static long append(NativeMemory memory, int file, long length) {
        try {
            MemorySegment state = memory.state;
            MemorySegment vector = memory.name;
            vector.set(ADDRESS, 0, memory.bytes);
            vector.set(JAVA_LONG, ADDRESS.byteSize(), length);
            return result(
                    state, (long) PWRITEV2.invokeExact(state, file, vector, 1, 0L, RWF_APPEND));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Has the kernel begin to write all of a file, and does not wait for it.
    static int startWriteback(NativeMemory memory, int file) {
        try {
            MemorySegment state = memory.state;
            int how = SYNC_FILE_RANGE_WRITE;
            return result(state, (int) SYNC_FILE_RANGE.invokeExact(state, file, 0L, 0L, how));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Leaves its answer in [NativeMemory#bytes].
    static int statx(NativeMemory memory, int directory, String name, int flags) {
        if (!NativeMemory.put(memory.name, name)) {
            return -ENAMETOOLONG;
        }
        try {
            MemorySegment state = memory.state;
            MemorySegment path = memory.name;
            MemorySegment into = memory.bytes;
            int mask = STATX_BASIC;
            return result(
                    state, (int) STATX.invokeExact(state, directory, path, flags, mask, into));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Leaves entries in [NativeMemory#bytes]; answers how many bytes they take.
    static long getdents(NativeMemory memory, int directory) {
        try {
            MemorySegment state = memory.state;
            MemorySegment into = memory.bytes;
            long size = into.byteSize();
            return result(state, (long) GETDENTS.invokeExact(state, directory, into, size));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Puts the reading place of an open directory back to its beginning.
    static long rewind(NativeMemory memory, int directory) {
        try {
            MemorySegment state = memory.state;
            return result(state, (long) LSEEK.invokeExact(state, directory, 0L, 0));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int mkdirat(NativeMemory memory, int directory, String name, int mode) {
        return NativeMemory.put(memory.name, name)
                ? onPath(MKDIRAT, memory, directory, memory.name, mode)
                : -ENAMETOOLONG;
    }

    static int unlinkat(NativeMemory memory, int directory, String name, int flags) {
        return NativeMemory.put(memory.name, name)
                ? onPath(UNLINKAT, memory, directory, memory.name, flags)
                : -ENAMETOOLONG;
    }

    /// @param path ends with a zero byte
    static int unlinkat(NativeMemory memory, int directory, MemorySegment path, int flags) {
        return onPath(UNLINKAT, memory, directory, path, flags);
    }

    static int linkat(NativeMemory memory, int from, String name, int to, String newName) {
        return onNames(LINKAT, memory, from, name, to, newName, 0);
    }

    static int renameat2(
            NativeMemory memory, int from, String name, int to, String newName, int flags) {
        return onNames(RENAMEAT2, memory, from, name, to, newName, flags);
    }

    static int fchown(NativeMemory memory, int file, int user, int group) {
        try {
            MemorySegment state = memory.state;
            return result(state, (int) FCHOWN.invokeExact(state, file, user, group));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int flock(NativeMemory memory, int file, int operation) {
        try {
            MemorySegment state = memory.state;
            return result(state, (int) FLOCK.invokeExact(state, file, operation));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Sets access and modification time.
    static int futimens(NativeMemory memory, int file, long epochSeconds) {
        try {
            MemorySegment state = memory.state;
            MemorySegment times = memory.bytes;
            for (int time = 0; time < 2; time++) {
                times.setAtIndex(JAVA_LONG, 2L * time, epochSeconds);
                times.setAtIndex(JAVA_LONG, 2L * time + 1, 0);
            }
            return result(state, (int) FUTIMENS.invokeExact(state, file, times));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int inotifyInit(NativeMemory memory) {
        return onFile(INOTIFY_INIT, memory, O_CLOEXEC);
    }

    static int inotifyAddWatch(NativeMemory memory, int instance, String path, int events) {
        return NativeMemory.put(memory.name, path)
                ? onPath(INOTIFY_ADD_WATCH, memory, instance, memory.name, events)
                : -ENAMETOOLONG;
    }

    static int inotifyRemoveWatch(int instance, int watch) {
        try (NativeMemory memory = NativeMemory.borrow()) {
            MemorySegment state = memory.state;
            return result(state, (int) INOTIFY_RM_WATCH.invokeExact(state, instance, watch));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Reads into [NativeMemory#bytes] what comes next, and waits for it.
    static long read(NativeMemory memory, int file) {
        try {
            MemorySegment state = memory.state;
            MemorySegment into = memory.bytes;
            long size = into.byteSize();
            return result(state, (long) READ.invokeExact(state, file, into, size));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static int onFile(MethodHandle call, NativeMemory memory, int file) {
        try {
            MemorySegment state = memory.state;
            return result(state, (int) call.invokeExact(state, file));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static int onPath(
            MethodHandle call, NativeMemory memory, int directory, MemorySegment path, int last) {
        try {
            MemorySegment state = memory.state;
            return result(state, (int) call.invokeExact(state, directory, path, last));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static int onNames(
            MethodHandle call,
            NativeMemory memory,
            int from,
            String name,
            int to,
            String newName,
            int flags) {
        if (!NativeMemory.put(memory.name, name) || !NativeMemory.put(memory.newName, newName)) {
            return -ENAMETOOLONG;
        }
        try {
            MemorySegment state = memory.state;
            MemorySegment old = memory.name;
            MemorySegment young = memory.newName;
            return result(state, (int) call.invokeExact(state, from, old, to, young, flags));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static int result(MemorySegment state, int returned) {
        return returned < 0 ? -(int) ERRNO.get(state, 0L) : returned;
    }

    private static long result(MemorySegment state, long returned) {
        return returned < 0 ? -(int) ERRNO.get(state, 0L) : returned;
    }

    private static MethodHandle handle(
            String name, MemoryLayout returned, MemoryLayout... arguments) {
        return handle(name, arguments.length, returned, arguments);
    }

    private static MethodHandle handle(
            String name, int fixed, MemoryLayout returned, MemoryLayout... arguments) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        FunctionDescriptor shape = FunctionDescriptor.of(returned, arguments);
        Linker.Option errno = Linker.Option.captureCallState("errno");
        return fixed == arguments.length
                ? LINKER.downcallHandle(address, shape, errno)
                : LINKER.downcallHandle(
                        address, shape, errno, Linker.Option.firstVariadicArg(fixed));
    }
}
