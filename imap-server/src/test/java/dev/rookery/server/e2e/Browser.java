// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Chromium without a screen and with an empty profile, for all tests of a class.
///
/// Elements are named by CSS selectors, or by XPath that begins with `//`. What is asked for may
/// take a while to come: every step waits until it can be done.
final class Browser implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    private final Workplace workplace = Workplace.create("browser");
    private @Nullable Companion driver;
    private @Nullable WebDriver session;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        int port = Workplace.freePort();
        Path home = Files.createDirectories(workplace.at("home"));
        driver =
                new Companion(
                        List.of("chromedriver", "--port=" + port),
                        Map.of("HOME", home.toString(), "TMPDIR", home.toString()),
                        home,
                        workplace.at("chromedriver.log"));
        await("chromedriver").atMost(ofSeconds(60)).until(() -> WebDriver.isReady(port));
        session =
                new WebDriver(
                        port,
                        List.of(
                                "--headless=new",
                                "--no-sandbox", // refuses to run as the superuser otherwise
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--window-size=1400,900",
                                "--user-data-dir=" + workplace.at("profile")));
    }

    private WebDriver session() {
        if (session == null) {
            throw new IllegalStateException("never started");
        }
        return session;
    }

    /// Opens a page as somebody who was never here.
    void openAsStranger(String url) {
        session().delete("/cookie");
        open(url);
    }

    void open(String url) {
        session().post("/url", Map.of("url", url));
    }

    void click(String selector) {
        act("click " + selector, () -> pressed("click", selector, Map.of()));
    }

    void type(String selector, String text) {
        act("type into " + selector, () -> pressed("value", selector, Map.of("text", text)));
    }

    private boolean pressed(String how, String selector, Map<String, ?> what) {
        for (String element : session().elements(selector)) {
            if (session().isDisplayed(element)) {
                session().post("/element/" + element + "/" + how, what);
                return true;
            }
        }
        return false;
    }

    /// The texts of all elements that match and are not hidden.
    List<String> texts(String selector) {
        List<String> texts = new ArrayList<>();
        for (String element : session().elements(selector)) {
            String text = session().text(element).strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /// Goes on inside a frame, until [#leaveFrame].
    void enterFrame(String selector) {
        act(
                "enter " + selector,
                () -> {
                    session().enterFrame(session().elements(selector).getFirst());
                    return true;
                });
    }

    void leaveFrame() {
        session().leaveFrame();
    }

    /// What is behind a link, fetched as the page would.
    String fetch(String selector) {
        return session()
                .script(
                        "return fetch(document.querySelector(arguments[0]).href)"
                                + ".then(answer => answer.text())",
                        selector);
    }

    void awaitElement(String selector) {
        act("see " + selector, () -> !session().elements(selector).isEmpty());
    }

    /// Waits until all of these texts can be read, perhaps among others.
    void awaitTexts(String selector, String... texts) {
        act(
                "read " + List.of(texts),
                () -> new HashSet<>(texts(selector)).containsAll(List.of(texts)));
    }

    /// Waits until something is so.
    void act(String what, Callable<Boolean> step) {
        await(what)
                .atMost(ofSeconds(30))
                .ignoreException(WebDriver.Refused.class) // an element of a page that just changed
                .until(step);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        if (session != null) {
            String name = context.getRequiredTestMethod().getName() + ".png";
            Path picture =
                    Path.of(System.getProperty("rookery.root"), "imap-server", "target", name);
            Files.write(picture, Base64.getDecoder().decode(session.screenshot()));
            System.out.println("what the browser showed: " + picture);
        }
        throw failure;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try (workplace;
                Companion _ = driver) {
            if (session != null) {
                session.delete("");
            }
        }
    }
}
