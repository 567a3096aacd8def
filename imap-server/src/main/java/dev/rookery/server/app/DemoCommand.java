// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.observe.LogEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the whole server at work without anything to configure.
@Command(
        name = "demo",
        description = {
            "Runs a mail server with two made-up users on loopback ports, until SIGINT or SIGTERM.",
            "Prints what to type into a mail client, and 'ready' when it is."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "Kept and used again; without it a temporary one that is removed.")
    private @Nullable Path directory;

    @Option(names = "--exit-when-ready", hidden = true)
    private boolean exitWhenReady;

    private final InstantSource clock = InstantSource.system();

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (Running running = Running.untilSignalled()) {
            run(running);
        }
        return 0;
    }

    private void run(Running running) throws Exception {
        Optional<Path> kept = Optional.ofNullable(directory);
        Path place = kept.isPresent() ? kept.get() : Files.createTempDirectory("rookery-demo-");
        try {
            run(new Demo(place, clock), running);
        } finally {
            if (kept.isEmpty()) {
                remove(place);
            }
        }
    }

    private void run(Demo demo, Running running) throws Exception {
        Config config = demo.prepare();
        LogEvents events = new LogEvents();
        // The web service takes as long to start as all the rest: both start at once.
        FutureTask<Web> starting = new FutureTask<>(() -> Web.start(config, events));
        Thread.ofPlatform().name("web-start").start(starting);
        demo.certify();
        try (Server server = Server.start(config, events);
                Web web = started(starting)) {
            Map<String, String> passwords = demo.passwords();
            for (String login : passwords.keySet()) {
                WelcomeMail.send(server.lmtpPort(), login, clock.instant());
            }
            guide(demo, server, web, passwords).forEach(terminal.out()::println);
            terminal.ready();
            if (!exitWhenReady) {
                running.await();
            }
        }
    }

    private static Web started(FutureTask<Web> starting) throws Exception {
        try {
            return starting.get();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof IOException disk ? disk : refused;
        }
    }

    private static List<String> guide(
            Demo demo, Server server, Web web, Map<String, String> passwords) throws IOException {
        Map.Entry<String, String> first = passwords.entrySet().iterator().next();
        int imaps = server.imapsPort();
        StringBuilder users = new StringBuilder();
        passwords.forEach((login, password) ->
                users.append("  %s  password %s%n".formatted(login, password)));
        String swaks = "  swaks --protocol LMTP --to " + first.getKey();
        String socket =
                demo.lmtpSocket().map(path -> swaks + " --socket " + path + "\n").orElse("");
        return """
        Two mailboxes, each with a welcome mail:
        %s
        In a mail client: IMAP server localhost, port %d, SSL/TLS, password; certificate %s

          openssl s_client -crlf -quiet -connect localhost:%d -CAfile %s
              a LOGIN %s %s
              b SELECT INBOX
              c FETCH 1 BODY[]

        %s --server 127.0.0.1 --port %d
        %s
          curl 'http://127.0.0.1:%d/mail/config-v1.1.xml?emailaddress=%s'

        Ctrl-C ends it.\
        """
                .formatted(
                        users,
                        imaps,
                        demo.certificate(),
                        imaps,
                        demo.certificate(),
                        first.getKey(),
                        first.getValue(),
                        swaks,
                        server.lmtpPort(),
                        socket,
                        web.port(),
                        first.getKey())
                .lines()
                .toList();
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
