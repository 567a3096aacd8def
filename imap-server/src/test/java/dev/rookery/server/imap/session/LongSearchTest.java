// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.search.SearchProgress;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client hears while it waits: each message takes the search seven seconds.
class LongSearchTest {
    private static final long EACH_NANOS = Duration.ofSeconds(7).toNanos();

    @TempDir private Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private TestServer server;
    private MemoryTransport client;

    @BeforeEach
    void logIn() throws Exception {
        server =
                new TestServer(
                        directory, ImapSettings.defaults(), account -> slow(account), nanos::get);
        client = server.connect(InetAddress.getLoopbackAddress());
        client.receiveLine();
        command("l", "LOGIN anna secret");
    }

    @AfterEach
    void stop() throws Exception {
        client.hangUp();
        server.close();
    }

    @Test
    void tellsEveryTenSecondsHowFarItIs() throws Exception {
        append(4);
        command("s", "SELECT INBOX");
        assertThat(command("f", "SEARCH BODY text"))
                .isEqualTo(
                        """
                        * OK [INPROGRESS ("f" 1 4)] Still searching.
                        * OK [INPROGRESS ("f" 3 4)] Still searching.
                        * SEARCH 1 2 3 4
                        f OK Searched.
                        """);
    }

    @Test
    void leavesOutATagThatWouldEndTheCode() throws Exception {
        append(2);
        command("s", "SELECT INBOX");
        assertThat(command("f]", "SEARCH BODY text"))
                .startsWith("* OK [INPROGRESS (NIL 1 2)] Still searching.\n");
    }

    @Test
    void saysNothingOfAShortSearch() throws Exception {
        append(1);
        command("s", "SELECT INBOX");
        assertThat(command("f", "SEARCH BODY text")).isEqualTo("* SEARCH 1\nf OK Searched.\n");
    }

    @Test
    void givesUpInTheEnd() throws Exception {
        append(6);
        command("s", "SELECT INBOX");
        assertThat(command("f", "SEARCH BODY text"))
                .endsWith(
                        "f NO [LIMIT] Searched for 30 s and looked at 4 of 6 messages: search fewer"
                                + " of them, or a header only.\n");
        assertThat(command("n", "NOOP")).isEqualTo("n OK Done nothing.\n");
    }

    private void append(int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            command("a", "APPEND INBOX {22+}\r\nSubject: one\r\n\r\ntext\r\n");
        }
    }

    private String command(String tag, String rest) throws Exception {
        client.send((tag + " " + rest + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        String line;
        do {
            line = client.receiveLine();
            answer.append(line.replace("\r\n", "\n"));
        } while (!line.startsWith(tag + " "));
        return answer.toString();
    }

    private Account slow(Account account) {
        InvocationHandler handler =
                (_, called, arguments) -> {
                    Object result = invoke(called, account, arguments);
                    return result instanceof Mailbox mailbox ? slow(mailbox) : result;
                };
        return (Account) proxy(Account.class, handler);
    }

    private Mailbox slow(Mailbox mailbox) {
        InvocationHandler handler =
                (_, called, arguments) -> {
                    if (called.getName().equals("search")) {
                        arguments[2] = slow((SearchProgress) arguments[2]);
                    }
                    return invoke(called, mailbox, arguments);
                };
        return (Mailbox) proxy(Mailbox.class, handler);
    }

    private SearchProgress slow(SearchProgress progress) {
        return (looked, all) -> {
            nanos.addAndGet(EACH_NANOS);
            progress.at(looked, all);
        };
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object invoke(Method called, Object real, Object[] arguments) throws Throwable {
        try {
            return called.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
