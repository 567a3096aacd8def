// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.response.Heard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client that believes everything it is told, keeps account of it, and takes nothing that is not
/// grammatical, not in its turn, or against what it was told before.
final class StrictClient {
    private static final Pattern WAITING = Pattern.compile("\\{\\d+}\r\n");
    private static final int LAST_WORDS = 40;

    private final MemoryTransport connection;
    private final UidRegister register;
    private final StrictEar ear = new StrictEar();
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final Deque<String> lastWords = new ArrayDeque<>();
    private @Nullable KnownMessages selected;
    private List<String> capabilities = List.of();
    private Optional<Asked> idle = Optional.empty();
    private boolean hearsNewsAtOnce;
    private boolean hearsExpungeAtOnce;
    private boolean loggedIn;
    private boolean gone;
    private int commands;

    StrictClient(MemoryTransport connection, UidRegister register) throws InterruptedException {
        this.connection = connection;
        this.register = register;
        Heard greeting = ear.hear(receive());
        assertThat(greeting.name()).isEqualTo("OK");
        assertThat(run("LOGIN anna secret")).isTrue();
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    boolean isSelected() {
        return selected != null;
    }

    KnownMessages messages() {
        if (selected == null) {
            throw new AssertionError("no mailbox is selected");
        }
        return selected;
    }

    boolean isEmpty() {
        return count() == 0;
    }

    int count() {
        return selected == null ? 0 : selected.count();
    }

    /// RFC 5465 §5.3: numbers can change at any time, so that it uses UIDs.
    boolean usesUids() {
        return hearsExpungeAtOnce || ear.dialect().uidOnly();
    }

    boolean isIdle() {
        return idle.isPresent();
    }

    /// Whether the server said goodbye.
    boolean isGone() {
        return gone;
    }

    StrictEar ear() {
        return ear;
    }

    /// Runs a command; false if it was refused. It must never be taken for wrong.
    boolean run(String command) throws InterruptedException {
        Asked done = ask(List.of(command)).getFirst();
        if (!gone && done.reply().equals("BAD")) {
            throw new AssertionError("never wrong: " + command);
        }
        return done.reply().equals("OK");
    }

    /// Runs commands, which may be wrong, each sent before the one before is answered.
    List<Asked> ask(List<String> texts) throws InterruptedException {
        List<Asked> all = texts.stream().map(text -> new Asked("c" + ++commands, text)).toList();
        asked.addAll(all);
        StringBuilder unsent = new StringBuilder();
        for (Asked command : all) {
            send(command, unsent);
        }
        say(unsent.toString());
        hearAll();
        return all;
    }

    private void hearAll() throws InterruptedException {
        while (!asked.isEmpty() && !gone) {
            hear(receive());
        }
    }

    /// Adds a command to what is to be sent; up to each literal that waits, sends it.
    private void send(Asked command, StringBuilder unsent) throws InterruptedException {
        String text = command.tag() + " " + command.text() + "\r\n";
        Matcher waiting = WAITING.matcher(text);
        int from = 0;
        while (waiting.find() && !gone) {
            unsent.append(text, from, waiting.end());
            from = waiting.end();
            say(unsent.toString());
            unsent.setLength(0);
            boolean welcome = false;
            while (!welcome && !gone) {
                welcome = hear(receive()).tag().equals("+");
                if (!command.reply().isEmpty()) {
                    // Refused in place of the go-ahead.
                    return;
                }
            }
        }
        unsent.append(text.substring(from));
    }

    /// Begins IDLE.
    void beginIdle() throws InterruptedException {
        Asked command = new Asked("c" + ++commands, "IDLE");
        asked.add(command);
        say(command.tag() + " IDLE\r\n");
        idle = Optional.of(command);
        while (hear(receive()).tag().equals("*") && !gone) {
            assertThat(asked).isNotEmpty();
        }
    }

    void endIdle() throws InterruptedException {
        idle = Optional.empty();
        say("DONE\r\n");
        hearAll();
    }

    private void say(String text) {
        if (text.isEmpty()) {
            return;
        }
        remember("C: " + text);
        ear.sent(text);
        connection.send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String receive() throws InterruptedException {
        String response = connection.receiveResponse();
        remember("S: " + response);
        assertThat(response).as("an answer").isNotEmpty();
        return response;
    }

    private void remember(String words) {
        lastWords.add(words);
        if (lastWords.size() > LAST_WORDS) {
            lastWords.remove();
        }
    }

    private Heard hear(String response) {
        Heard heard = ear.hear(response);
        if (heard.isTagged()) {
            done(heard);
        } else if (heard.tag().equals("*")) {
            untagged(heard);
        } else if (asked.getFirst().isTextWithoutLiteral() && idle.isEmpty()) {
            // A command that was taken for one that asks for something.
            say(asked.getFirst().is("IDLE") ? "DONE\r\n" : "*\r\n");
        }
        heard.code().ifPresent(code -> code(heard, code));
        return heard;
    }

    private void done(Heard heard) {
        Asked command = asked.removeFirst();
        assertThat(heard.tag()).as("tags in their order").isEqualTo(command.tag());
        command.begins(count());
        command.isDone(heard, !hearsNewsAtOnce);
        gone |= command.is("LOGOUT") && heard.name().equals("OK");
        // A command that was not understood did nothing.
        if (command.selects() && heard.name().equals("NO")) {
            selected = null;
        } else if (command.unselects() && heard.name().equals("OK")) {
            selected = null;
        }
        if (command.is("LOGIN") && heard.name().equals("OK")) {
            loggedIn = true;
        } else if (command.is("UNAUTHENTICATE") && heard.name().equals("OK")) {
            loggedIn = false;
            capabilities = List.of();
            hearsNewsAtOnce = false;
            hearsExpungeAtOnce = false;
        } else if (command.is("NOTIFY") && heard.name().equals("OK")) {
            hearsNewsAtOnce = command.text().contains("(selected");
            hearsExpungeAtOnce = command.text().contains("(selected ");
        }
    }

    private void untagged(Heard heard) {
        Optional<Asked> command = Optional.ofNullable(asked.peekFirst());
        command.ifPresent(each -> each.begins(count()));
        if (hearsNewsAtOnce && command.filter(Asked::selects).isPresent()) {
            // News of the mailbox that was selected can still be on their way.
            if (heard.name().equals("EXISTS")) {
                selected = new KnownMessages();
                selected.exist(heard.number());
            }
            return;
        }
        switch (heard.name()) {
            case "CAPABILITY" -> capabilities(heard.values());
            case "BYE" -> gone = !command.filter(each -> each.is("LOGOUT")).isPresent();
            case "FLAGS" -> {
                if (command.filter(Asked::selects).isPresent()) {
                    selected = new KnownMessages();
                }
            }
            case "EXISTS" -> messages().exist(heard.number());
            case "RECENT" -> messages().recent(heard.number());
            case "EXPUNGE" -> {
                assertMayExpunge(command);
                messages().expunged(heard.number());
            }
            case "VANISHED" -> {
                if (!heard.items().containsKey("EARLIER")) {
                    assertMayExpunge(command);
                    messages().vanished(Heard.numbers(heard.values().getFirst()));
                }
            }
            case "FETCH" -> {
                messages().fetched(heard.number(), heard.items());
                command.ifPresent(each -> each.fetched(heard));
            }
            case "UIDFETCH" -> messages().fetchedByUid(heard.number(), heard.items());
            case "STATUS" -> command.ifPresent(each -> each.status(heard));
            case "SEARCH", "ESEARCH" -> {
                assertThat(command).as("the search").isPresent();
                command.get().found(heard, count());
            }
            default -> {}
        }
    }

    /// RFC 9051 §7.5.1, RFC 5465 §6.1.1.
    private void assertMayExpunge(Optional<Asked> command) {
        assertThat(command.filter(Asked::forbidsExpunge).isEmpty() || hearsExpungeAtOnce)
                .as("EXPUNGE during %s", command.map(Asked::text).orElse("nothing"))
                .isTrue();
    }

    private void capabilities(List<String> told) {
        if (told.contains("NAMESPACE")) {
            assertThat(capabilities).as("capabilities").isIn(List.of(), told);
            capabilities = told;
        }
    }

    private void code(Heard heard, Heard.Code code) {
        switch (code.name()) {
            case "CAPABILITY" -> capabilities(List.of(code.arguments().split(" ", -1)));
            case "APPENDUID" -> register.given(code.argument(0), code.argument(1));
            case "COPYUID" -> register.given(code.argument(0), code.argument(2));
            case "SERVERBUG" -> throw new AssertionError("a bug: " + heard);
            case "UNSEEN" ->
                    assertThat(Long.parseLong(code.arguments())).isLessThanOrEqualTo(count());
            default -> {}
        }
    }

    /// The last that was said.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lastWords.forEach(each -> text.append(each.strip()).append('\n'));
        return text.toString();
    }
}
