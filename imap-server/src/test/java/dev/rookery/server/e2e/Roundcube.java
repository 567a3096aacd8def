// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Debian's Roundcube behind PHP's own web server, with settings, database and logs of its own.
final class Roundcube
        implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    static final String PAGES = "/var/lib/roundcube/public_html";
    private static final Path DEFAULTS = Path.of("/etc/roundcube");

    private static final Pattern REFUSAL = Pattern.compile(" S: A[0-9]+ (NO|BAD) ");

    private final RookeryProcess rookery;
    private final Workplace workplace = Workplace.create("roundcube");
    private final int port = Workplace.freePort();
    private @Nullable Companion php;

    Roundcube(RookeryProcess rookery) {
        this.rookery = rookery;
    }

    String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        configure();
        php =
                new Companion(
                        List.of("php", "-S", "127.0.0.1:" + port, "-t", PAGES),
                        Map.of(
                                "ROUNDCUBE_CONFIG_DIR", workplace.at("config").toString(),
                                "TMPDIR", workplace.directory().toString()),
                        workplace.directory(),
                        workplace.at("php.log"));
        await("PHP's web server").atMost(ofSeconds(30)).until(this::answers);
    }

    private void configure() throws IOException {
        Files.createDirectories(workplace.at("logs"));
        workplace.write(
                "config/config.inc.php",
                """
                <?php
                $config['db_dsnw'] = 'sqlite:///%1$s/roundcube.db?mode=0600';
                $config['imap_host'] = 'ssl://localhost:%2$d';
                $config['imap_conn_options'] = ['ssl' => ['cafile' => '%3$s']];
                $config['imap_debug'] = true;
                $config['log_dir'] = '%1$s/logs/';
                $config['temp_dir'] = '%1$s/';
                $config['des_key'] = '%4$s';
                $config['language'] = 'en_US';
                $config['skin'] = 'elastic';
                $config['plugins'] = [];
                $config['enable_spellcheck'] = false;
                """
                        .formatted(
                                workplace.directory(),
                                rookery.imapsPort(),
                                rookery.certificate(),
                                "x".repeat(24)));
        for (String file : List.of("defaults.inc.php", "mimetypes.php")) {
            Files.createSymbolicLink(workplace.at("config/" + file), DEFAULTS.resolve(file));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet: the wait is bounded
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        for (String log : List.of("logs/errors.log", "logs/imap.log", "php.log")) {
            System.out.printf("%s:%n%s%n", log, Workplace.tail(workplace.at(log)));
        }
        throw failure;
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        try (workplace) {
            if (php != null) {
                php.close();
            }
            assertThat(workplace.at("logs/errors.log")).doesNotExist();
            assertThat(Files.readAllLines(workplace.at("logs/imap.log")))
                    .isNotEmpty()
                    .noneMatch(line -> REFUSAL.matcher(line).find());
        }
    }
}
