// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks through the text of a HOCON file, and of those it includes, for what the library would let
/// pass in silence or complain of in riddles: keys set twice, missing includes, values cut by `#`
/// or `//`, addresses without quotes.
///
/// It follows the structure loosely; where it loses the thread, the library has the last word.
final class TrapScanner {
    private static final int INCLUDES_MAX = 16;
    private static final long FILE_BYTES_MAX = 4L << 20;
    private static final String KEY_STOPS = "\"{}[]:=,+$";
    private static final String VALUE_STOPS = "\"{}[]:=,$\n";

    private final Found found;
    private final Path file;
    private final HoconText text;
    private final int depth;

    /// What a file and those it includes have in common.
    private record Found(List<ConfigFault> faults, Map<String, Setting> settings) {}

    /// Where a key was set.
    private record Setting(String where, boolean isBlock) {}

    private TrapScanner(Path file, int depth, Found found) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " is too large for a configuration");
        }
        this.file = file;
        this.text = new HoconText(Files.readString(file));
        this.depth = depth;
        this.found = found;
    }

    static List<ConfigFault> scan(Path file) throws IOException {
        Found found = new Found(new ArrayList<>(), new HashMap<>());
        new TrapScanner(file, 0, found).root("");
        return found.faults;
    }

    private void root(String prefix) throws IOException {
        text.skipBlank(true);
        text.take("{");
        block(prefix);
    }

    private void block(String prefix) throws IOException {
        while (true) {
            text.skipBlank(true);
            if (text.atEnd() || text.take("}")) {
                return;
            }
            int before = text.position();
            if (text.isNext("include") && include(prefix)) {
                continue;
            }
            setting(prefix);
            if (text.position() == before) {
                text.skip();
            }
        }
    }

    private void setting(String prefix) throws IOException {
        String where = where();
        String path = prefix + key();
        boolean appends = text.take("+=");
        boolean opens = text.peek() == '{';
        if (!appends && !opens && !text.take("=") && !text.take(":")) {
            return;
        }
        text.skipBlank(false);
        switch (value(path)) {
            case BLOCK -> note(path, new Setting(where, true));
            case FROM_ENVIRONMENT -> found.settings.putIfAbsent(path, new Setting(where, false));
            case OTHER -> {
                if (!appends) {
                    note(path, new Setting(where, false));
                }
            }
        }
    }

    private void note(String path, Setting setting) {
        Setting earlier = found.settings.putIfAbsent(path, setting);
        if (earlier != null && !(earlier.isBlock && setting.isBlock)) {
            fault(setting.where, path, "is set twice; first at " + earlier.where);
        }
    }

    /// A path of names, each of them in quotes where it has to be.
    private String key() {
        StringBuilder path = new StringBuilder();
        while (!text.atEnd()) {
            text.skipSpaces();
            if (text.peek() == '"') {
                path.append(ConfigUtil.joinPath(text.quoted()));
                continue;
            }
            String part = text.unquoted(KEY_STOPS);
            if (part.isEmpty()) {
                return path.toString();
            }
            path.append(part);
        }
        return path.toString();
    }

    private enum Kind {
        BLOCK,
        FROM_ENVIRONMENT,
        OTHER
    }

    private Kind value(String path) throws IOException {
        boolean block = false;
        int parts = 0;
        int optional = 0;
        while (true) {
            text.skipSpaces();
            if (text.atEnd() || ",}]\n".indexOf(text.peek()) >= 0 || text.atComment()) {
                return parts == 1 && optional == 1
                        ? Kind.FROM_ENVIRONMENT
                        : block ? Kind.BLOCK : Kind.OTHER;
            }
            parts++;
            if (text.take("{")) {
                block(path + ".");
                block = true;
            } else if (text.take("[")) {
                list(path);
            } else if (text.peek() == '"') {
                text.quoted();
            } else if (text.isNext("${")) {
                optional += text.through("}").startsWith("${?") ? 1 : 0;
            } else {
                word(path);
            }
        }
    }

    private void list(String path) throws IOException {
        for (int index = 0; ; index++) {
            text.skipBlank(true);
            if (text.atEnd() || text.take("]")) {
                return;
            }
            int before = text.position();
            value(path + "[" + index + "]");
            if (text.position() == before) {
                text.skip();
            }
        }
    }

    private void word(String path) {
        String where = where();
        String word = text.unquoted(VALUE_STOPS);
        if (text.peek() == ':' && !word.contains("$")) {
            fault(where, path, "\":\" ends a value here; put it in quotes, as in \"[::]:993\"");
            text.skipLine();
        } else if (text.atComment() && !word.isEmpty()) {
            String mark = text.peek() == '#' ? "#" : "//";
            fault(
                    where,
                    path,
                    "\"" + mark + "\" begins a comment and cuts this value; put it in quotes");
        } else if (word.isEmpty()) {
            text.skip();
        }
    }

    /// Follows an include statement; false if this is an ordinary key.
    private boolean include(String prefix) throws IOException {
        HoconText ahead = text.fork();
        ahead.take("include");
        ahead.skipSpaces();
        String how = ahead.unquoted("\"={}:+\n");
        if (ahead.peek() != '"') {
            return false;
        }
        String where = where();
        String name = ahead.quoted();
        text.moveTo(ahead);
        text.skipLine();
        if (how.contains("url(") || how.contains("classpath(") || how.contains("package(")) {
            fault(where, "", "only files can be included");
        } else if (how.contains("file(") && !Path.of(name).isAbsolute()) {
            fault(where, "", "file(…) takes an absolute path; or write include \"" + name + "\"");
        } else {
            follow(where, file.resolveSibling(name), prefix);
        }
        return true;
    }

    private void follow(String where, Path included, String prefix) throws IOException {
        if (!Files.isRegularFile(included)) {
            fault(where, "", "there is no file " + included + " to include");
        } else if (!included.toString().endsWith(".conf")) {
            fault(where, "", "an included file is called something.conf, not " + included);
        } else if (depth >= INCLUDES_MAX) {
            fault(where, "", "files include each other too deeply");
        } else {
            new TrapScanner(included, depth + 1, found).root(prefix);
        }
    }

    private String where() {
        return file + ":" + text.line();
    }

    private void fault(String where, String key, String message) {
        found.faults.add(new ConfigFault(where, key, message));
    }
}
