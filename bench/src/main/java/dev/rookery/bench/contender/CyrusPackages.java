// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Debian's Cyrus IMAP, unpacked below a directory and not installed: as a package it would take
/// the place of Dovecot.
public record CyrusPackages(Path root) {
    private static final Path INSTALLED = Path.of("/");
    private static final List<String> PROGRAMS =
            List.of("master", "imapd", "lmtpd", "idled", "ctl_cyrusdb", "cyr_info");

    public CyrusPackages {
        root = root.toAbsolutePath().normalize();
    }

    public static CyrusPackages installed() {
        return new CyrusPackages(INSTALLED);
    }

    /// What lies below a directory. If nothing does, Cyrus is downloaded with all it needs that the
    /// system lacks, 11 MB, and unpacked there; the system stays as it is.
    public static CyrusPackages below(Path root) throws IOException {
        CyrusPackages packages = new CyrusPackages(root);
        if (!Files.exists(packages.program("master"))) {
            fetch(root);
        }
        return packages;
    }

    private static void fetch(Path root) throws IOException {
        try (WorkDirectory archives = WorkDirectory.create()) {
            Files.createDirectory(archives.path().resolve("partial"));
            var _ =
                    Tool.run(
                            "apt-get",
                            "install",
                            "--download-only",
                            "--no-install-recommends",
                            "--assume-yes",
                            "--option=Debug::NoLocking=true",
                            "--option=Dir::Cache::archives=" + archives.path(),
                            "cyrus-imapd");
            Files.createDirectories(root);
            try (DirectoryStream<Path> packages =
                    Files.newDirectoryStream(archives.path(), "*.deb")) {
                for (Path each : packages) {
                    var _ = Tool.run("dpkg", "--extract", each.toString(), root.toString());
                }
            }
        }
    }

    Optional<String> obstacle() {
        if (!PROGRAMS.stream().map(this::program).allMatch(Files::isExecutable)) {
            return Optional.of("there is no Cyrus IMAP below " + root + "; --cyrus DIR fetches it");
        }
        try {
            var _ = version();
            return Optional.empty();
        } catch (IOException unusable) {
            return Optional.of("it does not run: " + unusable.getMessage());
        }
    }

    String version() throws IOException {
        return Tool.run(command("master", List.of("-V")), Map.of());
    }

    Path program(String name) {
        return root.resolve("usr/lib/cyrus/bin", name);
    }

    /// What runs a program so that it finds its libraries, as `nobody` if we are the superuser.
    List<String> command(String program, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(Superuser.isMe() ? Superuser.AS_NOBODY : List.of());
        words.add("env");
        words.add("CYRUS_USER=" + (Superuser.isMe() ? "nobody" : System.getProperty("user.name")));
        words.add("LD_LIBRARY_PATH=" + libraries());
        words.add(program(program).toString());
        words.addAll(arguments);
        return words;
    }

    /// Such as `usr/lib/x86_64-linux-gnu`.
    private String libraries() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path parent : List.of(root.resolve("usr/lib"), root.resolve("lib"))) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> directories = Files.list(parent)) {
                    directories.filter(CyrusPackages::isOfAnArchitecture).forEach(found::add);
                }
            }
        }
        return found.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private static boolean isOfAnArchitecture(Path directory) {
        return directory.getFileName().toString().contains("-linux-gnu");
    }
}
