// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.MailLimits;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the parameters of a MIME field. The numbered pieces of RFC 2231 §3 become one parameter
/// where the first piece stood, its name ending in `*` if any piece is in the extended form; where
/// a number is missing they stay as they are.
final class Parameters {
    /// Pieces of one parameter; a parameter that is whole is a list of one piece without a number.
    private record Piece(String name, int number, boolean extended, String value) {
        static final int WHOLE = -1;

        Parameter asSent() {
            String number = number() == WHOLE ? "" : "*" + number();
            return new Parameter(name + number + (extended ? "*" : ""), value);
        }
    }

    private static final String ESCAPED = "*'%()<>@,;:\\\"/[]?=";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Map<String, List<Piece>> byName = new LinkedHashMap<>();
    private int count;

    private Parameters() {}

    static List<Parameter> parse(FieldLexer in) {
        Parameters parameters = new Parameters();
        while (!in.atEnd() && parameters.count < MailLimits.PARAMETERS_MAX) {
            in.skipTo(";");
            in.skip(';');
            in.skipSpace();
            parameters.parseOne(in);
        }
        return parameters.joined();
    }

    static Optional<String> find(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .findFirst();
    }

    private void parseOne(FieldLexer in) {
        String name = in.token();
        in.skipSpace();
        if (name.isEmpty() || !in.skip('=')) {
            return;
        }
        in.skipSpace();
        String value = in.at('"') ? in.quotedString() : in.unquotedValue();
        Piece piece = piece(name, value);
        boolean whole = piece.number == Piece.WHOLE;
        String key = (whole ? count + " " : "* ") + piece.name.toLowerCase(Locale.ROOT);
        byName.computeIfAbsent(key, _ -> new ArrayList<>()).add(piece);
        count++;
    }

    private static Piece piece(String name, String value) {
        boolean extended = name.length() > 1 && name.endsWith("*");
        String rest = extended ? name.substring(0, name.length() - 1) : name;
        int star = rest.lastIndexOf('*');
        String number = star > 0 ? rest.substring(star + 1) : "";
        if (number.isEmpty() || number.length() > 3 || !isNumber(number)) {
            return new Piece(name, Piece.WHOLE, false, value);
        }
        return new Piece(rest.substring(0, star), Integer.parseInt(number), extended, value);
    }

    private static boolean isNumber(String digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private List<Parameter> joined() {
        List<Parameter> result = new ArrayList<>();
        byName.values()
                .forEach(pieces -> {
                    if (isComplete(pieces)) {
                        result.add(join(pieces));
                    } else {
                        pieces.forEach(piece -> result.add(piece.asSent()));
                    }
                });
        return List.copyOf(result);
    }

    private static boolean isComplete(List<Piece> pieces) {
        boolean[] seen = new boolean[pieces.size()];
        for (Piece piece : pieces) {
            if (piece.number < 0 || piece.number >= seen.length || seen[piece.number]) {
                return false;
            }
            seen[piece.number] = true;
        }
        return true;
    }

    private static Parameter join(List<Piece> pieces) {
        Piece[] ordered = new Piece[pieces.size()];
        pieces.forEach(piece -> ordered[piece.number] = piece);
        boolean extended = pieces.stream().anyMatch(Piece::extended);
        StringBuilder value = new StringBuilder(extended && !ordered[0].extended ? "''" : "");
        for (Piece piece : ordered) {
            value.append(extended && !piece.extended ? escaped(piece.value) : piece.value);
        }
        return new Parameter(pieces.getFirst().name + (extended ? "*" : ""), value.toString());
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
