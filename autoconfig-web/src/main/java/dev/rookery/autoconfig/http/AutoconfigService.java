// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import dev.rookery.autoconfig.format.MozillaAutoconfig;
import dev.rookery.autoconfig.settings.MailDomains;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells mail clients their settings over HTTP. Started once, closed once; its threads do not keep
/// the process alive.
public final class AutoconfigService implements AutoCloseable {
    private static final List<String> CONFIG_PATHS =
            List.of("/mail/config-v1.1.xml", "/.well-known/autoconfig/mail/config-v1.1.xml");
    private static final String ANSWER_AGE = "max-age=3600";

    private final Javalin server;
    private volatile Documents autoconfig;

    /// @param trouble hears of each failure of ours, as one line without control characters
    public AutoconfigService(MailDomains domains, Consumer<String> trouble) {
        this.autoconfig = new Documents(domains, MozillaAutoconfig::render);
        this.server = HttpServer.create(CONFIG_PATHS, this::answer, trouble);
    }

    /// Answers for `domains` from the next request on.
    public void replace(MailDomains domains) {
        autoconfig = new Documents(domains, MozillaAutoconfig::render);
    }

    /// Listens with plain HTTP; returns when requests are being answered.
    ///
    /// @param port 0 for any free one
    /// @throws IOException if the address cannot be listened on
    public void start(String host, int port) throws IOException {
        try {
            server.start(host, port);
        } catch (JavalinException e) {
            throw new IOException("cannot listen on " + host + " port " + port, e);
        }
    }

    /// The port in use, once started.
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void answer(Context request) {
        Optional<Document> found = autoconfig.find(request.header("Host"), request.queryString());
        if (found.isEmpty()) {
            HttpServer.refuse(request, HttpStatus.NOT_FOUND);
            return;
        }
        send(found.get(), request);
    }

    private static void send(Document document, Context request) {
        request.header("Cache-Control", ANSWER_AGE).header("ETag", document.etag());
        if (document.isKnownTo(request.header("If-None-Match"))) {
            request.status(HttpStatus.NOT_MODIFIED);
        } else {
            request.contentType("text/xml; charset=utf-8").result(document.bytes());
        }
    }
}
