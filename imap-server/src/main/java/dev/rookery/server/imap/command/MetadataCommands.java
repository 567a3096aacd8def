// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.MailLimits;
import dev.rookery.server.imap.command.Command.MetadataDepth;
import dev.rookery.server.imap.wire.SyntaxException;
import dev.rookery.server.limits.ServerLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// GETMETADATA and SETMETADATA: RFC 5464 §5.
final class MetadataCommands {
    /// The code for a value that is too long. RFC 5464 §4.3.
    static final String TOO_LONG = "METADATA MAXSIZE " + MailLimits.ANNOTATION_BYTES_MAX;

    private static final int COMPONENTS_MIN = 2;
    private static final int VENDOR_COMPONENTS_MIN = 4;

    private final Arguments in;
    private final Tag tag;
    private OptionalLong valueBytesMax = OptionalLong.empty();
    private MetadataDepth depth = MetadataDepth.ZERO;

    MetadataCommands(Arguments in, Tag tag) {
        this.in = in;
        this.tag = tag;
    }

    /// Options come before the mailbox or, as in the examples of the RFC and what clients send,
    /// behind it.
    Command get() {
        boolean before = in.space().sees('(');
        if (before) {
            options();
            in.space();
        }
        String mailbox = in.mailbox();
        in.space();
        if (!before && in.sees('(') && seesOptions()) {
            options();
            in.space();
        }
        List<String> entries =
                in.sees('(') ? in.list("a list of entries", () -> entry(1)) : List.of(entry(1));
        requireFew(entries.size());
        return new Command.GetMetadata(
                tag, mailbox, valueBytesMax, depth, entries.stream().distinct().toList());
    }

    Command set() {
        String mailbox = in.space().mailbox();
        Map<String, Optional<AnnotationValue>> values = new LinkedHashMap<>();
        in.space()
                .list(
                        "a list of entries and values",
                        () -> {
                            String entry = entry(COMPONENTS_MIN);
                            in.space();
                            return values.put(entry, in.binaryString("a value").map(this::value));
                        });
        requireFew(values.size());
        return new Command.SetMetadata(tag, mailbox, values);
    }

    private boolean seesOptions() {
        int start = in.position();
        in.require('(');
        boolean entries = in.sees('/') || in.sees('"') || in.sees('{');
        in.backTo(start);
        return !entries;
    }

    private void options() {
        in.list("a list of options", this::option);
    }

    private void option() {
        int start = in.position();
        switch (in.keyword("an option")) {
            case "MAXSIZE" ->
                    valueBytesMax =
                            OptionalLong.of(in.space().number(Arguments.NUMBER_MAX, "a size"));
            case "DEPTH" -> depth = depth();
            case String _ -> throw in.unknown(start, "MAXSIZE or DEPTH");
        }
    }

    private MetadataDepth depth() {
        int start = in.space().position();
        return switch (in.keyword("a depth")) {
            case "0" -> MetadataDepth.ZERO;
            case "1" -> MetadataDepth.ONE;
            case "INFINITY" -> MetadataDepth.INFINITY;
            case String _ -> throw in.unknown(start, "0, 1 or infinity");
        };
    }

    private AnnotationValue value(byte[] bytes) {
        if (bytes.length > MailLimits.ANNOTATION_BYTES_MAX) {
            throw new SyntaxException(
                    TOO_LONG, "a value has at most " + MailLimits.ANNOTATION_BYTES_MAX);
        }
        return new AnnotationValue(bytes);
    }

    /// RFC 5464 §3.2. What lies below `/private` may be asked for, though it is no entry itself.
    private String entry(int componentsMin) {
        int start = in.position();
        String name = in.astring("an entry").toLowerCase(Locale.ROOT);
        if (!isEntry(name, componentsMin)) {
            throw in.unknown(start, "an entry such as /private/comment");
        }
        return name;
    }

    private static boolean isEntry(String name, int componentsMin) {
        boolean scoped = isAtOrBelow(name, "/private") || isAtOrBelow(name, "/shared");
        if (!scoped
                || name.length() > ServerLimits.METADATA_NAME_CHARS_MAX
                || name.endsWith("/")
                || name.contains("//")
                || !name.chars().allMatch(c -> c > 0x19 && c < 127 && c != '*' && c != '%')) {
            return false;
        }
        boolean vendor =
                isAtOrBelow(name, "/private/vendor") || isAtOrBelow(name, "/shared/vendor");
        long components = name.chars().filter(c -> c == '/').count();
        return components >= (vendor && componentsMin > 1 ? VENDOR_COMPONENTS_MIN : componentsMin);
    }

    private static boolean isAtOrBelow(String name, String top) {
        return name.equals(top) || name.startsWith(top + "/");
    }

    private static void requireFew(int entries) {
        if (entries > ServerLimits.METADATA_ENTRIES_MAX) {
            throw new SyntaxException(
                    "LIMIT", "at most " + ServerLimits.METADATA_ENTRIES_MAX + " entries at once");
        }
    }
}
