// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.files.Watch;
import dev.rookery.maildir.internal.files.WatchListener;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/// A directory of a [FaultyDisk].
final class FaultyDirectory implements Directory {
    private final FaultyDisk disk;
    private final Directory real;

    FaultyDirectory(FaultyDisk disk, Directory real) {
        this.disk = disk;
        this.real = real;
    }

    private static Directory real(Directory target) {
        return ((FaultyDirectory) target).real;
    }

    @Override
    public FileStat stat() throws IOException {
        return disk.call(Kind.STAT, toString(), real::stat);
    }

    @Override
    public Optional<FileStat> stat(String name) throws IOException {
        return disk.call(Kind.STAT, name, () -> real.stat(name));
    }

    @Override
    public void list(EntryVisitor visitor) throws IOException {
        disk.run(Kind.LIST, toString(), () -> real.list(visitor));
    }

    @Override
    public Directory openDirectory(String name) throws IOException {
        return disk.directory(disk.call(Kind.OPEN_DIRECTORY, name, () -> real.openDirectory(name)));
    }

    @Override
    public Directory createDirectory(String name, Optional<Owner> owner) throws IOException {
        return disk.directory(
                disk.call(Kind.CREATE_DIRECTORY, name, () -> real.createDirectory(name, owner)));
    }

    @Override
    public OutputFile create(String name, Optional<Owner> owner) throws IOException {
        OutputFile file = disk.call(Kind.CREATE, name, () -> real.create(name, owner));
        return new FaultyOutput(disk, file, name);
    }

    @Override
    public InputFile open(String name) throws IOException {
        return new FaultyInput(disk, disk.call(Kind.OPEN, name, () -> real.open(name)), name);
    }

    @Override
    public OutputFile openForWriting(String name) throws IOException {
        OutputFile file = disk.call(Kind.OPEN, name, () -> real.openForWriting(name));
        return new FaultyOutput(disk, file, name);
    }

    @Override
    public void link(String name, Directory target, String targetName) throws IOException {
        disk.run(Kind.LINK, name, () -> real.link(name, real(target), targetName));
    }

    @Override
    public void rename(String name, Directory target, String targetName) throws IOException {
        disk.run(Kind.RENAME, name, () -> real.rename(name, real(target), targetName));
    }

    @Override
    public void replace(String name, String targetName) throws IOException {
        disk.run(Kind.REPLACE, name, () -> real.replace(name, targetName));
    }

    @Override
    public boolean delete(String name) throws IOException {
        return disk.call(Kind.DELETE, name, () -> real.delete(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        disk.run(Kind.DELETE_DIRECTORY, name, () -> real.deleteDirectory(name));
    }

    @Override
    public void deleteTree(String name) throws IOException {
        disk.run(Kind.DELETE_TREE, name, () -> real.deleteTree(name));
    }

    @Override
    public void force() throws IOException {
        disk.run(Kind.FORCE, toString(), real::force);
    }

    @Override
    public Optional<Watch> watch(WatchListener listener) throws IOException {
        return disk.watch(real, listener);
    }

    @Override
    public Optional<Closeable> tryLock(String name, Optional<Owner> owner) throws IOException {
        Optional<Closeable> lock = disk.lock(name, () -> real.tryLock(name, owner));
        return lock.map(held -> () -> disk.close(held, name));
    }

    @Override
    public void close() throws IOException {
        disk.close(real, toString());
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
