// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// What comes to light while a configuration is read: faults, the keys there are, and those set.
final class Reading {
    /// Keys of the configuration's plan that this version does not have.
    private static final Set<String> LATER =
            Set.of(
                    "postfix",
                    "admin",
                    "mail.control",
                    "mail.folders.<name>.autoexpunge",
                    "tls.client_ca",
                    "tls.client_certificate");

    private final Path file;
    private final List<ConfigFault> faults;
    private final SequencedMap<String, KeyDoc> keys;
    private final SequencedMap<String, String> set = new LinkedHashMap<>();

    Reading(Path file) {
        this(file, new ArrayList<>(), new LinkedHashMap<>());
    }

    private Reading(Path file, List<ConfigFault> faults, SequencedMap<String, KeyDoc> keys) {
        this.file = file;
        this.faults = faults;
        this.keys = keys;
    }

    /// Learns keys for this reading, and drops what it says of faults.
    Reading silent() {
        return new Reading(file, new ArrayList<>(), keys);
    }

    List<ConfigFault> faults() {
        return List.copyOf(faults);
    }

    List<KeyDoc> keys() {
        return List.copyOf(keys.values());
    }

    /// Values that differ from what would hold without them, by path.
    SequencedMap<String, String> changes() {
        return new LinkedHashMap<>(set);
    }

    void key(KeyDoc key) {
        keys.putIfAbsent(key.path(), key);
    }

    void set(String path, String value, KeyDoc key) {
        if (!value.equals(key.fallback())) {
            set.put(path, value);
        }
    }

    void fault(ConfigOrigin origin, String path, String message) {
        String name = origin.filename() == null ? file.toString() : origin.filename();
        String line = origin.lineNumber() > 0 ? ":" + origin.lineNumber() : "";
        boolean fromFile = origin.filename() != null || origin.lineNumber() > 0;
        String where = fromFile ? name + line : origin.description();
        faults.add(new ConfigFault(where, path, message));
    }

    /// Says of a key that there is none such, and what may have been meant.
    ///
    /// @param docPath as in [KeyDoc]
    void unknown(ConfigOrigin origin, String path, String docPath) {
        if (LATER.contains(docPath)) {
            fault(origin, path, "is not supported by this version yet");
            return;
        }
        fault(origin, path, "is no key there is" + suggestion(docPath));
    }

    private String suggestion(String docPath) {
        int dot = docPath.lastIndexOf('.');
        String block = docPath.substring(0, dot + 1);
        String name = docPath.substring(dot + 1);
        Map<String, String> here = new LinkedHashMap<>();
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (String path : keys.keySet()) {
            String last = path.substring(path.lastIndexOf('.') + 1);
            elsewhere.putIfAbsent(last, path);
            if (path.startsWith(block)) {
                String rest = path.substring(block.length());
                String next = rest.replaceFirst("[.\\[].*", "");
                here.putIfAbsent(next, block + next);
            }
        }
        return EditDistance.nearest(name, here.keySet())
                .map(here::get)
                .or(() -> EditDistance.nearest(name, elsewhere.keySet()).map(elsewhere::get))
                .map(path -> "; did you mean " + path + "?")
                .orElse("");
    }
}
