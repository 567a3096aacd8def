// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers what Jetty refuses by itself, such as a request that is not HTTP: one line from a fixed
/// list, never a word of the request nor a stack trace.
final class PlainErrors extends ErrorHandler {
    static final String TYPE = "text/plain; charset=utf-8";

    /// The line for `status`, in lower case, such as `not found`.
    static String line(int status) {
        return status == HttpStatus.INTERNAL_SERVER_ERROR_500
                ? "internal error\n"
                : HttpStatus.getMessage(status).toLowerCase(Locale.ROOT) + "\n";
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        describe(response.getHeaders());
        response.write(true, bytes(code), callback);
    }

    private static void describe(HttpFields.Mutable headers) {
        headers.put(HttpHeader.CONTENT_TYPE, TYPE);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
    }

    private static ByteBuffer bytes(int status) {
        return ByteBuffer.wrap(line(status).getBytes(StandardCharsets.US_ASCII));
    }
}
