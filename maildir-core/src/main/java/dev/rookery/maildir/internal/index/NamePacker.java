// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Packs the names of one page, and knows at each moment how many bytes they take.
///
/// A template is worth its bytes from its fourth name on; before, its names are literal.
final class NamePacker {
    private static final int WORTH_NAMES = 4;

    private final Map<String, Template> templates = new HashMap<>();
    private final List<Template> numbered = new ArrayList<>();
    private final List<NameForm> names = new ArrayList<>();
    private int literalBytes;
    private int templateBytes;

    /// What is known of names with the same text.
    private static final class Template {
        private final byte[] text;
        private final long[] min;
        private final long[] max;
        private int count;
        private int literalBytes;
        private int number = NameLayout.LITERAL;

        Template(NameForm first) {
            text = first.template().getBytes(StandardCharsets.ISO_8859_1);
            min = first.numbers().clone();
            max = first.numbers().clone();
        }

        void add(long[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                min[i] = Math.min(min[i], numbers[i]);
                max[i] = Math.max(max[i], numbers[i]);
            }
            count++;
        }

        int width(int i) {
            return PageLayout.width(max[i] - min[i]);
        }

        int bytes() {
            int nameBytes = 1;
            for (int i = 0; i < min.length; i++) {
                nameBytes += width(i);
            }
            return Short.BYTES
                    + (2 + NameLayout.NUMBER_BYTES * min.length + text.length)
                    + count * nameBytes;
        }
    }

    void clear() {
        templates.clear();
        numbered.clear();
        names.clear();
        literalBytes = 0;
        templateBytes = 0;
    }

    /// Bytes of all names so far, their places included.
    int bytes() {
        int reference = names.isEmpty() ? 0 : 1 + names.getFirst().name().length;
        return names.size() * Short.BYTES + reference + literalBytes + templateBytes;
    }

    void add(NameForm name) {
        names.add(name);
        if (!name.hasTemplate()) {
            literalBytes += literalBytes(name);
            return;
        }
        Template template = templates.computeIfAbsent(name.template(), _ -> new Template(name));
        int before = template.number == NameLayout.LITERAL ? 0 : template.bytes();
        template.add(name.numbers());
        if (template.number == NameLayout.LITERAL && !becomesWorth(template)) {
            int bytes = literalBytes(name);
            template.literalBytes += bytes;
            literalBytes += bytes;
            return;
        }
        templateBytes += template.bytes() - before;
    }

    private boolean becomesWorth(Template template) {
        if (template.count < WORTH_NAMES || numbered.size() == NameLayout.TEMPLATES_MAX) {
            return false;
        }
        template.number = numbered.size();
        numbered.add(template);
        literalBytes -= template.literalBytes;
        return true;
    }

    private int literalBytes(NameForm name) {
        byte[] reference = names.getFirst().name();
        int prefix = prefix(reference, name.name());
        int suffix = suffix(reference, name.name(), prefix);
        return NameLayout.LITERAL_HEAD_BYTES + name.name().length - prefix - suffix;
    }

    private static int prefix(byte[] reference, byte[] name) {
        int length = Math.min(reference.length, name.length);
        int same = 0;
        while (same < length && reference[same] == name[same]) {
            same++;
        }
        return same;
    }

    private static int suffix(byte[] reference, byte[] name, int prefix) {
        int length = Math.min(reference.length, name.length) - prefix;
        int same = 0;
        while (same < length
                && reference[reference.length - 1 - same] == name[name.length - 1 - same]) {
            same++;
        }
        return same;
    }

    /// Writes all names from `at` on; answers where they end.
    int write(ByteBuffer page, int at) {
        int namesAt = at;
        int templatesAt = namesAt + names.size() * Short.BYTES;
        page.putShort(RowPageLayout.NAMES_AT_AT, (short) namesAt);
        page.putShort(RowPageLayout.TEMPLATES_AT, (short) numbered.size());
        page.putShort(RowPageLayout.TEMPLATES_AT_AT, (short) templatesAt);
        page.position(templatesAt + numbered.size() * Short.BYTES);
        for (Template template : numbered) {
            page.putShort(templatesAt + template.number * Short.BYTES, (short) page.position());
            write(page, template);
        }
        byte[] reference = names.getFirst().name();
        page.putShort(RowPageLayout.REFERENCE_AT_AT, (short) page.position());
        page.put((byte) reference.length).put(reference);
        for (int i = 0; i < names.size(); i++) {
            page.putShort(namesAt + i * Short.BYTES, (short) page.position());
            write(page, names.get(i), reference);
        }
        return page.position();
    }

    private static void write(ByteBuffer page, Template template) {
        page.put((byte) template.min.length);
        for (int i = 0; i < template.min.length; i++) {
            page.putLong(template.min[i]).put((byte) template.width(i));
        }
        page.put((byte) template.text.length).put(template.text);
    }

    private void write(ByteBuffer page, NameForm name, byte[] reference) {
        Template template = name.hasTemplate() ? templates.get(name.template()) : null;
        if (template == null || template.number == NameLayout.LITERAL) {
            int prefix = prefix(reference, name.name());
            int suffix = suffix(reference, name.name(), prefix);
            int length = name.name().length - prefix - suffix;
            page.put((byte) NameLayout.LITERAL).put((byte) prefix).put((byte) suffix);
            page.put((byte) length).put(name.name(), prefix, length);
            return;
        }
        page.put((byte) template.number);
        for (int i = 0; i < template.min.length; i++) {
            int width = template.width(i);
            int at = page.position();
            PageLayout.putNumber(page, at, name.numbers()[i] - template.min[i], width);
            page.position(at + width);
        }
    }
}
