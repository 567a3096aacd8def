// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `Content-*` fields of one part, as sent; of a field that comes twice, the first.
record MimeFields(
        @Nullable ContentType type,
        @Nullable String id,
        @Nullable String description,
        @Nullable String transferEncoding,
        @Nullable String md5,
        @Nullable Disposition disposition,
        List<String> languages,
        @Nullable String location) {
    static final MimeFields NONE =
            new MimeFields(null, null, null, null, null, null, List.of(), null);

    private static final int LANGUAGES_MAX = 100;
    private static final Set<String> IDENTITY = Set.of("7bit", "8bit", "binary");

    MimeFields {
        languages = List.copyOf(languages);
    }

    record ContentType(String type, String subtype, List<Parameter> parameters) {
        ContentType {
            parameters = List.copyOf(parameters);
        }

        boolean is(String type) {
            return this.type.equalsIgnoreCase(type);
        }

        boolean is(String type, String subtype) {
            return is(type) && this.subtype.equalsIgnoreCase(subtype);
        }

        /// What is no type has none, but for a type alone, without a subtype.
        static ContentType parse(String value) {
            FieldLexer in = new FieldLexer(value);
            in.skipSpace();
            String type = in.tokenText();
            in.skipSpace();
            if (in.atEnd()) {
                return new ContentType(type, "", List.of());
            }
            String subtype = !type.isEmpty() && in.skip('/') && in.skipSpace() ? in.token() : null;
            if (subtype == null || subtype.isEmpty() || !(in.atEnd() || in.at(';'))) {
                return new ContentType("", "", List.of());
            }
            return new ContentType(type, subtype, Parameters.parse(in));
        }
    }

    record Disposition(String type, List<Parameter> parameters) {
        Disposition {
            parameters = List.copyOf(parameters);
        }

        static @Nullable Disposition parse(String value) {
            FieldLexer in = new FieldLexer(value);
            in.skipSpace();
            String type = in.token();
            return type == null ? null : new Disposition(type, Parameters.parse(in));
        }
    }

    /// `text/*`, or nothing said.
    boolean isText() {
        return type == null || type.is("text");
    }

    /// `message/global` whose parts can be seen: unlike `message/rfc822` it may be encoded. RFC
    /// 6532 §3.7.
    boolean isGlobal() {
        return type != null && type.is("message", "global") && !isEncoded();
    }

    private boolean isEncoded() {
        return transferEncoding != null
                && !IDENTITY.contains(transferEncoding.toLowerCase(Locale.ROOT));
    }

    Optional<String> parameter(String name) {
        return type == null ? Optional.empty() : Parameters.find(type.parameters(), name);
    }

    /// Collects the fields of a header, in any order.
    static final class Builder {
        private @Nullable ContentType type;
        private @Nullable String id;
        private @Nullable String description;
        private @Nullable String transferEncoding;
        private @Nullable String md5;
        private @Nullable Disposition disposition;
        private @Nullable List<String> languages;
        private @Nullable String location;
        private boolean saysMimeVersion;

        /// @param name in lower case
        void known(String name, String value) {
            switch (name) {
                case "mime-version" -> saysMimeVersion = true;
                case "content-type" -> type = type != null ? type : ContentType.parse(value);
                case "content-id" -> id = id != null ? id : value;
                case "content-description" ->
                        description = description != null ? description : value;
                case "content-transfer-encoding" ->
                        transferEncoding =
                                transferEncoding != null ? transferEncoding : token(value);
                case "content-md5" -> md5 = md5 != null ? md5 : value;
                case "content-disposition" ->
                        disposition = disposition != null ? disposition : Disposition.parse(value);
                case "content-language" -> languages = languages != null ? languages : list(value);
                case "content-location" -> location = location != null ? location : value;
                default -> {}
            }
        }

        /// The token that is all of the value.
        private static @Nullable String token(String value) {
            FieldLexer in = new FieldLexer(value);
            String token = in.skipSpace() ? in.token() : null;
            return token != null && !token.isEmpty() && in.atEnd() ? token : null;
        }

        /// As far as they are sound.
        private static List<String> list(String value) {
            FieldLexer in = new FieldLexer(value);
            List<String> atoms = new ArrayList<>();
            StringBuilder atom = new StringBuilder();
            while (atoms.size() < LANGUAGES_MAX && in.skipSpace() && in.atom(atom)) {
                atoms.add(atom.toString());
                atom.setLength(0);
                if (!in.skip(',')) {
                    break;
                }
            }
            return atoms;
        }

        /// Does the header claim to be MIME? RFC 2045 §4 would have `MIME-Version`, but a
        /// `Content-Type` says it as well.
        boolean isMime() {
            return saysMimeVersion || type != null;
        }

        MimeFields build() {
            return new MimeFields(
                    type,
                    id,
                    description,
                    transferEncoding,
                    md5,
                    disposition,
                    languages == null ? List.of() : languages,
                    location);
        }
    }
}
