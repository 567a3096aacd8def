// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.DiskEvent.Link;
import dev.rookery.maildir.simulation.DiskEvent.Link.Target;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// A directory of a [SimulatedDisk].
final class SimulatedDirectory extends Descriptor implements Directory {
    private final Node.Folder node;

    SimulatedDirectory(SimulatedDisk disk, Node.Folder node, String path) {
        super(disk, path);
        this.node = node;
    }

    @Override
    public FileStat stat() throws IOException {
        synchronized (disk) {
            requireOpen();
            return node.stat(disk.device());
        }
    }

    @Override
    public Optional<FileStat> stat(String name) throws IOException {
        synchronized (disk) {
            return Optional.ofNullable(lookUp(name)).map(found -> found.stat(disk.device()));
        }
    }

    @Override
    public void list(EntryVisitor visitor) throws IOException {
        List<Map.Entry<String, Node>> entries = new ArrayList<>();
        Runnable race;
        synchronized (disk) {
            requireOpen();
            read(entries, place -> place < 0);
            race = disk.race();
        }
        race.run();
        synchronized (disk) {
            read(entries, place -> place >= 0);
        }
        for (Map.Entry<String, Node> entry : entries) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            Node found = entry.getValue();
            visitor.visit(name, name.length, Optional.of(found.kind()), found.inode);
        }
    }

    private void read(List<Map.Entry<String, Node>> entries, LongPredicate places) {
        node.entries.entrySet().stream()
                .filter(entry -> places.test(disk.place(node, entry.getKey())))
                .sorted(Comparator.comparingLong(entry -> disk.place(node, entry.getKey())))
                .map(Map.Entry::copyOf)
                .forEach(entries::add);
    }

    @Override
    public Directory openDirectory(String name) throws IOException {
        synchronized (disk) {
            return new SimulatedDirectory(disk, requireFolder(name), path + "/" + name);
        }
    }

    @Override
    public Directory createDirectory(String name, Optional<Owner> owner) throws IOException {
        synchronized (disk) {
            requireFree(name);
            Node.Folder made = new Node.Folder(disk.newInode(), 0);
            disk.changed(made);
            made.modifiedNanos = made.changedNanos;
            put(name, made);
            changed(Kind.CREATE_DIRECTORY, name, List.of(link(name, made)), made);
            return new SimulatedDirectory(disk, made, path + "/" + name);
        }
    }

    @Override
    public OutputFile create(String name, Optional<Owner> owner) throws IOException {
        synchronized (disk) {
            requireFree(name);
            return new SimulatedFile(disk, createFile(name), path + "/" + name);
        }
    }

    private Node.File createFile(String name) throws IOException {
        Node.File made = new Node.File(disk.newInode(), 0, new Content(), false);
        disk.changed(made);
        made.modifiedNanos = made.changedNanos;
        put(name, made);
        changed(Kind.CREATE, name, List.of(link(name, made)), made);
        return made;
    }

    @Override
    public InputFile open(String name) throws IOException {
        return openFile(name);
    }

    @Override
    public OutputFile openForWriting(String name) throws IOException {
        synchronized (disk) {
            if (lookUp(name) instanceof Node.Folder) {
                throw Errno.EISDIR.on("open", path + "/" + name);
            }
            return openFile(name);
        }
    }

    private SimulatedFile openFile(String name) throws IOException {
        synchronized (disk) {
            return switch (require(name)) {
                case Node.File file -> new SimulatedFile(disk, file, path + "/" + name);
                case Node.Folder _ ->
                        throw new DiskException(
                                "open " + path + "/" + name + ": not a regular file", 0);
            };
        }
    }

    @Override
    public void link(String name, Directory target, String targetName) throws IOException {
        SimulatedDirectory other = sameDisk(target);
        synchronized (disk) {
            Node file = require(name);
            other.requireFree(targetName);
            if (file instanceof Node.Folder || !disk.hasLinks()) {
                throw Errno.EPERM.on("link", path + "/" + name);
            }
            disk.changed(file);
            other.put(targetName, file);
            List<Link> links = List.of(other.link(targetName, file));
            other.changed(Kind.LINK, targetName, links, file);
        }
    }

    @Override
    public void rename(String name, Directory target, String targetName) throws IOException {
        SimulatedDirectory other = sameDisk(target);
        synchronized (disk) {
            Node moved = require(name);
            if (moved instanceof Node.Folder folder && folder.holds(other.node)) {
                throw Errno.EINVAL.on("rename", path + "/" + name);
            }
            other.requireFree(targetName);
            remove(name);
            disk.changed(moved);
            other.put(targetName, moved);
            if (other.node != node) {
                node.modifiedNanos = disk.changed(node);
            }
            List<Link> links = List.of(gone(name), other.link(targetName, moved));
            other.changed(Kind.RENAME, name + " to " + other.path + "/" + targetName, links, moved);
        }
    }

    @Override
    public void replace(String name, String targetName) throws IOException {
        synchronized (disk) {
            Node moved = require(name);
            Node before = lookUp(targetName);
            if (moved == before) {
                return;
            }
            requireReplaceable(before, moved, targetName);
            remove(name);
            if (before != null) {
                remove(targetName);
            }
            put(targetName, moved);
            List<Link> links = List.of(gone(name), link(targetName, moved));
            changed(Kind.REPLACE, name + " to " + targetName, links, moved);
        }
    }

    private void requireReplaceable(@Nullable Node before, Node by, String name)
            throws IOException {
        if (before instanceof Node.Folder folder) {
            if (by instanceof Node.File) {
                throw Errno.EISDIR.on("replace", path + "/" + name);
            }
            if (!folder.entries.isEmpty()) {
                throw Errno.ENOTEMPTY.on("replace", path + "/" + name);
            }
        } else if (before != null && by instanceof Node.Folder) {
            throw Errno.ENOTDIR.on("replace", path + "/" + name);
        }
    }

    @Override
    public boolean delete(String name) throws IOException {
        synchronized (disk) {
            Node found = lookUp(name);
            if (found == null) {
                return false;
            }
            if (found instanceof Node.Folder) {
                throw Errno.EISDIR.on("delete", path + "/" + name);
            }
            delete(Kind.DELETE, name, found);
            return true;
        }
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        synchronized (disk) {
            Node.Folder found = requireFolder(name);
            if (!found.entries.isEmpty()) {
                throw Errno.ENOTEMPTY.on("delete", path + "/" + name);
            }
            delete(Kind.DELETE_DIRECTORY, name, found);
        }
    }

    @Override
    public void deleteTree(String name) throws IOException {
        synchronized (disk) {
            if (lookUp(name) == null) {
                return;
            }
            Node.Folder found = requireFolder(name);
            try (SimulatedDirectory tree = new SimulatedDirectory(disk, found, path + "/" + name)) {
                for (Entry entry : tree.list()) {
                    if (found.entries.get(entry.name()) instanceof Node.Folder) {
                        tree.deleteTree(entry.name());
                    } else {
                        tree.delete(entry.name());
                    }
                }
            }
            delete(Kind.DELETE_DIRECTORY, name, found);
        }
    }

    private void delete(Kind kind, String name, Node found) throws IOException {
        remove(name);
        disk.changed(found);
        changed(kind, name, List.of(gone(name)), found);
    }

    @Override
    public void force() throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.force(node, path, true);
        }
    }

    @Override
    public Optional<Closeable> tryLock(String name, Optional<Owner> owner) throws IOException {
        synchronized (disk) {
            if (lookUp(name) == null) {
                requireFree(name);
                createFile(name);
            }
            SimulatedFile file = openFile(name);
            if (file.lock()) {
                return Optional.of(file);
            }
            file.close();
            return Optional.empty();
        }
    }

    @Override
    void released() {
        // A directory gives back nothing but its descriptor.
    }

    // Entries.

    private SimulatedDirectory sameDisk(Directory target) throws IOException {
        SimulatedDirectory other = (SimulatedDirectory) target;
        if (other.disk != disk) {
            throw Errno.EXDEV.on("link or rename", path);
        }
        return other;
    }

    private @Nullable Node lookUp(String name) throws IOException {
        requireOpen();
        return node.entries.get(step(name));
    }

    private Node require(String name) throws IOException {
        Node found = lookUp(name);
        if (found == null) {
            throw Errno.ENOENT.on("open", path + "/" + name);
        }
        return found;
    }

    private Node.Folder requireFolder(String name) throws IOException {
        return switch (require(name)) {
            case Node.Folder folder -> folder;
            case Node.File _ -> throw Errno.ENOTDIR.on("open", path + "/" + name);
        };
    }

    private void requireFree(String name) throws IOException {
        if (lookUp(name) != null) {
            throw Errno.EEXIST.on("create", path + "/" + name);
        }
        if (node.isRemoved()) {
            throw Errno.ENOENT.on("create", path + "/" + name);
        }
        if (disk.isFull()) {
            throw Errno.ENOSPC.on("create", path + "/" + name);
        }
    }

    private void put(String name, Node target) {
        node.entries.put(name, target);
        target.links++;
    }

    private void remove(String name) {
        Node target = node.entries.remove(name);
        if (target != null) {
            target.links--;
        }
    }

    private void changed(Kind kind, String what, List<Link> links, Node moved) {
        disk.relinked(kind, path + "/" + what, links, node, moved);
    }

    private Link link(String name, Node target) {
        Target kind = target instanceof Node.File ? Target.FILE : Target.DIRECTORY;
        return new Link(node.inode, name, kind, target.inode);
    }

    private Link gone(String name) {
        return new Link(node.inode, name, Target.NOTHING, 0);
    }

    /// A single step: what leads elsewhere is a bug above us and is stopped here.
    private static String step(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name inside a directory");
        }
        return name;
    }
}
