// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A structure as IMAP4rev1 has it: `message/global`, which is younger, is a part without parts
/// there. RFC 3501 §9, `body-type-basic`; RFC 9051 §9, `media-message`.
///
/// Recursive, as deep as the structure is.
public final class EarlierStructure {
    private static final String GLOBAL = "(\"message\" \"global\" ";

    /// Envelope, structure and lines of the message in a part stand behind these fields.
    private static final int COMMON_FIELDS = 7;

    private static final int MESSAGE_FIELDS = 3;

    private final String structure;
    private int at;

    private EarlierStructure(String structure) {
        this.structure = structure;
    }

    /// @param structure well-formed `BODY` or `BODYSTRUCTURE`; comes back if there is nothing to do
    public static byte[] of(byte[] structure) {
        String text = new String(structure, StandardCharsets.ISO_8859_1);
        return text.contains(GLOBAL)
                ? new EarlierStructure(text).list().getBytes(StandardCharsets.ISO_8859_1)
                : structure;
    }

    private String list() {
        boolean maybeGlobal = structure.startsWith(GLOBAL, at);
        List<String> fields = new ArrayList<>();
        at++;
        while (structure.charAt(at) != ')') {
            fields.add(field());
        }
        at++;
        if (maybeGlobal && hasMessage(fields)) {
            fields.subList(COMMON_FIELDS, COMMON_FIELDS + MESSAGE_FIELDS).clear();
        }
        return "(" + String.join("", fields) + ")";
    }

    /// Unlike a list of parameters, and unlike a part without parts.
    private static boolean hasMessage(List<String> fields) {
        return fields.size() >= COMMON_FIELDS + MESSAGE_FIELDS
                && !fields.get(2).startsWith(" \"")
                && fields.get(COMMON_FIELDS).startsWith(" (");
    }

    /// With the space before it.
    private String field() {
        int start = at;
        if (structure.charAt(at) == ' ') {
            at++;
        }
        String before = structure.substring(start, at);
        int begin = at;
        switch (structure.charAt(at)) {
            case '(' -> {
                return before + list();
            }
            case '"' -> skipQuoted();
            case '{' -> skipLiteral();
            default -> skipAtom();
        }
        return before + structure.substring(begin, at);
    }

    private void skipQuoted() {
        at++;
        while (structure.charAt(at) != '"') {
            at += structure.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipLiteral() {
        int end = structure.indexOf('}', at);
        int length = Integer.parseInt(structure, at + 1, end, 10);
        at = end + "}\r\n".length() + length;
    }

    private void skipAtom() {
        while (structure.charAt(at) != ' ' && structure.charAt(at) != ')') {
            at++;
        }
    }
}
