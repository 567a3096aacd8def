// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.simulation.DiskEvent.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A disk in memory with the errors, races and times of a real one, which keeps what is durable
/// apart from what is visible: recorded, its log tells every state a power cut can leave.
///
/// The root is always there and empty at first. Safe to share between threads: one call at a time.
public final class SimulatedDisk implements Disk {
    private static final AtomicLong DEVICES = new AtomicLong();
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final InstantSource clock;
    private final long seed;
    private final long device = DEVICES.incrementAndGet();
    private final Node.Folder root;
    private final Set<Descriptor> descriptors = new LinkedHashSet<>();

    private long lastInode;
    private long forces;
    private long capacityBytes = Long.MAX_VALUE;
    private boolean coarse;
    private boolean links = true;
    private LongUnaryOperator dates = LongUnaryOperator.identity();
    private ForceFailures failingForces = (_, _) -> false;
    private Runnable duringListings = () -> {};
    private @Nullable DiskLog log;

    /// Which forces fail.
    @FunctionalInterface
    public interface ForceFailures {
        /// Asked once for each force.
        ///
        /// @param number counted from 1 over the life of the disk
        boolean fails(long number, String path);
    }

    /// @param seed decides in which order directories are listed
    public SimulatedDisk(InstantSource clock, long seed) {
        this(new DiskImage(), clock, seed);
    }

    /// A machine started with what a power cut left.
    SimulatedDisk(DiskImage image, InstantSource clock, long seed) {
        this.clock = clock;
        this.seed = seed;
        this.root = (Node.Folder) load(image, DiskImage.ROOT, new HashMap<>());
        this.lastInode = image.lastInode();
        root.links = 1;
    }

    private static Node load(DiskImage image, long inode, Map<Long, Node> made) {
        Node known = made.get(inode);
        if (known != null) {
            return known;
        }
        long nanos = image.modifiedNanos(inode);
        if (!image.isDirectory(inode)) {
            Node file = new Node.File(inode, nanos, image.content(inode), true);
            file.changedNanos = image.changedNanos(inode);
            made.put(inode, file);
            return file;
        }
        Node.Folder folder = new Node.Folder(inode, nanos);
        made.put(inode, folder);
        image.entries(inode)
                .forEach((name, target) -> {
                    Node child = load(image, target, made);
                    child.links++;
                    folder.entries.put(name, child);
                });
        return folder;
    }

    // What a test arranges.

    /// Times have whole seconds, and changes within one look equal: as on many network disks.
    public SimulatedDisk withCoarseTimes() {
        coarse = true;
        return this;
    }

    /// No file gets a second name: as on file systems that have none, or between owners.
    public SimulatedDisk withoutLinks() {
        links = false;
        return this;
    }

    /// A file that is given a time, in seconds since 1970, has another one then.
    public SimulatedDisk withDates(LongUnaryOperator made) {
        dates = made;
        return this;
    }

    /// Takes no more than so many bytes from here on.
    public synchronized void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /// What other programs do in the middle of each listing: names they change may be missing or
    /// appear twice.
    public synchronized void duringListings(Runnable race) {
        duringListings = race;
    }

    /// Has forces fail. As on Linux, the bytes such a force was to save are lost, though everybody
    /// sees them until the power goes, and the next force reports success; entries of directories
    /// are still saved by the next one.
    public synchronized void failingForces(ForceFailures which) {
        failingForces = which;
    }

    /// How many forces there have been.
    public synchronized long forces() {
        return forces;
    }

    /// What processes have open.
    public synchronized List<String> open() {
        return descriptors.stream().map(Descriptor::toString).toList();
    }

    /// Closes all that is open and so gives back all locks, as the end of the process does.
    public void processDies() throws IOException {
        List<Descriptor> all;
        synchronized (this) {
            all = List.copyOf(descriptors);
        }
        for (Descriptor each : all) {
            each.close();
        }
    }

    /// Keeps a log of all that happens from here on. What is there now counts as durable.
    synchronized DiskLog record() {
        DiskLog begun = new DiskLog();
        log = begun;
        return begun;
    }

    // What the disk's own classes ask for; all of it under the disk's lock.

    long device() {
        return device;
    }

    boolean isRecorded() {
        return log != null;
    }

    void log(DiskEvent event) {
        if (log != null) {
            log.add(event);
        }
    }

    void opened(Descriptor descriptor) {
        synchronized (this) {
            descriptors.add(descriptor);
        }
    }

    void closed(Descriptor descriptor) {
        descriptors.remove(descriptor);
    }

    long newInode() {
        return ++lastInode;
    }

    /// The time, noted as that of the node's last change; on fine disks always another one.
    long changed(Node node) {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * NANOS_PER_SECOND + (coarse ? 0 : now.getNano());
        if (!coarse && nanos == node.changedNanos) {
            nanos++;
        }
        node.changedNanos = nanos;
        return nanos;
    }

    /// How many of `length` bytes there is room for when a file grows by `growth`.
    long room(long growth, int length) {
        if (growth <= 0 || capacityBytes == Long.MAX_VALUE) {
            return length;
        }
        long missing = growth - Math.max(0, capacityBytes - usedBytes());
        return missing <= 0 ? length : Math.max(0, length - missing);
    }

    /// Whether there is room for one more file or entry.
    boolean isFull() {
        return capacityBytes != Long.MAX_VALUE && usedBytes() >= capacityBytes;
    }

    private long usedBytes() {
        Map<Long, Node> all = new HashMap<>();
        collect(root, all);
        return all.values().stream()
                .filter(Node.File.class::isInstance)
                .mapToLong(Node::sizeBytes)
                .sum();
    }

    private static void collect(Node node, Map<Long, Node> all) {
        if (all.putIfAbsent(node.inode, node) == null && node instanceof Node.Folder folder) {
            folder.entries.values().forEach(child -> collect(child, all));
        }
    }

    void force(Node node, String path, boolean times) throws IOException {
        forces++;
        if (failingForces.fails(forces, path)) {
            log(new DiskEvent.ForceFailed(node.inode, path));
            throw Errno.EIO.on("force", path);
        }
        if (isRecorded()) {
            Optional<CallSite> site = CallSite.nearest(path);
            long thread = Thread.currentThread().threadId();
            log(new DiskEvent.Forced(node.inode, path, times, site, thread));
        }
    }

    /// Notes that entries changed together.
    void relinked(DiskCall.Kind kind, String what, List<Link> links, Node.Folder in, Node moved) {
        long nanos = changed(in);
        in.modifiedNanos = nanos;
        if (isRecorded()) {
            log(
                    new DiskEvent.Relinked(
                            kind,
                            what,
                            links,
                            in.inode,
                            moved.inode,
                            moved.changedNanos,
                            nanos,
                            CallSite.nearest(what),
                            Thread.currentThread().threadId()));
        }
    }

    /// Where a name stands in every listing of this disk.
    long place(Node.Folder folder, String name) {
        long mixed = seed ^ folder.inode * 0x9E3779B97F4A7C15L ^ name.hashCode();
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    boolean hasLinks() {
        return links;
    }

    /// What becomes of a time a file is given.
    long date(long epochSeconds) {
        return dates.applyAsLong(epochSeconds);
    }

    Runnable race() {
        return duringListings;
    }

    // The face.

    @Override
    public Directory open(Path path) throws IOException {
        return find(path, false, Optional.empty());
    }

    @Override
    public Directory openOrCreate(Path path, Optional<Owner> owner) throws IOException {
        return find(path, true, owner);
    }

    private Directory find(Path path, boolean create, Optional<Owner> owner) throws IOException {
        List<String> steps = new ArrayList<>();
        path.forEach(step -> steps.add(step.toString()));
        Directory at = new SimulatedDirectory(this, root, "");
        for (String step : steps) {
            try (Directory above = at) {
                at = descend(above, step, create, owner);
            }
        }
        return at;
    }

    private static Directory descend(
            Directory above, String step, boolean create, Optional<Owner> owner)
            throws IOException {
        if (!create || above.stat(step).isPresent()) {
            return above.openDirectory(step);
        }
        Directory made = above.createDirectory(step, owner);
        try {
            above.force();
            return made;
        } catch (IOException refused) {
            made.close();
            above.deleteTree(step);
            throw refused;
        }
    }
}
