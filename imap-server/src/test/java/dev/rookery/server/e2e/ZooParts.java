// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.util.ArrayList;
import java.util.List;

/// MIME parts of the zoo, good and bad, with LF; one character an octet.
final class ZooParts {
    private static final int DEPTH_MAX = 4;
    private static final String[] PARAMETERS = {
        "; charset=utf-8",
        "; charset=\"iso-8859-1\"",
        "; charset=x-unknown",
        "; charset=",
        "; charset",
        "; CHARSET=US-ASCII",
        "; charset=utf-8; charset=latin1",
        "; format=flowed; delsp=yes",
        "; name=\"a \\\"b\\\" \\\\ c.txt\"",
        "; name=a b.txt",
        "; name=\"open.txt",
        "; name=open\\",
        "; name=gr\u00fc\u00df.txt",
        "; name=\"gr\u00c3\u00bc.txt\"",
        "; name*=utf-8''gr%C3%BC%C3%9F.txt",
        "; name*=utf-8'de'%zz%",
        "; name*0=abc; name*1=def",
        "; name*0*=utf-8''a%20; name*1=\"b c\"; name*2*=%C3%BC",
        "; name*1=def; name*0=abc",
        "; name*0=abc; name*2=ghi",
        "; name*0=abc; name*0=abd",
        "; name*1=b",
        "; name*=plain",
        "; name*x=1",
        "; name=x; name*0=abc; name*1=def",
        "; name*00=a; name*01=b",
        "; a=1 (comment); b=2",
        "; (c) a (d) = (e) 1 (f); b=2",
        "; a=(c)1",
        ";;; a=1;",
        " a=1; b=2",
        "; =1; b=2",
        "; a==1",
        "; a=1,b=2",
        "; a=\"\"",
        "; a=[x]/y@z?q=r",
        "; a=\"x\"y; b=2",
        "; a b=1; c=2",
        "; a=\"multi\n line\"",
        "; \u00e4=1",
        ", a=1",
        "; a=1 b=2",
    };
    private static final String[] TEXT_TYPES = {
        "text/plain",
        "text/html",
        "TEXT/Plain",
        "text/x-\u00e4",
        "text",
        "text/",
        "/plain",
        "plain",
        "text / plain",
        "text/plain/x",
        "(c) text/plain (d)",
        "text(c)/(d)plain",
        "\"text\"/plain",
        "",
        ";",
        "text plain",
        "text/plain,html",
        "text//plain",
        "te\u00e4xt/plain",
        "text/pl ain",
        "text/\"plain\"",
        "text/.plain",
        "text.x/plain.y",
        "text/plain.",
        "=?utf-8?q?text?=/plain"
    };
    private static final String[] TYPES = {
        "image/png",
        "application/octet-stream",
        "application/pdf",
        "audio/x",
        "message/partial",
        "message/delivery-status",
        "message/x-y",
        "message",
        "x/y",
        "application",
        "video/mp4"
    };
    private static final String[] ENCODINGS = {
        "7bit",
        "8bit",
        "binary",
        "base64",
        "quoted-printable",
        "BASE64",
        "Quoted-Printable",
        "x-uuencode",
        "bas64",
        "base64 (c)",
        "(c) base64",
        "base64;",
        "\"base64\"",
        "",
        "7 bit",
        "base64 x",
        "8bit,7bit",
        "\u00e4",
        "base64/x",
        "quoted-printable\t"
    };
    private static final String[] DISPOSITIONS = {
        "attachment",
        "inline",
        "ATTACHMENT",
        "attachment; filename=a.txt",
        "x-y; a=\"b c\"",
        "attachment; filename*=utf-8''%C3%BC",
        "attachment; filename*0=a; filename*1=b",
        "",
        "; filename=x",
        "attachment filename=x",
        "\"attachment\"; filename=x",
        "(c) inline (d)",
        "inline; filename=\"open",
        "attachment/x; a=b",
        "\u00e4; a=b",
        "attachment;",
        "in line"
    };
    private static final String[] LANGUAGES = {
        "de",
        "de, en",
        "(c) de (d), en",
        "de,,en",
        "de en",
        "\"de\"",
        "",
        ",",
        "de;en",
        "d\u00e9",
        "de-AT , en-GB,",
        "[de]",
        "de/en",
        "i-klingon (c"
    };
    private static final String[] LOCATIONS = {
        "http://a.org/b", "\"http://a.org/b\"", "a b\tc", "", "(c) x", "\u00e4", "a\n b"
    };
    private static final String[] BODIES = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "no line end",
        "two\nlines\n",
        "caf\u00c3\u00a9 \u00e4\n",
        "YWJj\n",
        "YWJjZA==\n",
        "YWJjZA\n",
        "YWJj!ZGVm\n",
        "YW Jj\n\nZGVm\n",
        "YWJj====\n",
        "YQ==YWJj\n",
        "=\n",
        "a=20b=3D=\nc  \n d=zz=4\n",
        "=C3=BC=\n",
        "soft=\n",
        "soft= \t\nend\n",
        "hex=c3=bc=3",
        "a\rb\n",
        "ends with \r",
        "--\n--b\n-- b1\n--B1\n",
        "From a\n.\n..\n",
        "x".repeat(1_000) + "\n",
        "\u0001\u0002\n",
        "Subject: looks like a header\n\nbody\n",
    };

    private final Dice dice;
    private final ZooFields fields;
    private final List<String> boundaries = new ArrayList<>();

    ZooParts(Dice dice, ZooFields fields) {
        this.dice = dice;
        this.fields = fields;
    }

    /// A whole part: its MIME fields, the rest of its header, the empty line, the body.
    String part(String otherFields, int depth) {
        int kind = depth >= DEPTH_MAX ? 9 : dice.below(10);
        if (kind < 3) {
            return multipart(otherFields, depth);
        }
        if (kind < 5) {
            return message(otherFields, depth);
        }
        return leaf(otherFields);
    }

    private String leaf(String otherFields) {
        String type =
                dice.oneIn(5) ? dice.of(TYPES) : dice.oneIn(3) ? dice.of(TEXT_TYPES) : "text/plain";
        StringBuilder body = new StringBuilder();
        for (int i = dice.below(3); i >= 0; i--) {
            body.append(dice.of(BODIES));
        }
        String contentType = dice.oneIn(4) ? "" : type(type + parameters(4));
        return joined(otherFields, contentType + others()) + end() + body;
    }

    private String message(String otherFields, int depth) {
        String type =
                dice.oneIn(6)
                        ? dice.of(
                                "Message/RFC822",
                                "message/rfc822; x=y",
                                "message/rfc822 (c)",
                                "message / rfc822",
                                "message/rfc822x",
                                "message/rfc-822")
                        : "message/rfc822";
        String inner =
                switch (dice.below(8)) {
                    case 0 ->
                            dice.of(
                                    "",
                                    "\n",
                                    "\n\n",
                                    "no header\n",
                                    "Subject: only header\n",
                                    " x\n\n");
                    default -> part(fields.message(), depth + 1);
                };
        return joined(otherFields, type(type + parameters(8)) + others()) + end() + inner;
    }

    private String multipart(String otherFields, int depth) {
        String subtype =
                dice.of(
                        "mixed",
                        "alternative",
                        "digest",
                        "related",
                        "signed",
                        "report",
                        "digest",
                        "x-new",
                        "MIXED",
                        "");
        String boundary = boundary();
        String said =
                switch (dice.below(20)) {
                    case 0 -> "";
                    case 1 -> "; boundary=\"\"";
                    case 2 -> "; boundary=\"" + boundary + "  \"";
                    case 3 -> "; boundary=\"" + boundary;
                    case 4 -> "; boundary=" + boundary + " (c)";
                    case 5 -> "; boundary*0=" + boundary + "; boundary*1=\"\"";
                    case 6 -> "; boundary*=us-ascii''" + boundary;
                    case 7 -> "; x=y; BOUNDARY=\"" + boundary + "\"; boundary=other";
                    case 8 -> "; boundary=" + boundary;
                    default -> "; boundary=\"" + boundary + "\"";
                };
        String slash = dice.oneIn(30) ? dice.of("", " / ", "/x/") : "/";
        String type = (dice.oneIn(10) ? "Multipart" : "multipart") + slash + subtype;
        String header = type(type + said + parameters(10)) + others();
        boundaries.add(boundary);
        String body = multipartBody(boundary, subtype.equals("digest"), depth);
        boundaries.removeLast();
        return joined(otherFields, header) + end() + body;
    }

    private String boundary() {
        if (!boundaries.isEmpty() && dice.oneIn(6)) {
            String outer = boundaries.get(dice.below(boundaries.size()));
            return dice.of(
                    outer, outer + "x", outer + "--", outer.substring(0, outer.length() / 2));
        }
        String number = "b" + (boundaries.size() + 1);
        return switch (dice.below(12)) {
            case 0 -> number + "=_?:/ .x";
            case 1 -> number + "y".repeat(dice.of("1", "70", "200").length() * 60);
            case 2 -> number + "-";
            case 3 -> number + "--";
            case 4 -> "--" + number;
            case 5 -> number + "\u00e4";
            default -> number;
        };
    }

    private String multipartBody(String boundary, boolean digest, int depth) {
        StringBuilder body = new StringBuilder();
        body.append(
                dice.oneIn(2) ? dice.of("preamble\n", "\n", "--x\n", "a: b\n\nc\n", "pre") : "");
        int parts = dice.oneIn(6) ? 0 : 1 + dice.below(3);
        for (int i = 0; i < parts; i++) {
            body.append("--").append(boundary);
            body.append(dice.oneIn(8) ? dice.of("  ", "\t", " x", "x", "-", "--x", "\r") : "")
                    .append("\n");
            body.append(digest && dice.oneIn(2) ? digestPart(depth) : inMultipart(depth));
            body.append(dice.oneIn(12) ? dice.of("", "\n\n", "\n \n", "\r\n") : "\n");
        }
        return switch (dice.below(8)) {
            case 0 -> body.toString();
            case 1 -> body + "--" + boundary + "--";
            case 2 -> body + "--" + boundary + "--  \nepilogue\n";
            case 3 -> body + "--" + boundary + dice.of("-", "--x", " --", "", "-- x", "---");
            case 4 -> body + "--" + boundary + "--\n--" + boundary + "\n\nbehind the end\n";
            default -> body + "--" + boundary + "--\nepilogue" + dice.of("", "\n");
        };
    }

    private String inMultipart(int depth) {
        return switch (dice.below(12)) {
            case 0 ->
                    dice.of(
                            "",
                            "\n",
                            "\n\n",
                            " \n",
                            "body without header",
                            "Content-Type: text/html");
            case 1 -> "\n" + dice.of(BODIES);
            default -> part(dice.oneIn(6) ? fields.field("Subject") : "", depth + 1);
        };
    }

    private String digestPart(int depth) {
        return "\n" + part(fields.message(), depth + 2);
    }

    private String type(String value) {
        String damaged = dice.oneIn(12) ? fields.damaged(value) : value;
        String once = fields.field("Content-Type", damaged);
        return dice.oneIn(25) ? once + fields.field("Content-Type", "text/html") : once;
    }

    private String parameters(int rarely) {
        return dice.oneIn(rarely)
                ? together(dice.of(PARAMETERS), dice.oneIn(2) ? dice.of(PARAMETERS) : "")
                : "";
    }

    /// Dovecot takes `name*` behind `name*1` for another piece of the same number.
    private static String together(String first, String second) {
        return first.contains("*") && second.contains("*") ? first : first + second;
    }

    /// The other MIME fields, mostly none of them.
    private String others() {
        String others = "";
        if (dice.oneIn(3)) {
            others += fields.field("Content-Transfer-Encoding", dice.of(ENCODINGS));
        }
        if (dice.oneIn(5)) {
            String value = together(dice.of(DISPOSITIONS), parameters(4));
            others +=
                    fields.field(
                            "Content-Disposition", dice.oneIn(8) ? fields.damaged(value) : value);
        }
        if (dice.oneIn(12)) {
            others += fields.field("Content-Language", dice.of(LANGUAGES));
        }
        if (dice.oneIn(12)) {
            others += fields.field("Content-Location", dice.of(LOCATIONS));
        }
        if (dice.oneIn(12)) {
            others += fields.field("Content-ID", fields.identifier());
        }
        if (dice.oneIn(12)) {
            others += fields.field("Content-Description", fields.text());
        }
        if (dice.oneIn(15)) {
            others +=
                    fields.field(
                            "Content-MD5", dice.of("Q2hlY2sgSW50ZWdyaXR5IQ==", "", "a b", "(c) x"));
        }
        return others;
    }

    private String joined(String otherFields, String mime) {
        return switch (dice.below(4)) {
            case 0 -> mime + otherFields;
            default -> otherFields + mime;
        };
    }

    /// Between header and body.
    private String end() {
        return dice.oneIn(25) ? dice.of("", " \n", "\r\n", "\t\n\n") : "\n";
    }
}
