// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Reads `courierimapkeywords/`, where Courier keeps the keywords of a folder.
///
/// ```text
///   :list           $Label1           the keywords, numbered from 0
///                   Work
///                   (empty line)
///                   <base>:0 1        a message and its keywords
///   <base>          Work              an update: all keywords of one message now, one a line
///   .5983.<base>    $Label1           the same, older; of several the greatest number counts
/// ```
///
/// Updates beat the list. A message that is nowhere has none.
final class CourierKeywords {
    static final String DIRECTORY = "courierimapkeywords";

    private static final String LIST = ":list";

    private final Remarks remarks = new Remarks(DIRECTORY);
    private final Map<String, Update> updates = new HashMap<>();

    /// Gets each message that has keywords, once or several times with the same.
    interface Sink {
        void keywords(String base, NavigableSet<String> words);
    }

    /// A file with the present keywords of one message; age counts backwards.
    private record Update(String file, long number) {}

    /// Answers what was left out. A folder without the directory has no keywords.
    static List<String> read(Directory folder, Sink sink) throws IOException {
        try (Directory directory = folder.openDirectory(DIRECTORY)) {
            CourierKeywords keywords = new CourierKeywords();
            keywords.findUpdates(directory);
            keywords.readUpdates(directory, sink);
            keywords.readList(directory, sink);
            return keywords.remarks.all();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private void findUpdates(Directory directory) throws IOException {
        for (Directory.Entry entry : directory.list()) {
            String name = entry.name();
            boolean file = entry.kind().orElse(FileStat.Kind.REGULAR) == FileStat.Kind.REGULAR;
            if (!file || name.equals(LIST)) {
                continue;
            }
            if (name.charAt(0) != '.') {
                add(base(name), new Update(name, Long.MAX_VALUE));
                continue;
            }
            int dot = name.indexOf('.', 1);
            if (dot > 0 && dot + 1 < name.length()) {
                Text.number(name.substring(1, dot))
                        .ifPresent(n -> add(base(name.substring(dot + 1)), new Update(name, n)));
            }
        }
    }

    private void add(String base, Update update) {
        updates.merge(base, update, (a, b) -> a.number >= b.number ? a : b);
    }

    private void readUpdates(Directory directory, Sink sink) throws IOException {
        for (Map.Entry<String, Update> each : updates.entrySet()) {
            String file = each.getValue().file;
            Optional<byte[]> bytes = SmallFile.read(directory, file);
            if (bytes.isEmpty()) {
                throw new AccountInUseException(
                        DIRECTORY + "/" + file + " vanished: another server at work");
            }
            NavigableSet<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            SmallFile.text(bytes.get()).lines().forEach(word -> addWord(word, words));
            give(each.getKey(), words, sink);
        }
    }

    private void readList(Directory directory, Sink sink) throws IOException {
        try (InputFile file = directory.open(LIST)) {
            TextLines lines = new TextLines(file);
            List<String> numbered = new ArrayList<>();
            Optional<String> line = lines.next();
            while (line.isPresent() && !line.get().isEmpty()) {
                numbered.add(line.get());
                line = lines.next();
            }
            for (line = lines.next(); line.isPresent(); line = lines.next()) {
                readMessage(line.get(), numbered, sink);
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }

    private void readMessage(String line, List<String> numbered, Sink sink) {
        int colon = line.indexOf(':');
        Optional<String> base = Text.utf8(colon < 0 ? "" : line.substring(0, colon));
        if (base.isEmpty() || base.get().isEmpty()) {
            remarks.add("a line of " + LIST + " without a file name");
            return;
        }
        if (updates.containsKey(base.get())) {
            return;
        }
        NavigableSet<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String number : line.substring(colon + 1).split(" ", -1)) {
            long slot = Text.number(number).orElse(numbered.size());
            if (slot < numbered.size()) {
                addWord(numbered.get((int) slot), words);
            }
        }
        give(base.get(), words, sink);
    }

    private void addWord(String word, NavigableSet<String> words) {
        if (Text.isKeyword(word)) {
            words.add(word);
        } else if (!word.isEmpty()) {
            remarks.add("a keyword that IMAP cannot say");
        }
    }

    private static void give(String base, NavigableSet<String> words, Sink sink) {
        if (!words.isEmpty()) {
            sink.keywords(base, Collections.unmodifiableNavigableSet(words));
        }
    }

    private static String base(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
