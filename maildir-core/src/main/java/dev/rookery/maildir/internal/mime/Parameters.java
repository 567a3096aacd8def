// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.MailLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a MIME field; what is none is passed over as Dovecot does it. The
/// numbered pieces of RFC 2231 §3 become one parameter behind those that came whole, its name
/// ending in `*` if any piece is in the extended form; where a number is missing they stay as they
/// are.
final class Parameters {
    /// A piece of one parameter.
    private record Piece(String name, int number, boolean extended, String value) {
        Parameter asSent() {
            return new Parameter(name + "*" + number + (extended ? "*" : ""), value);
        }
    }

    private static final int NUMBER_DIGITS_MAX = 9;
    private static final String ESCAPED = "*'%()<>@,;:\\\"/[]?=";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final List<Parameter> whole = new ArrayList<>();
    private final Map<String, List<Piece>> pieces = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int count;

    private Parameters() {}

    static List<Parameter> parse(FieldLexer in) {
        Parameters parameters = new Parameters();
        while (!in.atEnd() && parameters.count < MailLimits.PARAMETERS_MAX) {
            if (!parameters.parseOne(in) && !in.atEnd()) {
                in.take();
            }
        }
        return parameters.joined();
    }

    static Optional<String> find(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .findFirst();
    }

    private boolean parseOne(FieldLexer in) {
        if (!in.skip(';') || !in.skipSpace()) {
            return false;
        }
        String name = in.token();
        if (name == null || !in.skip('=') || !in.skipSpace()) {
            return false;
        }
        String value = value(in);
        if (value == null) {
            return false;
        }
        count++;
        Piece piece = piece(name, value);
        if (piece == null) {
            whole.add(new Parameter(name, value));
        } else {
            pieces.computeIfAbsent(piece.name, _ -> new ArrayList<>()).add(piece);
        }
        return true;
    }

    /// A value that begins with an equals sign is rather an encoded word.
    private static @Nullable String value(FieldLexer in) {
        if (in.at('"')) {
            StringBuilder content = new StringBuilder();
            return in.quotedString(content) ? content.toString() : null;
        }
        return in.at('=') ? in.unquotedValue() : in.token();
    }

    /// Null if the parameter is whole.
    private static @Nullable Piece piece(String name, String value) {
        int star = name.indexOf('*');
        if (star < 0) {
            return null;
        }
        String rest = name.substring(star + 1);
        boolean extended = rest.isEmpty() || rest.endsWith("*");
        String number = rest.endsWith("*") ? rest.substring(0, rest.length() - 1) : rest;
        if (number.length() > NUMBER_DIGITS_MAX || !isNumber(number)) {
            return null;
        }
        int index = number.isEmpty() ? 0 : Integer.parseInt(number);
        return new Piece(name.substring(0, star), index, extended, value);
    }

    private static boolean isNumber(String digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private List<Parameter> joined() {
        pieces.values()
                .forEach(list -> {
                    list.sort(Comparator.comparingInt(Piece::number));
                    if (isComplete(list)) {
                        whole.add(join(list));
                    } else {
                        list.forEach(piece -> whole.add(piece.asSent()));
                    }
                });
        return List.copyOf(whole);
    }

    private static boolean isComplete(List<Piece> ordered) {
        for (int i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).number != i) {
                return false;
            }
        }
        return true;
    }

    private static Parameter join(List<Piece> ordered) {
        Piece first = ordered.getFirst();
        boolean extended = ordered.stream().anyMatch(Piece::extended);
        StringBuilder value = new StringBuilder(extended && !first.extended ? "''" : "");
        for (Piece piece : ordered) {
            value.append(extended && !piece.extended ? escaped(piece.value) : piece.value);
        }
        return new Parameter(first.name + (extended ? "*" : ""), value.toString());
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > ' ' && c < 0x7f && ESCAPED.indexOf(c) < 0) {
                text.append(c);
            } else {
                text.append('%').append(HEX.toHexDigits((byte) c));
            }
        }
        return text.toString();
    }
}
