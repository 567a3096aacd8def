// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The browser of folders in mutt and neomutt, opened by a configuration that goes there and shows
/// names as `<<name>>`.
final class MuttBrowser implements AutoCloseable {
    private static final Pattern LISTED = Pattern.compile("(?m)^<<(imaps://[^/]*/)?([^>]*)>>");

    private final Terminal terminal;
    private final String url;

    MuttBrowser(Workplace workplace, String command, String url) {
        this.url = url;
        terminal = new Terminal(workplace, command);
        terminal.awaitText("\\bExit +c:Chdir");
    }

    /// The folders of a level, which is empty or ends with a dot, by their whole names.
    List<String> list(String level) {
        answer("c", "Chdir to:", url + level);
        String title =
                level.isEmpty() ? Pattern.quote(url) : "[=+]" + Pattern.quote(chopped(level));
        terminal.awaitText("(?s)\\A(?!.*Getting folder list).*Directory \\[" + title + "]");
        List<String> names = new ArrayList<>();
        Matcher listed = LISTED.matcher(terminal.screen());
        while (listed.find()) {
            String shown = listed.group(2);
            String name = listed.group(1) == null ? level + shown : shown;
            boolean below = name.startsWith(level) && name.length() > level.length();
            boolean itself = ("." + level).endsWith("." + shown + ".");
            if (below && !itself && !shown.endsWith("/")) {
                names.add(name.endsWith(".") ? chopped(name) : name);
            }
        }
        return names;
    }

    private static String chopped(String level) {
        return level.substring(0, level.length() - 1);
    }

    void create(String folder) {
        list("");
        answer("C", "Create mailbox:", folder);
        list(""); // only shown once the rest is done
    }

    void rename(String folder, String to) {
        find(folder);
        answer("r", "Rename mailbox .*" + Pattern.quote(folder) + " to:", to);
        list("");
    }

    void delete(String folder) {
        find(folder);
        terminal.pressUntil("d", "Really delete mailbox \".*" + Pattern.quote(folder) + "\"");
        terminal.type("y");
        list("");
    }

    private void find(String folder) {
        int leaf = folder.lastIndexOf('.') + 1;
        list(folder.substring(0, leaf));
        answer("/", "Search for:", folder.substring(leaf));
    }

    private void answer(String key, String prompt, String answer) {
        terminal.pressUntil(key, prompt);
        terminal.press("C-u");
        terminal.type(answer);
        terminal.press("Enter");
        terminal.awaitText("(?s)\\A(?!.*" + prompt + ")"); // keys typed ahead may be thrown away
    }

    @Override
    public void close() {
        terminal.close();
    }
}
