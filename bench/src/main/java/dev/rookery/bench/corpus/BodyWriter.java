// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.ArrayList;
import java.util.List;

/// Writes the MIME fields of a message and all that stands behind them.
final class BodyWriter {
    private static final int HTML_PERCENT = 70;
    private static final int ATTACHMENTS_PERCENT = 18;
    private static final int FURTHER_ATTACHMENT_PERCENT = 20;

    private static final int BYTES_MIN = 1_050;
    private static final int TEXT_BYTES_MIN = 200;
    private static final int OWN_FIELDS_BYTES = 130;

    private final Shape shape;
    private final Octets out;
    private final Octets text = new Octets();
    private final Octets html = new Octets();

    BodyWriter(Shape shape, Octets out) {
        this.shape = shape;
        this.out = out;
    }

    void write(Envelope envelope, Dice dice) {
        text.clear();
        new Prose(envelope.language(), dice, text)
                .write(textBytes(envelope.language(), dice), planted(envelope));
        out.line("MIME-Version: 1.0");
        if (shape.isTextAlone() || !dice.percent(ATTACHMENTS_PERCENT)) {
            readable(envelope.language(), dice);
            return;
        }
        String boundary = beginMultipart("mixed", dice);
        out.line("--" + boundary);
        readable(envelope.language(), dice);
        do {
            out.line("--" + boundary);
            Attachment.write(shape.attachment().draw(dice), dice, out);
        } while (dice.percent(FURTHER_ATTACHMENT_PERCENT));
        out.line("--" + boundary + "--");
    }

    private int textBytes(Language language, Dice dice) {
        int bytes = shape.text().draw(dice);
        return shape.isTextAlone() ? rest(bytes, language) : bytes;
    }

    /// How much text makes a message of that size.
    private int rest(int messageBytes, Language language) {
        int wanted = Math.max(BYTES_MIN, messageBytes) - out.length() - OWN_FIELDS_BYTES;
        int encoded = Math.max(TEXT_BYTES_MIN, wanted);
        return switch (language.encoding()) {
            case SEVEN_BIT -> encoded;
            case QUOTED_PRINTABLE -> encoded * 7 / 8;
            case BASE64 -> encoded * 8 / 11;
        };
    }

    private static List<String> planted(Envelope envelope) {
        List<String> texts = new ArrayList<>();
        for (Needle.Kind kind : Needle.Kind.values()) {
            if (kind.isInBody() && envelope.has(kind)) {
                String text = kind.text();
                texts.add(kind == Needle.Kind.BODY_INNER ? "re" + text + "ling" : text);
            }
        }
        if (envelope.hasDecoy()) {
            texts.add(Needle.PHRASE_DECOY);
        }
        return texts;
    }

    /// The text, or the choice between the text and its HTML.
    private void readable(Language language, Dice dice) {
        if (shape.isTextAlone() || !dice.percent(HTML_PERCENT)) {
            part("plain", language, language.encoding(), text);
            return;
        }
        html.clear();
        Html.write(text, dice, html);
        String boundary = beginMultipart("alternative", dice);
        out.line("--" + boundary);
        part("plain", language, language.encoding(), text);
        out.line("--" + boundary);
        boolean ascii = language.encoding() == TransferEncoding.SEVEN_BIT;
        part(
                "html",
                language,
                ascii ? TransferEncoding.QUOTED_PRINTABLE : language.encoding(),
                html);
        out.line("--" + boundary + "--");
    }

    private void part(String subtype, Language language, TransferEncoding encoding, Octets bytes) {
        out.line("Content-Type: text/" + subtype + "; charset=" + language.charset().name());
        out.line("Content-Transfer-Encoding: " + encoding.label()).crlf();
        encoding.encode(bytes, out);
    }

    private String beginMultipart(String subtype, Dice dice) {
        String boundary = "----=_Part_" + dice.hex(16);
        out.line("Content-Type: multipart/" + subtype + ";");
        out.line("\tboundary=\"" + boundary + "\"").crlf();
        out.line("This is a message in several parts.");
        return boundary;
    }
}
