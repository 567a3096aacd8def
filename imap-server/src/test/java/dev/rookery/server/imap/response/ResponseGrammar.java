// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The grammar of responses, from RFC 9051 §9 and RFC 3501 §9 and the formal syntax of each
/// extension we speak; it shares nothing with what writes them. What must not be said after
/// `ENABLE` of something is not grammatical then.
public final class ResponseGrammar {
    /// Longer lines break clients, literals not counted.
    private static final int LINE_BYTES_MAX = 64 << 10;

    private static final Set<String> CONDITIONS = Set.of("OK", "NO", "BAD");

    private static final Set<String> LIST_FLAGS =
            Set.of(
                    "\\Noinferiors",
                    "\\Noselect",
                    "\\Marked",
                    "\\Unmarked",
                    "\\NonExistent",
                    "\\HasChildren",
                    "\\HasNoChildren",
                    "\\Subscribed",
                    "\\Remote",
                    "\\All",
                    "\\Archive",
                    "\\Drafts",
                    "\\Flagged",
                    "\\Junk",
                    "\\Sent",
                    "\\Trash",
                    "\\Important");

    private final GrammarText in;

    ResponseGrammar(GrammarText in) {
        this.in = in;
    }

    /// Reads one response, with its literals and its end.
    ///
    /// @throws GrammarException if it is none
    public static Heard read(String response, Dialect dialect) {
        GrammarText in = new GrammarText(response, dialect);
        Heard heard = new ResponseGrammar(in).response();
        in.end();
        in.require(
                response.length() <= LINE_BYTES_MAX || response.contains("}\r\n"),
                "a line of sane length");
        return heard;
    }

    private Heard response() {
        if (in.takes("+ ")) {
            // A challenge in base64 may be empty.
            if (!in.sees("\r\n")) {
                in.text();
            }
            return Heard.of("+", "", List.of());
        }
        if (!in.takes("* ")) {
            String tag = in.tag();
            in.space();
            String condition = in.atom();
            in.require(CONDITIONS.contains(condition), "OK, NO or BAD");
            return condition(tag, condition);
        }
        if (in.seesDigit()) {
            return numbered();
        }
        String name = in.keyword();
        return switch (name) {
            case "OK", "NO", "BAD", "BYE", "PREAUTH" -> condition("*", name);
            default -> data(name);
        };
    }

    /// RFC 9051 §9: resp-text behind the condition.
    private Heard condition(String tag, String condition) {
        in.space();
        Optional<Heard.Code> code = Optional.empty();
        if (in.takes("[")) {
            code = Optional.of(new ResponseCodeGrammar(in).code());
            if (!in.dialect().rev2() || !in.sees("\r\n")) {
                in.space();
            }
        }
        String text = in.text();
        return new Heard(tag, condition, code, List.of(text), Map.of());
    }

    private Heard numbered() {
        long number = in.number();
        in.space();
        String name = in.keyword();
        String value = Long.toString(number);
        Dialect dialect = in.dialect();
        switch (name) {
            case "EXISTS" -> {}
            case "RECENT" -> in.require(!dialect.rev2(), "no RECENT after IMAP4rev2");
            case "EXPUNGE" ->
                    in.require(
                            number > 0 && !dialect.uidOnly() && !dialect.qresync(),
                            "VANISHED in place of EXPUNGE");
            case "FETCH", "UIDFETCH" -> {
                in.require(number > 0, "a message");
                in.require(dialect.uidOnly() == name.equals("UIDFETCH"), "FETCH, or UIDFETCH");
                in.space();
                return Heard.of("*", name, List.of(value), new FetchGrammar(in).items());
            }
            default -> throw in.wanted("something to be said of " + number);
        }
        return Heard.of("*", name, List.of(value));
    }

    private Heard data(String name) {
        return switch (name) {
            case "CAPABILITY" -> {
                in.space();
                yield Heard.of("*", name, capabilities());
            }
            case "ENABLED" -> Heard.of("*", name, words());
            case "FLAGS" -> {
                in.space();
                yield Heard.of("*", name, new FetchGrammar(in).flags(false));
            }
            case "LIST", "LSUB" -> list(name);
            case "STATUS" -> status();
            case "SEARCH" -> search();
            case "ESEARCH" -> extendedSearch();
            case "VANISHED" -> vanished();
            case "NAMESPACE" -> namespace();
            case "ID" -> id();
            case "QUOTA", "QUOTAROOT" -> quota(name);
            case "METADATA" -> metadata();
            default -> throw in.wanted("a response in place of " + name);
        };
    }

    List<String> capabilities() {
        List<String> names = new ArrayList<>();
        do {
            names.add(in.atom());
        } while (in.takes(" "));
        in.require(names.contains("IMAP4rev1") && names.contains("IMAP4rev2"), "IMAP4rev1, rev2");
        in.require(names.size() == Set.copyOf(names).size(), "each capability once");
        return names;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        while (in.takes(" ")) {
            words.add(in.atom().toUpperCase(Locale.ROOT));
        }
        return words;
    }

    /// RFC 9051 §9: mailbox-list; RFC 5258 §6 for what may follow.
    private Heard list(String name) {
        in.space();
        List<String> flags = in.list(0, this::listFlag);
        in.require(
                !(flags.contains("\\HasChildren") && flags.contains("\\HasNoChildren")),
                "children or none");
        in.require(flags.size() == Set.copyOf(flags).size(), "each attribute once");
        in.space();
        if (!in.takes("NIL")) {
            String separator = in.string();
            in.require(separator.length() == 1, "one character between names");
        }
        in.space();
        List<String> values = new ArrayList<>();
        values.add(in.mailbox());
        values.addAll(flags);
        Map<String, String> extended = new HashMap<>();
        if (name.equals("LIST") && in.takes(" ")) {
            in.list(
                    1,
                    () -> {
                        String label = in.astring();
                        in.space();
                        int from = in.position();
                        switch (label) {
                            case "CHILDINFO" -> in.list(1, this::childInfo);
                            case "OLDNAME" -> {
                                in.expect("(");
                                in.mailbox();
                                in.expect(")");
                            }
                            default -> throw in.wanted("a known item in place of " + label);
                        }
                        return extended.put(label, in.since(from));
                    });
        }
        return Heard.of("*", name, values, extended);
    }

    private String listFlag() {
        in.expect("\\");
        String flag = "\\" + in.atom();
        in.require(LIST_FLAGS.contains(flag), "an attribute in place of " + flag);
        return flag;
    }

    private String childInfo() {
        String option = in.string();
        in.require(Set.of("SUBSCRIBED", "SPECIAL-USE").contains(option), "a selection option");
        return option;
    }

    private Heard status() {
        in.space();
        String mailbox = in.mailbox();
        in.space();
        Map<String, String> items = new HashMap<>();
        in.list(
                0,
                () -> {
                    String item = in.keyword();
                    in.space();
                    int from = in.position();
                    statusValue(item);
                    String value = in.since(from);
                    in.require(items.put(item, value) == null, item + " only once");
                    return item;
                });
        return Heard.of("*", "STATUS", List.of(mailbox), items);
    }

    private void statusValue(String item) {
        switch (item) {
            case "RECENT" -> {
                in.require(!in.dialect().rev2(), "no RECENT after IMAP4rev2");
                in.number();
            }
            case "MESSAGES", "UNSEEN", "DELETED" -> in.number();
            case "UIDNEXT", "UIDVALIDITY" -> in.nzNumber();
            case "SIZE", "DELETED-STORAGE", "HIGHESTMODSEQ" -> in.number64();
            case "APPENDLIMIT" -> {
                if (!in.takes("NIL")) {
                    in.number64();
                }
            }
            case "MAILBOXID" -> in.objectId();
            default -> throw in.wanted("an item of STATUS in place of " + item);
        }
    }

    private Heard search() {
        in.require(!in.dialect().rev2(), "ESEARCH after IMAP4rev2");
        List<String> found = new ArrayList<>();
        Map<String, String> items = new HashMap<>();
        while (in.takes(" ")) {
            if (in.takes("(MODSEQ ")) {
                items.put("MODSEQ", Long.toString(in.number64()));
                in.expect(")");
                break;
            }
            found.add(Long.toString(in.nzNumber()));
        }
        in.require(found.size() == Set.copyOf(found).size(), "each number once");
        return Heard.of("*", "SEARCH", found, items);
    }

    /// RFC 4466 §2.6.2, RFC 4731 §4, RFC 9394 §4.
    private Heard extendedSearch() {
        Map<String, String> items = new HashMap<>();
        if (in.takes(" (TAG ")) {
            items.put("TAG", in.string());
            in.expect(")");
        }
        if (in.takes(" UID")) {
            items.put("UID", "");
        }
        while (in.takes(" ")) {
            String name = in.keyword();
            in.space();
            int from = in.position();
            switch (name) {
                case "MIN", "MAX" -> in.nzNumber();
                case "COUNT" -> in.number();
                case "ALL" -> in.set();
                case "MODSEQ" -> in.require(in.number64() > 0, "a mod-sequence");
                case "PARTIAL" -> partial();
                default -> throw in.wanted("a result in place of " + name);
            }
            in.require(items.put(name, in.since(from)) == null, name + " only once");
        }
        return Heard.of("*", "ESEARCH", List.of(), items);
    }

    private void partial() {
        in.expect("(");
        boolean fromEnd = in.takes("-");
        in.nzNumber();
        in.expect(fromEnd ? ":-" : ":");
        in.nzNumber();
        in.space();
        if (!in.takes("NIL")) {
            in.set();
        }
        in.expect(")");
    }

    /// RFC 7162 §7; with RFC 9586 §3 also without QRESYNC.
    private Heard vanished() {
        in.require(in.dialect().qresync() || in.dialect().uidOnly(), "EXPUNGE, not VANISHED");
        Map<String, String> items = in.takes(" (EARLIER)") ? Map.of("EARLIER", "") : Map.of();
        in.space();
        return Heard.of("*", "VANISHED", List.of(in.set()), items);
    }

    private Heard namespace() {
        for (int i = 0; i < 3; i++) {
            in.space();
            if (in.takes("NIL")) {
                continue;
            }
            in.expect("(");
            do {
                in.expect("(");
                in.string();
                in.space();
                in.require(in.takes("NIL") || in.string().length() == 1, "a separator");
                in.expect(")");
            } while (!in.takes(")"));
        }
        return Heard.of("*", "NAMESPACE", List.of());
    }

    private Heard id() {
        in.space();
        if (!in.takes("NIL")) {
            int count = in.list(0, () -> in.sees("NIL") ? in.nstring() : in.string()).size();
            in.require(count % 2 == 0, "a value for each field");
        }
        return Heard.of("*", "ID", List.of());
    }

    private Heard quota(String name) {
        in.space();
        if (name.equals("QUOTAROOT")) {
            String mailbox = in.mailbox();
            while (in.takes(" ")) {
                in.astring();
            }
            return Heard.of("*", name, List.of(mailbox));
        }
        String root = in.astring();
        in.space();
        in.list(
                1,
                () -> {
                    String resource = in.keyword();
                    in.require(Set.of("STORAGE", "MESSAGE").contains(resource), "a resource");
                    in.space();
                    in.number64();
                    in.space();
                    return in.number64();
                });
        return Heard.of("*", name, List.of(root));
    }

    /// RFC 5464 §5.
    private Heard metadata() {
        in.space();
        String mailbox = in.mailbox();
        in.space();
        Map<String, String> entries = new HashMap<>();
        if (in.sees("(")) {
            in.list(
                    1,
                    () -> {
                        String entry = entry();
                        in.space();
                        return entries.put(entry, in.nstringOrLiteral8());
                    });
        } else {
            do {
                entries.put(entry(), "");
            } while (in.takes(" "));
        }
        return Heard.of("*", "METADATA", List.of(mailbox), entries);
    }

    private String entry() {
        String entry = in.astring();
        in.require(
                entry.startsWith("/") && !entry.endsWith("/") && !entry.matches(".*[*%].*"),
                "the name of an entry");
        return entry;
    }
}
