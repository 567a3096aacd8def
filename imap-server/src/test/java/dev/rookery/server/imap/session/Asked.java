// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.response.Heard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One command of a [StrictClient], and what was told in answer to it alone.
final class Asked {
    private static final Pattern LITERAL = Pattern.compile("\\{\\d+\\+?}\r\n");

    private static final Pattern BY_NUMBER =
            Pattern.compile("(?i)UID SEARCH (?:RETURN \\([^)]*\\) )?[\\d*].*");

    private static final Pattern FETCH =
            Pattern.compile("FETCH ([\\d:,*]+) \\(((?!.*CHANGEDSINCE).*)\\)");

    /// An item that is told with the name it was asked by, but for PEEK.
    private static final Pattern ITEM =
            Pattern.compile("(?<=^| )[A-Z0-9.]+(\\[[^(\\] ]*](<[0-9.]+>)?)?(?= |$)");

    private final String tag;
    private final String text;
    private final String verb;
    private String reply = "";
    private final Map<Long, SortedSet<String>> fetched = new HashMap<>();
    private final List<SortedSet<String>> statuses = new ArrayList<>();
    private int messages = -1;
    private int searches;

    Asked(String tag, String text) {
        this.tag = tag;
        this.text = text;
        String[] words = text.toUpperCase(Locale.ROOT).strip().split(" +", 3);
        verb = words[0].equals("UID") && words.length > 1 ? "UID " + words[1] : words[0];
    }

    String tag() {
        return tag;
    }

    String text() {
        return text;
    }

    /// `OK`, `NO`, `BAD`; empty until then.
    String reply() {
        return reply;
    }

    boolean is(String name) {
        return verb.equals(name);
    }

    boolean isTextWithoutLiteral() {
        return !LITERAL.matcher(text).find();
    }

    boolean selects() {
        return is("SELECT") || is("EXAMINE");
    }

    boolean unselects() {
        return is("CLOSE") || is("UNSELECT") || is("UNAUTHENTICATE");
    }

    /// RFC 9051 §7.5.1; RFC 7162 §3.2.10.2 for UID SEARCH with numbers of messages.
    boolean forbidsExpunge() {
        return is("FETCH") || is("STORE") || is("SEARCH") || BY_NUMBER.matcher(text).matches();
    }

    /// Each search is answered once, and only searches are.
    void found(Heard heard, int messages) {
        assertThat(verb).as("what %s answers", heard).isIn("SEARCH", "UID SEARCH");
        assertThat(++searches).as("answers to %s", text).isEqualTo(1);
        boolean byUid = is("UID SEARCH");
        if (heard.name().equals("SEARCH")) {
            heard.values().forEach(number -> assertFound(Long.parseLong(number), byUid, messages));
            return;
        }
        Map<String, String> items = heard.items();
        assertThat(items.get("TAG")).as("TAG").isEqualTo(tag);
        assertThat(items.containsKey("UID")).as("UID").isEqualTo(byUid);
        for (String item : List.of("MIN", "MAX", "ALL")) {
            if (items.containsKey(item)) {
                Heard.numbers(items.get(item))
                        .forEach(number -> assertFound(number, byUid, messages));
            }
        }
        if (items.containsKey("ALL")) {
            assertAgree(items, Heard.numbers(items.get("ALL")));
        }
    }

    private static void assertFound(long number, boolean byUid, int messages) {
        assertThat(byUid || number <= messages).as("message %d of %d", number, messages).isTrue();
    }

    private static void assertAgree(Map<String, String> items, List<Long> all) {
        assertThat(all).doesNotHaveDuplicates();
        Map<String, Long> expected =
                Map.of(
                        "COUNT", (long) all.size(),
                        "MIN", all.stream().min(Long::compare).orElseThrow(),
                        "MAX", all.stream().max(Long::compare).orElseThrow());
        expected.forEach((name, value) -> {
            if (items.containsKey(name)) {
                assertThat(items.get(name)).as("%s of %s", name, all).isEqualTo(value.toString());
            }
        });
    }

    void fetched(Heard heard) {
        fetched.computeIfAbsent(heard.number(), _ -> new TreeSet<>())
                .addAll(heard.items().keySet());
    }

    void status(Heard heard) {
        statuses.add(new TreeSet<>(heard.items().keySet()));
    }

    /// Nothing was told since the command before.
    ///
    /// @param count how many messages there are
    void begins(int count) {
        messages = messages < 0 ? count : messages;
    }

    /// @param numbersStay whether `*` means what it meant when the command began
    void isDone(Heard heard, boolean numbersStay) {
        reply = heard.name();
        if (!reply.equals("OK")) {
            return;
        }
        Matcher fetch = FETCH.matcher(text);
        if (is("SEARCH") && !text.toUpperCase(Locale.ROOT).contains("RETURN")) {
            assertThat(searches).as("answers to %s", text).isEqualTo(1);
        } else if (is("STATUS")) {
            String items = text.substring(text.lastIndexOf('(') + 1, text.lastIndexOf(')'));
            SortedSet<String> wanted = new TreeSet<>(List.of(items.split(" ", -1)));
            assertThat(statuses).as(text).contains(wanted);
        } else if (fetch.matches()
                && (numbersStay || !fetch.group(1).contains("*"))
                && !heard.hasCode("MESSAGELIMIT")) {
            assertComplete(numbers(fetch.group(1)), fetch.group(2));
        }
    }

    /// Nothing can be missing: no number is taken away meanwhile, and what is gone is NO.
    private void assertComplete(Set<Long> numbers, String items) {
        for (String item : ITEM.matcher(items).results().map(MatchResult::group).toList()) {
            String name = item.replace(".PEEK", "").replaceFirst("<0*(\\d+)\\.\\d+>", "<$1>");
            for (long number : numbers) {
                assertThat(fetched.getOrDefault(number, new TreeSet<>()))
                        .as("what is told of %d", number)
                        .contains(name);
            }
        }
    }

    private Set<Long> numbers(String set) {
        return new TreeSet<>(Heard.numbers(set.replace("*", Integer.toString(messages))));
    }
}
