// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The file through which clients find a unix socket.
///
/// It is made in a private directory and moved into place with its mode and owner set, so nobody
/// connects who may not; an old one is replaced only if nobody answers on it.
final class UnixSocketFile {
    /// What the kernel's address of a socket has room for.
    private static final int PATH_BYTES_MAX = 107;

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object fileKey;

    private UnixSocketFile(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey(path);
    }

    static UnixSocketFile listen(ListenAddress.Unix address, int backlog) throws IOException {
        Path path = address.path();
        requireFit(path);
        requireUnused(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(channel, address, backlog);
            return new UnixSocketFile(path, channel);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + path + ": " + e.getMessage(), e);
        }
    }

    private static void bind(ServerSocketChannel channel, ListenAddress.Unix address, int backlog)
            throws IOException {
        Path path = address.path();
        Path nursery =
                path.resolveSibling(
                        ".r" + Integer.toHexString(ThreadLocalRandom.current().nextInt()));
        Path fresh = nursery.resolve("s");
        Files.createDirectory(
                nursery,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            channel.bind(UnixDomainSocketAddress.of(fresh), backlog);
            own(fresh, address);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
            Files.delete(nursery);
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /// Removes the file, unless somebody has put another in its place.
    void remove() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Objects.equals(fileKey, fileKey(path))) {
            Files.delete(path);
        }
    }

    private static void requireFit(Path path) throws IOException {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            throw new IOException(
                    "the path of a socket has at most " + PATH_BYTES_MAX + " bytes: " + path);
        }
        if (!Files.isDirectory(path.resolveSibling(""))) {
            throw new IOException("there is no directory for " + path);
        }
    }

    private static void requireUnused(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            throw new FileAlreadyExistsException(path.toString(), null, "not a socket");
        }
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new BindException("somebody answers on " + path + " already");
        } catch (ConnectException nobody) {
            return;
        }
    }

    private static void own(Path file, ListenAddress.Unix address) throws IOException {
        var lookup = FileSystems.getDefault().getUserPrincipalLookupService();
        var view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (address.group().isPresent()) {
            String group = address.group().get();
            try {
                view.setGroup(lookup.lookupPrincipalByGroupName(group));
            } catch (UserPrincipalNotFoundException e) {
                throw new IOException("there is no group " + group, e);
            }
        }
        if (address.owner().isPresent()) {
            String owner = address.owner().get();
            try {
                view.setOwner(lookup.lookupPrincipalByName(owner));
            } catch (UserPrincipalNotFoundException e) {
                throw new IOException("there is no user " + owner, e);
            }
        }
        Files.setPosixFilePermissions(file, address.mode());
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
