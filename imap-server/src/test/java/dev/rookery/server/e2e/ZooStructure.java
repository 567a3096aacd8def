// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import dev.rookery.server.e2e.FetchReader.Text;
import dev.rookery.server.e2e.FetchReader.Value;
import dev.rookery.server.e2e.FetchReader.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parts that a BODYSTRUCTURE shows, by their numbers. RFC 9051 §6.4.5.1.
final class ZooStructure {
    private static final int ENCODING = 5;
    private static final int ENVELOPE = 7;
    private static final int ENVELOPE_FIELDS = 10;
    private static final int INNER_STRUCTURE = 8;

    private final Map<String, List<Value>> parts = new LinkedHashMap<>();

    private ZooStructure() {}

    static ZooStructure of(@Nullable Value bodyStructure) {
        ZooStructure structure = new ZooStructure();
        if (bodyStructure instanceof Values(List<Value> message)) {
            structure.addMessage("", message);
        }
        return structure;
    }

    private void addMessage(String prefix, List<Value> body) {
        if (isMultipart(body)) {
            for (int i = 0;
                    i < body.size() && body.get(i) instanceof Values(List<Value> part);
                    i++) {
                add(prefix + (i + 1), part);
            }
        } else {
            add(prefix + "1", body);
        }
    }

    private void add(String number, List<Value> part) {
        parts.put(number, part);
        if (isMultipart(part)) {
            addMessage(number + ".", part);
        } else if (isMessage(part)) {
            addMessage(number + ".", ((Values) part.get(INNER_STRUCTURE)).values());
        }
    }

    Set<String> numbers() {
        return parts.keySet();
    }

    boolean isLeaf(String number) {
        return parts.containsKey(number) && !isMultipart(part(number)) && !isMessage(number);
    }

    boolean isMessage(String number) {
        return parts.containsKey(number) && isMessage(part(number));
    }

    private List<Value> part(String number) {
        return Objects.requireNonNull(parts.get(number), number);
    }

    /// In lower case.
    String encoding(String number) {
        return ((Text) part(number).get(ENCODING)).octets().toLowerCase(Locale.ROOT);
    }

    private static boolean isMultipart(List<Value> part) {
        return part.getFirst() instanceof Values;
    }

    private static boolean isMessage(List<Value> part) {
        return !isMultipart(part)
                && part.size() > INNER_STRUCTURE
                && part.get(ENVELOPE) instanceof Values(List<Value> envelope)
                && envelope.size() == ENVELOPE_FIELDS;
    }
}
