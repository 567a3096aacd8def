// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// Sets up Javalin: GET and HEAD on fixed paths, one virtual thread for each request, limits on
/// what a client controls, and one short line of text for everything that is refused.
final class HttpServer {
    /// Request line and headers; browsers send their cookies to the well-known path.
    static final int REQUEST_HEAD_BYTES_MAX = 8 * 1024;

    /// Open at once; further ones wait in the kernel's queue.
    static final int CONNECTIONS_MAX = 1_000;

    /// Until a connection on which nothing moves is closed.
    static final int IDLE_MILLIS_MAX = 15_000;

    /// Acceptors, selector and timers; requests run on virtual threads.
    private static final int PLATFORM_THREADS_MIN = 2;

    private static final int PLATFORM_THREADS_MAX = 8;

    private HttpServer() {}

    static Javalin create(List<String> paths, Handler handler, Consumer<String> trouble) {
        return Javalin.create(config -> {
            quietly(config);
            limit(config.jetty);
            route(config, paths, handler);
            answerFailures(config, trouble);
        });
    }

    /// Answers with `status` and its line, which says nothing about the request.
    static void refuse(Context request, HttpStatus status) {
        request.status(status)
                .contentType(PlainErrors.TYPE)
                .header("Cache-Control", "no-store")
                .result(PlainErrors.line(status.getCode()));
    }

    private static void quietly(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
    }

    private static void limit(JettyConfig jetty) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS_MAX, PLATFORM_THREADS_MIN);
        threads.setName("autoconfig");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(new VirtualThreadPool(CONNECTIONS_MAX));
        jetty.threadPool = threads;
        jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, server));
            server.setErrorHandler(new PlainErrors());
        });
        jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(REQUEST_HEAD_BYTES_MAX));
        jetty.addConnector((server, http) -> connector(jetty, server, http));
    }

    /// One acceptor, one selector: they only pass requests on.
    private static ServerConnector connector(
            JettyConfig jetty, Server server, HttpConfiguration http) {
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(jetty.host);
        connector.setPort(jetty.port);
        connector.setIdleTimeout(IDLE_MILLIS_MAX);
        connector.setAcceptQueueSize(CONNECTIONS_MAX);
        return connector;
    }

    private static void route(JavalinConfig config, List<String> paths, Handler handler) {
        config.router.caseInsensitiveRoutes = true;
        config.http.prefer405over404 = true;
        config.routes.before(request ->
                request.header("X-Content-Type-Options", "nosniff")
                        .header("Access-Control-Allow-Origin", "*"));
        for (String path : paths) {
            config.routes.get(path, handler).head(path, handler);
        }
    }

    private static void answerFailures(JavalinConfig config, Consumer<String> trouble) {
        config.router.javaLangErrorHandler(
                (response, error) -> trouble.accept(Trouble.line(error)));
        config.routes
                .exception(
                        HttpResponseException.class,
                        (e, request) -> refuse(request, HttpStatus.forStatus(e.getStatus())))
                .exception(
                        Exception.class,
                        (e, request) -> {
                            trouble.accept(Trouble.line(e));
                            request.status(HttpStatus.INTERNAL_SERVER_ERROR);
                        })
                .error(500, request -> refuse(request, HttpStatus.INTERNAL_SERVER_ERROR))
                .error(405, request -> request.header("Allow", "GET, HEAD"));
    }
}
