// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigObject;
import dev.rookery.server.net.ListenAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the key `listen`: a text or `{ path, mode, owner }`, one or a list.
final class ListenReader {
    private static final String UNIX = "unix:";
    private static final String MODE = "0666";

    private ListenReader() {}

    static List<ListenAddress> read(Block service, String fallback) {
        List<ListenAddress> addresses =
                service.listOf(
                        "listen",
                        "addresses",
                        fallback,
                        element ->
                                element instanceof ConfigObject object
                                        ? socket(service.inside("listen[]", object))
                                        : service.parse(element, "listen", ListenReader::address));
        socket(service.nothing("listen[]"));
        service.end();
        return addresses;
    }

    private static ListenAddress address(String text) {
        return text.startsWith(UNIX)
                ? new ListenAddress.Unix(
                        Values.file(text.substring(UNIX.length())),
                        mode(MODE),
                        Optional.empty(),
                        Optional.empty())
                : new ListenAddress.Tcp(Values.socket(text));
    }

    private static Optional<ListenAddress> socket(Block block) {
        Optional<Path> path = block.required("path", "file", Values::file);
        Set<PosixFilePermission> mode =
                block.value("mode", "octal number in quotes", MODE, ListenReader::mode);
        if (block.isNumber("mode")) {
            block.fault(
                    "mode", "is a number without quotes, which loses its meaning: write \"0660\"");
        }
        Optional<String> owner =
                block.optional(
                        "owner", "user:group", "the account it runs under", ListenReader::owner);
        block.end();
        return path.map(file ->
                new ListenAddress.Unix(
                        file,
                        mode,
                        owner.map(text -> text.split(":", 2)[0]),
                        owner.filter(text -> text.indexOf(':') >= 0)
                                .map(text -> text.split(":", 2)[1])));
    }

    private static String owner(String text) {
        dev.rookery.server.users.Owners.parse(text);
        return text;
    }

    private static Set<PosixFilePermission> mode(String octal) {
        if (!octal.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException("takes an octal number such as \"0660\"");
        }
        int bits = Integer.parseInt(octal, 8);
        StringBuilder letters = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            boolean granted = (bits >> bit & 1) == 1;
            letters.append(granted ? "xwr".charAt(bit % 3) : '-');
        }
        return PosixFilePermissions.fromString(letters.toString());
    }
}
