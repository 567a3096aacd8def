// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.MailboxName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The `subscriptions` file that Dovecot and we share: one folder a line, below a header or bare.
///
/// ```text
///   version 2: V<TAB>2      version 1: INBOX
///                                      Lists.java
///              INBOX
///              Lists<TAB>java
/// ```
///
/// Version 1 has the layout's own separator. A file stays in its version, and lines keep their
/// order and spelling; those that name no mailbox stay as they are. Immutable.
public final class SubscriptionFile {
    private static final char TAB = '\t';
    private static final String VERSION = "V\t";
    private static final String VERSION_2 = "V\t2";

    private final Layout layout;
    private final List<String> header;
    private final List<Line> lines;

    /// One line, its bytes as Latin-1, and what it means.
    ///
    /// @param number counted from 1; 0 if it is in no file yet
    private record Line(int number, String text, Optional<MailboxName> name) {
        boolean names(MailboxName other) {
            return name.filter(other::equals).isPresent();
        }
    }

    /// A line that tells nobody anything.
    ///
    /// @param line its number, counted from 1
    public record Flaw(int line, Kind kind) {
        /// What is the matter with it.
        public enum Kind {
            /// No folder can have that name.
            NO_NAME,
            /// It would be a name without the carriage return at its end.
            CARRIAGE_RETURN,
            /// A line above names the same folder.
            REPEATED
        }
    }

    private SubscriptionFile(Layout layout, List<String> header, List<Line> lines) {
        this.layout = layout;
        this.header = header;
        this.lines = lines;
    }

    /// A file that is not there yet: version 2, no names.
    public static SubscriptionFile create(Layout layout) {
        return new SubscriptionFile(layout, List.of(VERSION_2, ""), List.of());
    }

    /// Empty if the file says it has another version than these two.
    public static Optional<SubscriptionFile> parse(byte[] bytes, Layout layout) {
        List<String> texts = split(new String(bytes, ISO_8859_1));
        if (texts.isEmpty()) {
            return Optional.of(create(layout));
        }
        if (!texts.getFirst().startsWith(VERSION)) {
            return Optional.of(
                    new SubscriptionFile(
                            layout, List.of(), lines(texts, 1, layout.separator(), layout)));
        }
        if (!texts.getFirst().equals(VERSION_2)) {
            return Optional.empty();
        }
        int blank = texts.indexOf("");
        int headerEnd = blank < 0 ? texts.size() : blank;
        List<String> header = new ArrayList<>(texts.subList(0, headerEnd));
        header.add("");
        List<String> names = texts.subList(headerEnd, texts.size());
        return Optional.of(
                new SubscriptionFile(
                        layout, List.copyOf(header), lines(names, headerEnd + 1, TAB, layout)));
    }

    public byte[] format() {
        StringBuilder text = new StringBuilder();
        header.forEach(line -> text.append(line).append('\n'));
        lines.forEach(line -> text.append(line.text).append('\n'));
        return text.toString().getBytes(ISO_8859_1);
    }

    public NavigableSet<MailboxName> names() {
        NavigableSet<MailboxName> names = new TreeSet<>();
        lines.forEach(line -> line.name.ifPresent(names::add));
        return Collections.unmodifiableNavigableSet(names);
    }

    /// @throws LimitException if there are too many already
    /// @throws dev.rookery.maildir.InvalidMailboxNameException if no folder can have the name
    public SubscriptionFile with(MailboxName name) {
        if (lines.stream().anyMatch(line -> line.names(name))) {
            return this;
        }
        if (names().size() >= MailLimits.SUBSCRIPTIONS_MAX) {
            throw new LimitException(
                    "an account has at most " + MailLimits.SUBSCRIPTIONS_MAX + " subscriptions");
        }
        String text = String.join(String.valueOf(separator()), layout.spell(name));
        String latin1 = new String(text.getBytes(StandardCharsets.UTF_8), ISO_8859_1);
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(0, latin1, Optional.of(name)));
        return new SubscriptionFile(layout, header, List.copyOf(more));
    }

    public SubscriptionFile without(MailboxName name) {
        return new SubscriptionFile(
                layout, header, lines.stream().filter(line -> !line.names(name)).toList());
    }

    public List<Flaw> flaws() {
        List<Flaw> flaws = new ArrayList<>();
        Set<MailboxName> named = new HashSet<>();
        for (Line line : lines) {
            if (line.name.isPresent()) {
                if (!named.add(line.name.get())) {
                    flaws.add(new Flaw(line.number, Flaw.Kind.REPEATED));
                }
            } else {
                boolean lineEnd = withoutCarriageReturn(line).name.isPresent();
                Flaw.Kind kind = lineEnd ? Flaw.Kind.CARRIAGE_RETURN : Flaw.Kind.NO_NAME;
                flaws.add(new Flaw(line.number, kind));
            }
        }
        return flaws;
    }

    /// The same file with names only, each once.
    public SubscriptionFile withoutFlaws() {
        Set<MailboxName> named = new HashSet<>();
        return new SubscriptionFile(
                layout,
                header,
                lines.stream()
                        .map(line -> line.name.isPresent() ? line : withoutCarriageReturn(line))
                        .filter(line -> line.name.filter(named::add).isPresent())
                        .toList());
    }

    private Line withoutCarriageReturn(Line line) {
        int last = line.text.length() - 1;
        if (last < 1 || line.text.charAt(last) != '\r') {
            return line;
        }
        String text = line.text.substring(0, last);
        return new Line(line.number, text, name(text, separator(), layout));
    }

    private char separator() {
        return header.isEmpty() ? layout.separator() : TAB;
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
            lines.add(text.substring(from, at));
            from = at + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /// @param first number of the first of them
    private static List<Line> lines(List<String> texts, int first, char separator, Layout layout) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (!text.isEmpty()) {
                lines.add(new Line(first + i, text, name(text, separator, layout)));
            }
        }
        return List.copyOf(lines);
    }

    /// A separator at the end means nothing; Dovecot's own old files have it.
    private static Optional<MailboxName> name(String line, char separator, Layout layout) {
        int last = line.length() - 1;
        String name = last > 0 && line.charAt(last) == separator ? line.substring(0, last) : line;
        return FolderText.utf8(name).flatMap(text -> layout.read(levels(text, separator)));
    }

    private static List<String> levels(String text, char separator) {
        List<String> levels = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            levels.add(text.substring(from, at));
            from = at + 1;
        }
        levels.add(text.substring(from));
        return levels;
    }
}
