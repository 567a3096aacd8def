// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One `{ … }` of the configuration, read key by key; [#end] complains of keys nobody asked for.
///
/// A value that is wrong is reported and replaced by the default, so that reading goes on and finds
/// what else is wrong.
final class Block {
    private static final ConfigRenderOptions CONCISE = ConfigRenderOptions.concise();

    private final Reading reading;
    private final ConfigObject object;
    private final String path;
    private final String docPath;
    private final Set<String> asked = new HashSet<>();

    Block(Reading reading, ConfigObject object) {
        this(reading, object, "", "");
    }

    private Block(Reading reading, ConfigObject object, String path, String docPath) {
        this.reading = reading;
        this.object = object;
        this.path = path;
        this.docPath = docPath;
    }

    /// What turns a text into a value; throws [IllegalArgumentException] with a sentence.
    interface Parser<T> extends Function<String, T> {}

    /// @param fallback must be good for `parser`
    <T> T value(String key, String type, String fallback, Parser<T> parser) {
        return ask(key, type, fallback)
                .flatMap(value -> parse(value, key, parser))
                .orElseGet(() -> parser.apply(fallback));
    }

    /// A value that may be left out.
    ///
    /// @param fallback what holds without it, in words
    <T> Optional<T> optional(String key, String type, String fallback, Parser<T> parser) {
        return ask(key, type, fallback).flatMap(value -> parse(value, key, parser));
    }

    /// A value that has no default.
    <T> Optional<T> required(String key, String type, Parser<T> parser) {
        Optional<ConfigValue> value = ask(key, type, "required");
        if (value.isEmpty()) {
            reading.fault(object.origin(), path + key, "is missing");
        }
        return value.flatMap(there -> parse(there, key, parser));
    }

    String text(String key, String fallback) {
        return value(key, "text", fallback, text -> text);
    }

    Duration time(String key, Duration fallback, Duration least) {
        return value(
                key,
                "time",
                Values.text(fallback),
                text -> {
                    Duration time = Values.time(text);
                    if (time.compareTo(least) < 0) {
                        throw new IllegalArgumentException(
                                "takes a time from " + Values.text(least));
                    }
                    return time;
                });
    }

    long bytes(String key, long fallback) {
        return value(key, "size", Values.text(fallback), Values::bytes);
    }

    int number(String key, int fallback, int least) {
        return value(
                key,
                "number",
                String.valueOf(fallback),
                text -> {
                    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
                    if (number < least) {
                        throw new IllegalArgumentException("takes a number from " + least);
                    }
                    return number;
                });
    }

    /// One of a few words; `later` are words that a later version will know.
    <T> T choice(String key, String fallback, Map<String, T> choices, Set<String> later) {
        return value(
                key,
                String.join(", ", choices.keySet().stream().sorted().toList()),
                fallback,
                word -> choose(word, choices, later));
    }

    static <T> T choose(String word, Map<String, T> choices, Set<String> later) {
        T choice = choices.get(word);
        if (choice != null) {
            return choice;
        }
        if (later.contains(word)) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is not supported by this version yet");
        }
        String known = String.join(", ", choices.keySet().stream().sorted().toList());
        throw new IllegalArgumentException("takes one of: " + known);
    }

    /// A value or a list of values, each a text.
    <T> List<T> list(String key, String type, String fallback, Parser<T> parser) {
        return listOf(key, type, fallback, element -> parse(element, key, parser));
    }

    /// A value or a list of values, each read by `reader`; the default is read by `reader` as well.
    <T> List<T> listOf(
            String key, String type, String fallback, Function<ConfigValue, Optional<T>> reader) {
        ConfigValue value =
                ask(key, type, fallback).orElseGet(() -> Hocon.value(fallback, path + key));
        List<T> values = new ArrayList<>();
        for (ConfigValue element : Hocon.elements(value)) {
            reader.apply(element).ifPresent(values::add);
        }
        return values;
    }

    /// The block under this key, empty if there is none.
    Block block(String key) {
        asked.add(key);
        return object(key)
                .map(there -> new Block(reading, there, path + key + ".", docPath + key + "."))
                .orElseGet(() ->
                        new Block(reading, Hocon.NOTHING, path + key + ".", docPath + key + "."));
    }

    /// Each block in a list of blocks.
    List<Block> blocks(String key) {
        asked.add(key);
        List<Block> blocks = new ArrayList<>();
        int index = 0;
        ConfigValue value = object.get(key);
        for (ConfigValue element : value == null ? List.<ConfigValue>of() : Hocon.elements(value)) {
            String at = path + key + "[" + index++ + "]";
            if (element instanceof ConfigObject there) {
                blocks.add(new Block(reading, there, at + ".", docPath + key + "[]."));
            } else {
                reading.fault(element.origin(), at, "takes a block: { … }");
            }
        }
        return blocks;
    }

    /// A block for each name the admin chose, by name.
    ///
    /// @param fallback what holds without any, in words
    Map<String, Block> named(String key, String fallback) {
        ask(key, "blocks by name", fallback);
        Map<String, Block> blocks = new LinkedHashMap<>();
        object(key)
                .ifPresent(all -> {
                    for (String name : Hocon.inOrder(all)) {
                        ConfigValue value = all.get(name);
                        String at = path + key + "." + ConfigUtil.joinPath(name);
                        if (value instanceof ConfigObject there) {
                            String doc = docPath + key + ".<name>.";
                            blocks.put(name, new Block(reading, there, at + ".", doc));
                        } else {
                            reading.fault(origin(value), at, "takes a block: { … }");
                        }
                    }
                });
        return blocks;
    }

    /// An empty block in a place like that: to learn which keys there are, or for the defaults.
    /// What it lacks is nobody's fault.
    Block nothing(String key) {
        return new Block(reading.silent(), Hocon.NOTHING, path + key + ".", docPath + key + ".");
    }

    /// A block that is the value of a list's element.
    Block inside(String key, ConfigObject there) {
        return new Block(reading, there, path + key + ".", docPath + key + ".");
    }

    boolean isEmptyList(String key) {
        return object.get(key) instanceof ConfigList list && list.isEmpty();
    }

    boolean isText(String key, String text) {
        ConfigValue value = object.get(key);
        return value != null && text.equals(value.unwrapped());
    }

    boolean isNumber(String key) {
        ConfigValue value = object.get(key);
        return value != null && value.valueType() == ConfigValueType.NUMBER;
    }

    boolean has(String key) {
        return object.containsKey(key);
    }

    /// All keys, for blocks in which the admin chooses them.
    Map<String, ConfigValue> entries(String key, String type) {
        ask(key, type, "{}");
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        object(key)
                .ifPresent(all ->
                        Hocon.inOrder(all).forEach(name -> entries.put(name, all.get(name))));
        return entries;
    }

    /// @param key for messages
    <T> Optional<T> parse(ConfigValue value, String key, Parser<T> parser) {
        String at = path + key;
        return switch (value.valueType()) {
            case OBJECT, LIST, NULL -> {
                reading.fault(value.origin(), at, "takes one value, not " + kind(value));
                yield Optional.empty();
            }
            case STRING, NUMBER, BOOLEAN -> {
                try {
                    yield Optional.of(parser.apply(value.atKey("x").getString("x")));
                } catch (IllegalArgumentException | ArithmeticException wrong) {
                    reading.fault(value.origin(), at, String.valueOf(wrong.getMessage()));
                    yield Optional.empty();
                }
            }
        };
    }

    void fault(String key, String message) {
        reading.fault(origin(object.get(key)), path + key, message);
    }

    /// Complains of the keys nobody asked for.
    void end() {
        for (String key : Hocon.inOrder(object)) {
            if (!asked.contains(key)) {
                String name = ConfigUtil.joinPath(key);
                reading.unknown(origin(object.get(key)), path + name, docPath + key);
            }
        }
    }

    private Optional<ConfigValue> ask(String key, String type, String fallback) {
        asked.add(key);
        KeyDoc doc = new KeyDoc(docPath + key, type, fallback);
        reading.key(doc);
        ConfigValue value = object.get(key);
        if (value != null) {
            String text =
                    value.valueType() == ConfigValueType.STRING
                            ? String.valueOf(value.unwrapped())
                            : value.render(CONCISE);
            reading.set(path + key, text, doc);
        }
        return Optional.ofNullable(value);
    }

    private Optional<ConfigObject> object(String key) {
        ConfigValue value = object.get(key);
        if (value == null || value instanceof ConfigObject) {
            return Optional.ofNullable((ConfigObject) value);
        }
        reading.fault(value.origin(), path + key, "takes a block: { … }");
        return Optional.empty();
    }

    private ConfigOrigin origin(@org.jspecify.annotations.Nullable ConfigValue value) {
        return value == null ? object.origin() : value.origin();
    }

    private static String kind(ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT ->
                    "a block; a dot in a key opens one, so put a key that has a dot in quotes";
            case LIST -> "a list";
            case NULL, STRING, NUMBER, BOOLEAN -> "null";
        };
    }
}
