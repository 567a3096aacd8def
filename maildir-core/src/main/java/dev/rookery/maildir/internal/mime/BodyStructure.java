// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.internal.mime.MimeFields.ContentType;
import dev.rookery.maildir.internal.mime.MimeFields.Disposition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the MIME tree as IMAP shows it. RFC 9051 §7.5.2.
///
/// Recursive: [Limits#depth] bounds how deep the tree goes.
final class BodyStructure {
    private static final String DEFAULT_CHARSET = "\"charset\" \"us-ascii\"";

    private final ImapText text = new ImapText();
    private final boolean extended;

    private BodyStructure(boolean extended) {
        this.extended = extended;
    }

    /// @param extended true for `BODYSTRUCTURE`, false for `BODY`
    static byte[] write(Part message, boolean extended) {
        BodyStructure writer = new BodyStructure(extended);
        writer.part(message);
        return writer.text.bytes();
    }

    private void part(Part part) {
        text.raw("(");
        if (part.kind() == Part.Kind.MULTIPART) {
            multipart(part);
        } else {
            singlePart(part);
        }
        text.raw(")");
    }

    private void multipart(Part part) {
        part.children().forEach(this::part);
        ContentType type = part.mime().type();
        text.space().string(type == null ? "" : type.subtype());
        if (extended) {
            parameters(type == null ? List.of() : type.parameters(), false);
            extension(part.mime());
        }
    }

    private void singlePart(Part part) {
        MimeFields mime = part.mime();
        boolean isText = part.kind() == Part.Kind.LEAF && mime.isText();
        type(part);
        parameters(mime.type() == null ? List.of() : mime.type().parameters(), isText);
        text.space().field(mime.id()).space().field(mime.description());
        String encoding = mime.transferEncoding();
        text.space().string(encoding == null ? "7bit" : encoding);
        text.space().number(part.body().sizeBytes());
        if (part.kind() == Part.Kind.MESSAGE) {
            Part message = part.children().getFirst();
            text.space().raw(String.valueOf(message.envelope())).space();
            part(message);
        }
        if (isText || part.kind() == Part.Kind.MESSAGE) {
            text.space().number(part.body().lines());
        }
        if (extended) {
            text.space().field(mime.md5());
            extension(mime);
        }
    }

    private void type(Part part) {
        MimeFields mime = part.mime();
        ContentType type = mime.type();
        switch (part.kind()) {
            case MESSAGE ->
                    text.raw(mime.isGlobal() ? "\"message\" \"global\"" : "\"message\" \"rfc822\"");
            case OPAQUE -> text.raw("\"application\" \"octet-stream\"");
            case LEAF, MULTIPART -> {
                if (type == null) {
                    text.raw("\"text\" \"plain\"");
                } else {
                    text.string(type.type()).space().string(type.subtype());
                }
            }
        }
    }

    private void parameters(List<Parameter> parameters, boolean isText) {
        boolean addCharset = isText && Parameters.find(parameters, "charset").isEmpty();
        if (parameters.isEmpty()) {
            text.space().raw(addCharset ? "(" + DEFAULT_CHARSET + ")" : "NIL");
            return;
        }
        text.raw(" (");
        String separator = "";
        for (Parameter parameter : parameters) {
            text.raw(separator).string(parameter.name()).space().string(parameter.value());
            separator = " ";
        }
        text.raw(addCharset ? " " + DEFAULT_CHARSET : "").raw(")");
    }

    private void extension(MimeFields mime) {
        disposition(mime.disposition());
        languages(mime.languages());
        text.space().field(mime.location());
    }

    private void disposition(@Nullable Disposition disposition) {
        if (disposition == null) {
            text.raw(" NIL");
            return;
        }
        text.raw(" (").string(disposition.type());
        parameters(disposition.parameters(), false);
        text.raw(")");
    }

    private void languages(List<String> languages) {
        if (languages.isEmpty()) {
            text.raw(" NIL");
            return;
        }
        text.raw(" (").string(languages.getFirst());
        languages.stream().skip(1).forEach(language -> text.space().string(language));
        text.raw(")");
    }
}
