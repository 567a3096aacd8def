// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The few things we want of the HOCON library.
final class Hocon {
    static final ConfigObject NOTHING = ConfigFactory.empty().root();

    private static final ConfigParseOptions OPTIONS =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);

    private Hocon() {}

    /// Parses a file and fills in its substitutions, from itself and the environment.
    ///
    /// @throws com.typesafe.config.ConfigException if it is no HOCON
    static ConfigObject parse(Path file) {
        return ConfigFactory.parseFile(file.toFile(), OPTIONS).resolve().root();
    }

    /// A value as it would be written in a file.
    static ConfigValue value(String text, String origin) {
        ConfigParseOptions options = OPTIONS.setOriginDescription("the default of " + origin);
        return ConfigFactory.parseString("x = " + text, options).getValue("x");
    }

    /// The elements of a list; a single value is a list of one.
    static List<? extends ConfigValue> elements(ConfigValue value) {
        return value instanceof ConfigList list ? list : List.of(value);
    }

    /// The keys in the order in which they stand in the file.
    static List<String> inOrder(ConfigObject object) {
        return object.keySet().stream()
                .sorted(
                        Comparator.<String>comparingInt(key -> line(object, key))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int line(ConfigObject object, String key) {
        ConfigValue value = object.get(key);
        return value == null ? 0 : value.origin().lineNumber();
    }
}
