// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A path with variables: `{user}`, `{local}`, `{domain}`, `{home}`, or Dovecot's `%u`, `%n`, `%d`,
/// `%h`, `%{user}`, `%{user | username}`, `%{user | domain}`, `%{home}`.
///
/// Filled in one pass: nothing that a value holds is looked at again.
public final class MailPath {
    /// What the variables stand for.
    public enum Variable {
        USER,
        LOCAL,
        DOMAIN,
        HOME
    }

    /// What a file name may have.
    private static final int LEVEL_BYTES_MAX = 255;

    private sealed interface Piece {}

    private record Text(String text) implements Piece {}

    private record Value(Variable variable) implements Piece {}

    private final String source;
    private final List<Piece> pieces;

    private MailPath(String source, List<Piece> pieces) {
        this.source = source;
        this.pieces = List.copyOf(pieces);
    }

    /// @throws IllegalArgumentException if a variable is unknown or the path goes upwards; the
    ///   message is for whoever wrote it
    public static MailPath parse(String source) {
        List<Piece> pieces = new ArrayList<>();
        String rest = source;
        if (rest.startsWith("~/")) {
            pieces.add(new Value(Variable.HOME));
            rest = rest.substring(1);
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < rest.length()) {
            int end = variableEnd(rest, at);
            if (end == at) {
                text.append(rest.charAt(at++));
                continue;
            }
            String name = rest.substring(at, end);
            at = end;
            if (name.equals("%%")) {
                text.append('%');
                continue;
            }
            pieces.add(new Text(text.toString()));
            text.setLength(0);
            pieces.add(new Value(variable(name)));
        }
        pieces.add(new Text(text.toString()));
        return new MailPath(source, checked(source, pieces));
    }

    public Set<Variable> variables() {
        return pieces.stream()
                .filter(Value.class::isInstance)
                .map(piece -> ((Value) piece).variable())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Variable.class)));
    }

    /// The directory that no value can lead out of: all levels before the first variable. Nothing
    /// if the path is not absolute.
    public Optional<Path> root() {
        if (!(pieces.getFirst() instanceof Text(String text)) || !text.startsWith("/")) {
            return Optional.empty();
        }
        boolean fixed = pieces.size() == 1;
        return Optional.of(Path.of(fixed ? text : text.substring(0, text.lastIndexOf('/') + 1)));
    }

    /// Fills in the values; nothing if one that is needed is missing, or a level gets too long.
    Optional<Path> expand(UserName user, Optional<Path> home) {
        StringBuilder path = new StringBuilder();
        for (Piece piece : pieces) {
            String part =
                    switch (piece) {
                        case Text(String text) -> text;
                        case Value(Variable variable) -> value(variable, user, home);
                    };
            if (part.isEmpty() && piece instanceof Value) {
                return Optional.empty();
            }
            path.append(part);
        }
        Path expanded = Path.of(path.toString());
        boolean inside =
                expanded.equals(expanded.normalize())
                        && root().map(expanded::startsWith).orElse(true);
        return inside && fits(expanded) ? Optional.of(expanded) : Optional.empty();
    }

    private static boolean fits(Path path) {
        for (Path level : path) {
            byte[] name = level.toString().getBytes(StandardCharsets.UTF_8);
            if (name.length > LEVEL_BYTES_MAX) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return source;
    }

    private static String value(Variable variable, UserName user, Optional<Path> home) {
        return switch (variable) {
            case USER -> user.toString();
            case LOCAL -> user.local();
            case DOMAIN -> user.domain();
            case HOME -> home.map(Path::toString).orElse("");
        };
    }

    /// Where the variable that begins at `at` ends; `at` itself if none does.
    private static int variableEnd(String source, int at) {
        char c = source.charAt(at);
        if (c == '{' || source.startsWith("%{", at)) {
            int close = source.indexOf('}', at);
            if (close < 0) {
                throw new IllegalArgumentException("a { without its } in \"" + source + "\"");
            }
            return close + 1;
        }
        return c == '%' ? Math.min(at + 2, source.length()) : at;
    }

    private static Variable variable(String name) {
        return switch (name.replace(" ", "")) {
            case "{user}", "%u", "%{user}" -> Variable.USER;
            case "{local}", "%n", "%{user|username}" -> Variable.LOCAL;
            case "{domain}", "%d", "%{user|domain}" -> Variable.DOMAIN;
            case "{home}", "%h", "%{home}" -> Variable.HOME;
            default ->
                    throw new IllegalArgumentException(
                            "unknown variable "
                                    + name
                                    + "; there are {user}, {local}, {domain} and {home}");
        };
    }

    private static List<Piece> checked(String source, List<Piece> pieces) {
        List<String> levels = List.of(source.split("/", -1));
        boolean goesAround = levels.contains("..") || levels.contains(".");
        if (source.isEmpty() || goesAround || source.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new IllegalArgumentException(
                    "a path here has no \".\" and no \"..\", and no control characters");
        }
        List<Piece> kept = new ArrayList<>(pieces);
        kept.removeIf(piece -> piece instanceof Text(String text) && text.isEmpty());
        return kept;
    }
}
