// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.simulation.DiskEvent.Growth;
import dev.rookery.maildir.simulation.DiskEvent.Link;
import dev.rookery.maildir.simulation.DiskEvent.Relinked;
import dev.rookery.maildir.simulation.DiskEvent.TimeSet;
import dev.rookery.maildir.simulation.DiskEvent.Write;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What lies on a disk without power. Copies share what neither has changed since.
final class DiskImage {
    static final long ROOT = 1;
    private static final int SECTOR_BYTES = 512;

    private final Map<Long, Content> files;
    private final Map<Long, SortedMap<String, Long>> directories;
    private final Map<Long, Long> times;

    /// When files got other names, if that is later.
    private final Map<Long, Long> changes;

    /// Files and directories no other image shares.
    private final Set<Long> owned = new HashSet<>();

    /// An empty disk.
    DiskImage() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        directories.put(ROOT, new TreeMap<>());
    }

    private DiskImage(
            Map<Long, Content> files,
            Map<Long, SortedMap<String, Long>> directories,
            Map<Long, Long> times,
            Map<Long, Long> changes) {
        this.files = files;
        this.directories = directories;
        this.times = times;
        this.changes = changes;
    }

    DiskImage copy() {
        owned.clear();
        return new DiskImage(
                new HashMap<>(files),
                new HashMap<>(directories),
                new HashMap<>(times),
                new HashMap<>(changes));
    }

    /// The greatest inode in use, also by what no name leads to any more.
    long lastInode() {
        return Math.max(
                directories.keySet().stream().mapToLong(inode -> inode).max().orElse(ROOT),
                files.keySet().stream().mapToLong(inode -> inode).max().orElse(ROOT));
    }

    boolean isDirectory(long inode) {
        return directories.containsKey(inode);
    }

    SortedMap<String, Long> entries(long directory) {
        return directories.getOrDefault(directory, new TreeMap<>());
    }

    /// Not to be changed.
    Content content(long file) {
        return files.getOrDefault(file, new Content());
    }

    long modifiedNanos(long inode) {
        return times.getOrDefault(inode, 0L);
    }

    long changedNanos(long inode) {
        return changes.getOrDefault(inode, modifiedNanos(inode));
    }

    void apply(Growth growth) {
        own(growth.inode()).grow(growth.sizeBytes());
    }

    void applyTime(Growth growth) {
        times.put(growth.inode(), growth.nanos());
        changes.remove(growth.inode());
    }

    void apply(TimeSet set) {
        times.put(set.inode(), set.nanos());
    }

    void apply(Write write) {
        own(write.inode()).overwrite(write.at(), write.bytes(), 0, write.bytes().sizeBytes());
        times.put(write.inode(), write.nanos());
        changes.remove(write.inode());
    }

    /// Only some sectors of it.
    void apply(Write write, Tear tear) {
        Content content = own(write.inode());
        int sectors = sectors(write);
        for (int i = 0; i < sectors; i++) {
            if (tear.keeps(i, sectors)) {
                int from = (int) Math.max(0, sectorStart(write, i));
                int to = (int) Math.min(write.bytes().sizeBytes(), sectorStart(write, i + 1));
                content.overwrite(write.at() + from, write.bytes(), from, to - from);
            }
        }
    }

    /// How many sectors a write touches: each of them reaches the disk whole or not at all.
    static int sectors(Write write) {
        long end = write.at() + write.bytes().sizeBytes();
        return (int) ((end + SECTOR_BYTES - 1) / SECTOR_BYTES - write.at() / SECTOR_BYTES);
    }

    /// Where the i-th sector begins, counted from the first byte written.
    private static long sectorStart(Write write, int i) {
        return (write.at() / SECTOR_BYTES + i) * SECTOR_BYTES - write.at();
    }

    void apply(Relinked change) {
        for (Link link : change.links()) {
            SortedMap<String, Long> entries = ownEntries(link.directory());
            switch (link.target()) {
                case NOTHING -> entries.remove(link.name());
                case FILE -> {
                    files.computeIfAbsent(link.inode(), _ -> new Content());
                    entries.put(link.name(), link.inode());
                }
                case DIRECTORY -> {
                    directories.computeIfAbsent(link.inode(), _ -> new TreeMap<>());
                    entries.put(link.name(), link.inode());
                }
            }
            times.put(link.directory(), change.nanos());
        }
        if (files.containsKey(change.moved())) {
            changes.put(change.moved(), change.movedNanos());
        }
    }

    private Content own(long file) {
        if (owned.add(file)) {
            files.put(file, content(file).copy());
        }
        return content(file);
    }

    private SortedMap<String, Long> ownEntries(long directory) {
        if (owned.add(directory)) {
            directories.put(directory, new TreeMap<>(entries(directory)));
        }
        return entries(directory);
    }

    /// Equal disks, equal hashes: of what can be reached from the root, with inodes and times.
    long hash() {
        return hash(ROOT);
    }

    private long hash(long inode) {
        long hash = mix(inode, modifiedNanos(inode));
        if (!isDirectory(inode)) {
            return mix(hash, content(inode).hash());
        }
        for (Map.Entry<String, Long> entry : entries(inode).entrySet()) {
            hash = mix(mix(hash, entry.getKey().hashCode()), hash(entry.getValue()));
        }
        return hash;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
    }

    /// All paths with sizes, for people.
    String describe() {
        StringBuilder text = new StringBuilder();
        describe(ROOT, "", text);
        return text.toString();
    }

    private void describe(long inode, String path, StringBuilder text) {
        entries(inode)
                .forEach((name, child) -> {
                    text.append("  ").append(path).append('/').append(name);
                    if (isDirectory(child)) {
                        text.append("/\n");
                        describe(child, path + "/" + name, text);
                    } else {
                        text.append(
                                " %d bytes, inode %d%n"
                                        .formatted(content(child).sizeBytes(), child));
                    }
                });
    }
}
