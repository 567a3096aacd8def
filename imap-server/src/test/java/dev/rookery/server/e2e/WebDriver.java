// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A session of the W3C WebDriver protocol, as far as these tests need it; without Selenium and the
/// thirty libraries that come with it.
final class WebDriver {
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String session;

    WebDriver(int port, List<String> arguments) {
        Map<String, ?> options = Map.of("args", arguments);
        Map<String, ?> wanted = Map.of("browserName", "chrome", "goog:chromeOptions", options);
        String sessions = root(port) + "/session";
        JsonNode begun =
                value(
                        requestTo(sessions)
                                .POST(json(Map.of("capabilities", Map.of("alwaysMatch", wanted)))));
        session = sessions + "/" + begun.get("sessionId").asString();
    }

    static boolean isReady(int port) {
        try {
            return value(requestTo(root(port) + "/status").GET()).get("ready").asBoolean();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ConnectException) {
                return false;
            }
            throw e;
        }
    }

    List<String> elements(String selector) {
        String language = selector.startsWith("//") ? "xpath" : "css selector";
        JsonNode found = post("/elements", Map.of("using", language, "value", selector));
        List<String> elements = new ArrayList<>();
        found.forEach(element -> elements.add(element.get(ELEMENT).asString()));
        return elements;
    }

    boolean isDisplayed(String element) {
        return get("/element/" + element + "/displayed").asBoolean();
    }

    String text(String element) {
        return get("/element/" + element + "/text").asString();
    }

    void enterFrame(String element) {
        post("/frame", Map.of("id", Map.of(ELEMENT, element)));
    }

    void leaveFrame() {
        post("/frame/parent", Map.of());
    }

    /// Runs a script in the page, and waits for the promise that it may return.
    String script(String script, String... arguments) {
        return post("/execute/sync", Map.of("script", script, "args", List.of(arguments)))
                .asString();
    }

    /// A PNG in base64.
    String screenshot() {
        return get("/screenshot").asString();
    }

    JsonNode get(String path) {
        return value(requestTo(session + path).GET());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return value(requestTo(session + path).POST(json(body)));
    }

    void delete(String path) {
        value(requestTo(session + path).DELETE());
    }

    private static String root(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static HttpRequest.Builder requestTo(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(60));
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
    }

    private static JsonNode value(HttpRequest.Builder request) {
        try {
            String answer = HTTP.send(request.build(), BodyHandlers.ofString()).body();
            JsonNode value = JsonMapper.shared().readTree(answer).get("value");
            if (value.has("error")) {
                throw new Refused(value.get("error") + ": " + value.get("message"));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What the browser could not do, in its own words.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }
}
