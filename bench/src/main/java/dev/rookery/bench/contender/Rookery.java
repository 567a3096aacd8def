// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Our own server, started with `bin/rookery serve`. Its limits are raised as far as scenarios need
/// it; all else is as it comes.
///
/// @param launcher `bin/rookery`
/// @param flagsToNames how long flags may wait before file names show them, such as `1s`
public record Rookery(
        String name, String title, Path launcher, String flagsToNames, Certificate certificate)
        implements Contender {
    private static final Map<String, String> AS_BUILT = Map.of("ROOKERY_BUILD", "never");

    @Override
    public Optional<String> obstacle() {
        return Files.isExecutable(launcher)
                ? Optional.empty()
                : Optional.of("there is no launcher at " + launcher);
    }

    @Override
    public String version() throws IOException {
        return Tool.run(List.of(launcher.toString(), "--version"), AS_BUILT);
    }

    @Override
    public RunningServer start(Path directory, Terms terms) throws IOException {
        Path place = OpenDirectory.create(directory);
        Files.write(
                place.resolve("users"),
                IntStream.range(0, terms.users())
                        .mapToObj(i -> Logins.name(i) + ":{PLAIN}" + Logins.PASSWORD)
                        .toList());
        Path file = place.resolve("rookery.conf");
        List<String> serve = List.of(launcher.toString(), "serve", "-c", file.toString());
        Ports ports = Ports.free();
        String configuration = configuration(place, ports);
        Files.writeString(file, configuration);
        return ForegroundServer.start(
                this,
                new ForegroundServer.Launch(
                        Stream.concat(terms.prefix().stream(), serve.stream()).toList(),
                        AS_BUILT,
                        ports,
                        place.resolve("printed"),
                        certificate.withoutPath(configuration.replace(place.toString(), "DIR"))),
                MaildirMail.below(place),
                Farewell::nothing);
    }

    private String configuration(Path directory, Ports ports) {
        return """
        hostname = localhost
        state_dir = "%1$s/state"
        mail { home = "%1$s/mail/{user}", %2$sflags_to_names = %3$s }
        tls { certificate = "%4$s", key = "%5$s" }
        imaps { listen = "127.0.0.1:%6$d" }
        imap { listen = "127.0.0.1:%7$d" }
        lmtp { listen = "127.0.0.1:%8$d" }
        users = [{ path = "%1$s/users" }]
        limits { connections = 20000, connections_per_user_and_address = 20000 }
        """
                .formatted(
                        directory,
                        Superuser.isMe() ? "owner = \"" + Superuser.MAIL_OWNER + "\", " : "",
                        flagsToNames,
                        certificate.chain(),
                        certificate.key(),
                        ports.imaps().getPort(),
                        ports.imap().getPort(),
                        ports.lmtp().getPort());
    }
}
