// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigOrigin;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/// A `rookery.conf` that was read and found good.
///
/// @param changes the settings that differ from the defaults, by path
public record ConfigFile(Config config, SequencedMap<String, String> changes) {
    /// @throws ConfigException with all that is wrong
    public static ConfigFile read(Path file) throws ConfigException {
        Reading reading = new Reading(file);
        ConfigReader.describe().forEach(reading::key);
        try {
            requireNone(TrapScanner.scan(file));
            Config config = ConfigReader.read(Hocon.parse(file), reading);
            requireNone(reading.faults());
            return new ConfigFile(config, reading.changes());
        } catch (NoSuchFileException missing) {
            throw new ConfigException(
                    List.of(new ConfigFault(file.toString(), "", "there is no such file")));
        } catch (IOException unreadable) {
            throw new ConfigException(
                    List.of(new ConfigFault(file.toString(), "", "cannot be read: " + unreadable)));
        } catch (com.typesafe.config.ConfigException notHocon) {
            throw new ConfigException(List.of(fault(file, notHocon)));
        }
    }

    /// All keys there are, in the order of the documentation.
    public static List<KeyDoc> keys() {
        return ConfigReader.describe();
    }

    private static void requireNone(List<ConfigFault> faults) throws ConfigException {
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
    }

    private static ConfigFault fault(Path file, com.typesafe.config.ConfigException notHocon) {
        ConfigOrigin origin = notHocon.origin();
        String message = String.valueOf(notHocon.getMessage());
        if (origin == null) {
            return new ConfigFault(file.toString(), "", message);
        }
        String prefix = origin.description() + ": ";
        String line = origin.lineNumber() > 0 ? ":" + origin.lineNumber() : "";
        String name = origin.filename() == null ? file.toString() : origin.filename();
        String text = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        return new ConfigFault(name + line, "", text);
    }
}
