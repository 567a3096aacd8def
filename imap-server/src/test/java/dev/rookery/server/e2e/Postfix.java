// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// A whole Postfix with a queue and configuration of its own, beside whatever the machine runs.
///
/// It takes SMTP on a loopback port and hands `example.org` to an LMTP socket; a refused delivery
/// is tried again every second.
final class Postfix implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    private static final List<String> WAITING = List.of("incoming", "active", "deferred");

    private final Workplace workplace = Workplace.create("postfix");
    private final Path configuration = workplace.at("etc");
    private final Path log = workplace.at("mail.log");
    private final int smtpPort = Workplace.freePort();
    private final Path lmtpSocket;
    private final String settings;

    Postfix(Path lmtpSocket) {
        this(lmtpSocket, "virtual_mailbox_domains = example.org");
    }

    /// Further settings are lines of main.cf; they name the domains.
    Postfix(Path lmtpSocket, String... settings) {
        this.lmtpSocket = lmtpSocket;
        this.settings = String.join("\n", settings);
    }

    int smtpPort() {
        return smtpPort;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.createDirectory(workplace.at("queue"));
        Path data = Files.createDirectory(workplace.at("data"));
        Files.setOwner(
                data,
                data.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("postfix"));
        workplace.write("etc/main.cf", mainCf());
        workplace.write("etc/master.cf", masterCf());
        postfix("start").run();
    }

    private String mainCf() {
        return """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        maillog_file = %1$s/mail.log
        maillog_file_prefixes = %1$s
        mail_owner = postfix
        myhostname = mta.test
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        mydestination =
        alias_maps =
        alias_database =
        local_header_rewrite_clients =
        notify_classes =
        message_size_limit = 50000000
        mailbox_size_limit = 0
        virtual_mailbox_limit = 0
        virtual_transport = lmtp:unix:%2$s
        default_transport = discard
        minimal_backoff_time = 1s
        maximal_backoff_time = 1s
        queue_run_delay = 1s
        transport_retry_time = 1s
        smtpd_client_connection_count_limit = 0
        lmtp_connection_cache_on_demand = no
        %3$s
        """
                .formatted(workplace.directory(), lmtpSocket, settings);
    }

    private String masterCf() {
        return """
        127.0.0.1:%d inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        anvil unix - - n - 1 anvil
        lmtp unix - - n - 10 lmtp
        virtual unix - n n - - virtual
        discard unix - - n - - discard
        error unix - - n - - error
        retry unix - - n - - error
        showq unix n - n - - showq
        postlog unix-dgram n - n - 1 postlogd
        """
                .formatted(smtpPort);
    }

    private Program postfix(String action) {
        String program = Program.find("postfix").orElseThrow().toString();
        return Program.of(program, "-c", configuration.toString(), action);
    }

    /// Hands over one message; Postfix has it in its queue afterwards.
    void accept(byte[] message, List<String> recipients) throws IOException {
        try (MailDialogue smtp = MailDialogue.smtp(smtpPort)) {
            assertThat(smtp.send(message, recipients)).singleElement().asString().startsWith("250");
        }
    }

    /// Waits until everything accepted is delivered. It asks for what is laid aside, as an admin
    /// does with `postqueue -f`: a message that is due while its last attempt still ends waits for
    /// five minutes otherwise.
    void awaitEmptyQueue(Duration limit) {
        await("empty queue")
                .pollInterval(Duration.ofMillis(500)) // messages move from one part to another
                .during(Duration.ofMillis(500))
                .atMost(limit)
                .until(this::isQueueEmpty);
    }

    private boolean isQueueEmpty() throws IOException {
        if (queued() == 0) {
            return true;
        }
        // It calls the mail system down where nobody picks mail up from this machine, and flushes.
        var _ = postqueue("-f").finish();
        return false;
    }

    private long queued() throws IOException {
        long queued = 0;
        for (String queue : WAITING) {
            try (Stream<Path> files = Files.walk(workplace.at("queue").resolve(queue))) {
                queued += files.filter(Files::isRegularFile).count();
            } catch (UncheckedIOException | NoSuchFileException moved) {
                queued++;
            }
        }
        return queued;
    }

    /// How many lines of the log hold all these texts. Each delivery to a recipient logs one line
    /// with its `status=`.
    long logged(String... texts) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> Stream.of(texts).allMatch(line::contains)).count();
        }
    }

    private String waiting() {
        return postqueue("-p").finish().output();
    }

    private Program postqueue(String request) {
        String program = Program.find("postqueue").orElseThrow().toString();
        return Program.of(program, "-c", configuration.toString(), request);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        System.out.printf(
                "postfix in %s:%n%s%n%s%n",
                context.getDisplayName(), Workplace.tail(log), waiting());
        throw failure;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (Files.exists(log)) {
            postfix("stop").finish();
        }
        workplace.close();
    }
}
