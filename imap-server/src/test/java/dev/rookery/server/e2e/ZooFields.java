// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.util.Locale;

/// Header fields of the zoo, good and bad, LF at their ends; one character an octet.
final class ZooFields {
    private static final String[] MAILBOXES = {
        "anna@a.org",
        "Anna <anna@a.org>",
        "\"Anna, B.\" <anna@a.org>",
        "\"A \\\"q\\\" \\\\ b\" <anna@a.org>",
        "J. R. Smith <j@a.org>",
        "J.R.Smith <j@a.org>",
        "anna@a.org (Anna)",
        "anna@a.org (Anna (of) A)",
        "(lead) anna@a.org",
        "anna (c1) @ (c2) a.org",
        "anna(comment)@a.org",
        "Anna (c) <anna@a.org>",
        "Anna <anna@a.org> (c)",
        "Anna <anna(c)@a.org(d)>",
        "\"quoted local\"@a.org",
        "\"a\".\"b\"@a.org",
        "\"a@b\"@a.org",
        "<\"q l\"@a.org>",
        "<@r1.org,@r2.org:anna@a.org>",
        "Route <@r1.org:anna@a.org>",
        "anna@[127.0.0.1]",
        "anna@[IPv6:2001:db8::1]",
        "<anna@[IPv6:::1]>",
        "=?utf-8?q?J=C3=B6rg?= <j@a.org>",
        "=?utf-8?q?a,_b?= =?utf-8?q?c?= <j@a.org>",
        "J\u00f6rg <j@a.org>",
        "\"J\u00c3\u00b6rg\" <j@a.org>",
        "anna.b@a.org",
        "<anna@a.org>",
        "\"\" <anna@a.org>",
        "anna @ a . org",
        "an.na . b@a.org",
    };
    private static final String[] BROKEN_MAILBOXES = {
        "anna@a.org (open",
        "anna@a.org (open \\",
        "(only a comment)",
        "(open",
        "<@r1.org,,@r2.org:anna@a.org>",
        "<@r1.org anna@a.org>",
        "<@r1.org:>",
        "anna",
        "anna.b",
        "Anna B",
        "Anna B.",
        "\"Anna B\"",
        "anna (Anna)",
        "<anna>",
        "Anna <anna>",
        "<>",
        "Anna <>",
        "Anna <",
        "Anna <anna@a.org",
        "<anna@a.org",
        "anna@",
        "@a.org",
        "<@a.org>",
        "<anna@>",
        "Anna <@>",
        "anna@[open",
        "anna@[ 1 . 2 ]",
        "anna@[a]b",
        "anna@a.org>",
        "anna>@a.org",
        "Anna anna@a.org",
        "anna@a@b.org",
        "anna@a.org <b@b.org>",
        "anna..b@a.org",
        ".anna@a.org",
        "anna.@a.org",
        "anna@a..org",
        "anna@.org",
        "anna@a.org.",
        "an na@a.org",
        "<an na@a.org>",
        "j\u00f6rg@a.org",
        "anna@\u00f6.org",
        "\"open <a@a.org>",
        "\"open\\",
        "\\\"Anna\\\" <anna@a.org>",
        "[anna]@a.org",
        "Anna [x] <anna@a.org>",
        "Anna ] <anna@a.org>",
        "a@b.org c@d.org",
        "mailto:a@b.org",
        "<mailto:a@b.org>",
        "<<a@b.org>>",
        "a\\@b@c.org",
        "A <a@b.org> B <c@d.org>",
        "A \u0001 <a@b.org>",
        "a\u007fb@c.org",
        "A, B <a@b.org>",
        ",,,",
        ";",
        ")",
        "\"a\"b <c@d.org>",
        "a\"b\"@c.org",
        "=?utf-8?q?open <j@a.org>",
        "/O=EX/OU=X/CN=Y",
        "a@b.org/c",
    };
    private static final String[] GROUPS = {
        "Team: a@a.org, B <b@b.org>;",
        "Empty:;",
        "undisclosed-recipients: ;",
        "\"The Team\": a@a.org;",
        "Team (c): (d) ;(e)",
        "Team: a@a.org",
        "Team:",
        "Team : a@a.org ;",
        "G: H: a@a.org;;",
        "G: a@a.org,;",
        "G: a@a.org; b@b.org",
        "G: a@a.org;, b@b.org",
        ": a@a.org;",
        "A B: \"c d\" <e@f.org>, g;",
        "G: <a@b.org;",
        "G.x: a@b.org;",
    };
    private static final String[] DATES = {
        "Sat, 21 Nov 2026 06:00:00 +0000",
        "Sat, 21 Nov 2026 06:00:00 +0000 (UTC)",
        "21 Nov 26 06:00 EST",
        "Sat Nov 21 06:00:00 2026",
        "yesterday",
        "",
        "Sat, 31 Feb 2026 25:61:61 +9999",
        "Sat,  21\tNov 2026   06:00:00 +0000",
        "\u00e4 \"q\" \\",
    };
    private static final String[] TEXTS = {
        "a subject",
        "two  spaces\tand a tab",
        "\"quoted\" \\ and (comment)",
        "=?utf-8?q?Gr=C3=BC=C3=9Fe?=",
        "=?utf-8?q?a?= =?utf-8?q?b?=",
        "=?utf-8?q?open",
        "=?x-unknown?b?!!!?=",
        "Gr\u00fc\u00dfe",
        "Gr\u00c3\u00bc\u00c3\u009fe",
        "",
        " ",
        "control \u0001\u0008\u007f",
        "bare\rreturn",
        "\u00ff\u00fe",
        "{5}",
        "NIL",
        "x".repeat(1_500),
        "{3}\\",
    };
    private static final String[] IDENTIFIERS = {
        "<1@a.org>",
        "<1@a.org> (comment)",
        "1@a.org",
        "<open@a.org",
        "<a@b> <c@d>",
        "<a b@c>",
        "<a\tb@c>  <d>",
        "\u00e4",
        "",
    };
    private static final String[] SPECIALS = {
        "(", ")", "<", ">", "@", ",", ";", ":", ".", "\"", "\\", "[", "]", " ", "\t", "=", "\u00e4",
        "\u0001", "?="
    };
    private static final String[] ODDITIES = {
        "a line without a colon\n",
        ": no name\n",
        "X Y: name with a space\n",
        "X-Space : before the colon\n",
        "X-Tab\t: before the colon\n",
        "X-Empty:\n",
        "X-Folded: a\n b\n\tc\n",
        "X-Blank: a\n \n\t\n b\n",
        "X-8\u00e4: eight\n",
        "X-Return: a\rb\n",
        "\u00e4\u00f6\u00fc\n",
        ">From a@b.org Sat Nov 21\n",
        "From a@b.org Sat Nov 21 06:00:00 2026\n",
        "--\n",
        "--b1\n",
        "subject\n",
        "Subject :spaced\n",
        "To:\n",
        "Cc: \n ,\n",
        "\r\n",
        "\rX: y\n",
        "X-Long: " + "y ".repeat(600) + "\n",
        "X".repeat(300) + ": z\n",
    };

    private final Dice dice;

    ZooFields(Dice dice) {
        this.dice = dice;
    }

    /// The header of a message but for what MIME says; the empty line lacks.
    String message() {
        StringBuilder header = new StringBuilder();
        if (dice.oneIn(40)) {
            header.append(
                    dice.of("From a@b.org Sat Nov 21 06:00:00 2026\n", " leading\n", "\tx\n"));
        }
        for (String name :
                new String[] {
                    "From",
                    "To",
                    "Subject",
                    "Date",
                    "Message-ID",
                    "Sender",
                    "Reply-To",
                    "Cc",
                    "Bcc",
                    "In-Reply-To"
                }) {
            boolean usual = header.length() < 200;
            for (int i = dice.oneIn(usual ? 6 : 3) ? dice.below(3) : usual ? 1 : 0; i > 0; i--) {
                header.append(field(name));
            }
            if (dice.oneIn(60)) {
                header.append(dice.of(ODDITIES));
            }
        }
        return header.toString();
    }

    String field(String name) {
        String value =
                switch (name) {
                    case "Subject" -> dice.of(TEXTS);
                    case "Date" -> dice.of(DATES);
                    case "Message-ID", "In-Reply-To" -> dice.of(IDENTIFIERS);
                    default -> addresses();
                };
        return field(name, value);
    }

    /// A field as somebody may write it: folded, in capitals, without the space.
    String field(String name, String value) {
        String written =
                dice.oneIn(10)
                        ? dice.of(name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                        : name;
        String colon = dice.oneIn(20) ? dice.of(":", " :", ":  ", ":\t", ":\n ") : ": ";
        return written + colon + (dice.oneIn(6) ? folded(value) : value) + "\n";
    }

    private String folded(String value) {
        if (opens(value)) {
            return value;
        }
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            boolean space = value.charAt(i) == ' ';
            folded.append(
                    space && dice.oneIn(2) ? dice.of("\n ", "\n\t", " \n ", "\n  ", "\n ") : "");
            folded.append(space && folded.toString().endsWith(" ") ? "" : value.charAt(i));
        }
        return folded.toString();
    }

    /// Of a comment or a quoted string without end Dovecot shows what stands before its last fold.
    private static boolean opens(String value) {
        return count(value, '(') > count(value, ')') || count(value, '"') % 2 == 1;
    }

    private static long count(String value, char c) {
        return value.chars().filter(at -> at == c).count();
    }

    String text() {
        return dice.of(TEXTS);
    }

    String identifier() {
        return dice.of(IDENTIFIERS);
    }

    private String addresses() {
        StringBuilder list = new StringBuilder();
        for (int i = dice.oneIn(3) ? dice.below(5) : 1; i > 0; i--) {
            list.append(
                    list.isEmpty()
                            ? ""
                            : dice.oneIn(8) ? dice.of(",", " ,", ",,", "; ", " ") : ", ");
            list.append(
                    switch (dice.below(8)) {
                        case 0, 1 -> dice.of(BROKEN_MAILBOXES);
                        case 2 -> dice.of(GROUPS);
                        case 3 -> dice.oneIn(2) ? dice.damage(dice.of(MAILBOXES), SPECIALS) : "";
                        default -> dice.of(MAILBOXES);
                    });
        }
        return list.toString();
    }

    /// Whatever field value, with something in it that does not belong there.
    String damaged(String value) {
        return dice.damage(value, SPECIALS);
    }
}
