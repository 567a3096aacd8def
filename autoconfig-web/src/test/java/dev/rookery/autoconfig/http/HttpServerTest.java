// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();

    @Test
    void ourOwnFailureIsOneLineToTheClientAndOneToTheLog() throws IOException {
        assertFails(
                request -> {
                    throw new IllegalStateException("secret\r\nInjected: line");
                },
                "request failed: java.lang.IllegalStateException:"
                        + " secret\\u000d\\u000aInjected: line");
    }

    @Test
    void aCheckedFailureIsAnsweredTheSameWay() throws IOException {
        assertFails(
                request -> {
                    throw new IOException("secret");
                },
                "request failed: java.io.IOException: secret");
    }

    @Test
    void soIsAnError() throws IOException {
        assertFails(
                request -> {
                    throw new StackOverflowError("secret");
                },
                "request failed: java.lang.StackOverflowError: secret");
    }

    @Test
    void requestsRunOnVirtualThreads() throws IOException {
        ConcurrentLinkedQueue<Boolean> virtual = new ConcurrentLinkedQueue<>();
        ask(request -> {
            virtual.add(Thread.currentThread().isVirtual());
            request.result("done");
        });
        assertThat(virtual).containsExactly(true);
    }

    private void assertFails(Handler handler, String logged) throws IOException {
        RawHttp.Reply reply = ask(handler);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).isEqualTo("internal error\n");
        assertThat(reply.type()).isEqualTo("text/plain;charset=utf-8");
        assertThat(reply.everything()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(trouble)
                .singleElement()
                .satisfies(line ->
                        assertThat(line)
                                .startsWith(logged)
                                .contains(" at " + HttpServerTest.class.getName())
                                .doesNotContain("\n", "\r"));
    }

    private RawHttp.Reply ask(Handler handler) throws IOException {
        Javalin server = HttpServer.create(List.of("/here"), handler, trouble::add);
        try {
            server.start("127.0.0.1", 0);
            return new RawHttp(server.port()).send("GET", "/here", "Host: any");
        } finally {
            server.stop();
        }
    }
}
