// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What FETCH tells of a message: RFC 9051 §9 and RFC 3501 §9, msg-att, with RFC 3516, RFC 7162,
/// RFC 8474, RFC 8514, RFC 8970.
final class FetchGrammar {
    private static final Set<String> SYSTEM_FLAGS =
            Set.of("\\ANSWERED", "\\FLAGGED", "\\DELETED", "\\SEEN", "\\DRAFT");

    private final GrammarText in;

    FetchGrammar(GrammarText in) {
        this.in = in;
    }

    /// All items by their names; what is said of it as it was written.
    Map<String, String> items() {
        Map<String, String> items = new HashMap<>();
        in.list(
                1,
                () -> {
                    int start = in.position();
                    String name = in.keyword();
                    if (name.equals("BODY") && in.sees("[")) {
                        section();
                        origin();
                        name = in.since(start);
                    } else if (name.startsWith("BINARY")) {
                        part();
                        if (name.equals("BINARY")) {
                            origin();
                        }
                        name = in.since(start);
                    }
                    in.space();
                    int from = in.position();
                    value(name);
                    return items.put(name, in.since(from));
                });
        return items;
    }

    private void value(String name) {
        switch (name) {
            case "FLAGS" -> flags(true);
            case "ENVELOPE" -> envelope();
            case "INTERNALDATE" -> in.dateTime();
            case "SAVEDATE" -> {
                if (!in.takes("NIL")) {
                    in.dateTime();
                }
            }
            case "RFC822", "RFC822.HEADER", "RFC822.TEXT" -> {
                in.require(!in.dialect().rev2(), "no RFC822 after IMAP4rev2");
                in.nstring();
            }
            case "PREVIEW" -> in.nstring();
            case "RFC822.SIZE" -> in.number64();
            case "UID" -> in.nzNumber();
            case "MODSEQ" -> {
                in.expect("(");
                in.require(in.number64() > 0, "a mod-sequence");
                in.expect(")");
            }
            case "EMAILID" -> in.objectId();
            case "THREADID" -> {
                if (!in.takes("NIL")) {
                    in.objectId();
                }
            }
            case "BODY" -> body(false);
            case "BODYSTRUCTURE" -> body(true);
            default -> sectionValue(name);
        }
    }

    private void sectionValue(String name) {
        if (name.startsWith("BODY[")) {
            in.nstring();
        } else if (name.startsWith("BINARY[")) {
            in.nstringOrLiteral8();
        } else if (name.startsWith("BINARY.SIZE[")) {
            in.number();
        } else {
            throw in.wanted("an item that FETCH can have");
        }
    }

    /// `(\Seen work)`.
    List<String> flags(boolean withRecent) {
        return in.list(0, () -> flag(withRecent, false));
    }

    /// RFC 9051 §9: flag, flag-fetch, flag-perm.
    String flag(boolean withRecent, boolean withStar) {
        if (withStar && in.takes("\\*")) {
            return "\\*";
        }
        if (!in.takes("\\")) {
            return in.atom();
        }
        String flag = "\\" + in.atom();
        boolean recent = withRecent && flag.equals("\\Recent") && !in.dialect().rev2();
        in.require(
                recent || SYSTEM_FLAGS.contains(flag.toUpperCase(Locale.ROOT)),
                "a flag in place of " + flag);
        return flag;
    }

    /// RFC 9051 §9: section, of which nothing is said twice.
    private void section() {
        in.expect("[");
        boolean inPart = in.seesDigit();
        if (inPart) {
            numbers();
        }
        if (!in.sees("]") && (!inPart || in.takes("."))) {
            sectionText(inPart);
        }
        in.expect("]");
    }

    private void sectionText(boolean inPart) {
        if (in.takes("HEADER.FIELDS.NOT") || in.takes("HEADER.FIELDS")) {
            in.space();
            in.list(1, in::astring);
        } else {
            in.require(
                    in.takes("HEADER") || in.takes("TEXT") || (inPart && in.takes("MIME")),
                    "a section");
        }
    }

    private void numbers() {
        do {
            in.nzNumber();
        } while (in.takesBeforeDigit("."));
    }

    /// RFC 3516 §7: section-binary.
    private void part() {
        in.expect("[");
        if (!in.sees("]")) {
            numbers();
        }
        in.expect("]");
    }

    private void origin() {
        if (in.takes("<")) {
            in.number();
            in.expect(">");
        }
    }

    /// RFC 9051 §9: envelope.
    private void envelope() {
        in.expect("(");
        in.nstring();
        in.space();
        in.nstring();
        for (int i = 0; i < 6; i++) {
            in.space();
            addresses();
        }
        in.space();
        in.nstring();
        in.space();
        in.nstring();
        in.expect(")");
    }

    /// No space between addresses; groups begin and end (RFC 9051 §7.5.2).
    private void addresses() {
        if (in.takes("NIL")) {
            return;
        }
        in.expect("(");
        boolean group = false;
        do {
            in.expect("(");
            in.nstring();
            in.space();
            in.nstring();
            in.space();
            int from = in.position();
            in.nstring();
            boolean withoutMailbox = in.since(from).equals("NIL");
            in.space();
            from = in.position();
            in.nstring();
            boolean withoutHost = in.since(from).equals("NIL");
            in.expect(")");
            if (withoutHost) {
                in.require(group == withoutMailbox, "the begin or the end of a group");
                group = !withoutMailbox;
            }
        } while (!in.takes(")"));
        in.require(!group, "the end of a group");
    }

    /// @param extended whether extension data may follow (BODYSTRUCTURE)
    private void body(boolean extended) {
        in.expect("(");
        if (in.sees("(")) {
            while (in.sees("(")) {
                body(extended);
            }
            in.space();
            in.string();
            if (extended && in.takes(" ")) {
                parameters();
                dispositionAndMore();
            }
        } else {
            String type = in.string().toUpperCase(Locale.ROOT);
            in.space();
            String subtype = in.string().toUpperCase(Locale.ROOT);
            in.space();
            fields();
            if (type.equals("TEXT")) {
                in.space();
                in.number64();
            } else if (type.equals("MESSAGE")
                    && (subtype.equals("RFC822") || seesGlobal(subtype))) {
                in.space();
                envelope();
                in.space();
                body(extended);
                in.space();
                in.number64();
            }
            if (extended && in.takes(" ")) {
                in.nstring();
                dispositionAndMore();
            }
        }
        in.expect(")");
    }

    /// An encoded one is a part without parts: RFC 6532 §3.7.
    private boolean seesGlobal(String subtype) {
        return subtype.equals("GLOBAL") && in.dialect().rev2() && in.sees(" (");
    }

    /// RFC 9051 §9: body-fields.
    private void fields() {
        parameters();
        in.space();
        in.nstring();
        in.space();
        in.nstring();
        in.space();
        in.string();
        in.space();
        in.number();
    }

    private void parameters() {
        if (!in.takes("NIL")) {
            int count = in.list(2, in::string).size();
            in.require(count % 2 == 0, "a value for each parameter");
        }
    }

    private void dispositionAndMore() {
        if (!in.takes(" ")) {
            return;
        }
        if (!in.takes("NIL")) {
            in.expect("(");
            in.string();
            in.space();
            parameters();
            in.expect(")");
        }
        if (in.takes(" ")) {
            if (in.sees("(")) {
                in.list(1, in::string);
            } else {
                in.nstring();
            }
            if (in.takes(" ")) {
                in.nstring();
            }
        }
    }
}
