// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Many disks in one: the first step of a path names the disk, the others lead on from its root.
final class DiskRack implements Disk {
    private final Map<String, Disk> disks = new ConcurrentHashMap<>();

    void put(String name, Disk disk) {
        disks.put(name, disk);
    }

    void remove(String name) {
        disks.remove(name);
    }

    @Override
    public Directory open(Path path) throws IOException {
        return disk(path).open(rest(path));
    }

    @Override
    public Directory openOrCreate(Path path, Optional<Owner> owner) throws IOException {
        return disk(path).openOrCreate(rest(path), owner);
    }

    private Disk disk(Path path) throws IOException {
        Disk disk = disks.get(path.getName(0).toString());
        if (disk == null) {
            throw Errno.ENOENT.on("open", path.toString());
        }
        return disk;
    }

    private static Path rest(Path path) {
        return Path.of("/").resolve(path.subpath(1, path.getNameCount()));
    }
}
