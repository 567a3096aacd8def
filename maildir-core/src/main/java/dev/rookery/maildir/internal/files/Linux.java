// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
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
/// Each returns what the call returns, or `-errno`.
@SuppressWarnings("restricted")
final class Linux {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int ENOSPC = 28;
    static final int EMLINK = 31;
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

    static final int RENAME_NOREPLACE = 1;
    static final int LOCK_EX_NB = 2 | 4;

    /// `struct statx`: only the fields we read. Fixed for all architectures by the kernel.
    static final int STATX_SIZE = 256;

    static final int STATX_BASIC = 0x7ff;
    static final int STATX_LINKS_AT = 16;
    static final int STATX_MODE_AT = 28;
    static final int STATX_INODE_AT = 32;
    static final int STATX_SIZE_AT = 40;
    static final int STATX_CHANGED_AT = 96;
    static final int STATX_MODIFIED_AT = 112;
    static final int STATX_DEVICE_AT = 136;

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

    private Linux() {}

    static int openat(int directory, String name, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return openat(directory, arena.allocateFrom(name), flags, mode);
        }
    }

    /// @param path ends with a zero byte
    static int openat(int directory, MemorySegment path, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int all = flags | O_CLOEXEC;
            return result(state, (int) OPENAT.invokeExact(state, directory, path, all, mode));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int close(int file) {
        return onFile(CLOSE, file);
    }

    static int fsync(int file) {
        return onFile(FSYNC, file);
    }

    static int fdatasync(int file) {
        return onFile(FDATASYNC, file);
    }

    static long pread(int file, MemorySegment into, long length, long at) {
        return transfer(PREAD, file, into, length, at);
    }

    static long pwrite(int file, MemorySegment from, long length, long at) {
        return transfer(PWRITE, file, from, length, at);
    }

    static int statx(int directory, String name, int flags, MemorySegment into) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment path = arena.allocateFrom(name);
            int mask = STATX_BASIC;
            return result(
                    state, (int) STATX.invokeExact(state, directory, path, flags, mask, into));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static long getdents(int directory, MemorySegment into) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long size = into.byteSize();
            return result(state, (long) GETDENTS.invokeExact(state, directory, into, size));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Puts the reading place of an open directory back to its beginning.
    static long rewind(int directory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result(state, (long) LSEEK.invokeExact(state, directory, 0L, 0));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int mkdirat(int directory, String name, int mode) {
        return onName(MKDIRAT, directory, name, mode);
    }

    static int unlinkat(int directory, String name, int flags) {
        return onName(UNLINKAT, directory, name, flags);
    }

    /// @param path ends with a zero byte
    static int unlinkat(int directory, MemorySegment path, int flags) {
        return onPath(UNLINKAT, directory, path, flags);
    }

    static int linkat(int directory, String name, int target, String targetName) {
        return onNames(LINKAT, directory, name, target, targetName, 0);
    }

    static int renameat2(int directory, String name, int target, String targetName, int flags) {
        return onNames(RENAMEAT2, directory, name, target, targetName, flags);
    }

    static int fchown(int file, int user, int group) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result(state, (int) FCHOWN.invokeExact(state, file, user, group));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    static int flock(int file, int operation) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result(state, (int) FLOCK.invokeExact(state, file, operation));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    /// Sets access and modification time.
    static int futimens(int file, long epochSeconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment times = arena.allocate(JAVA_LONG, 4);
            times.setAtIndex(JAVA_LONG, 0, epochSeconds);
            times.setAtIndex(JAVA_LONG, 2, epochSeconds);
            return result(state, (int) FUTIMENS.invokeExact(state, file, times));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static int onFile(MethodHandle call, int file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result(state, (int) call.invokeExact(state, file));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static long transfer(
            MethodHandle call, int file, MemorySegment memory, long length, long at) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result(state, (long) call.invokeExact(state, file, memory, length, at));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static int onName(MethodHandle call, int directory, String name, int last) {
        try (Arena arena = Arena.ofConfined()) {
            return onPath(call, directory, arena.allocateFrom(name), last);
        }
    }

    private static int onPath(MethodHandle call, int directory, MemorySegment path, int last) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result(state, (int) call.invokeExact(state, directory, path, last));
        } catch (Throwable bug) {
            throw new AssertionError(bug);
        }
    }

    private static int onNames(
            MethodHandle call, int from, String name, int to, String newName, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment old = arena.allocateFrom(name);
            MemorySegment young = arena.allocateFrom(newName);
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
