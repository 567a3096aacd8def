// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/formats.md` says what the classes say, picture by picture, and shows files as they are.
///
/// `-Drookery.formats.write=true` writes these parts of the page anew.
class FormatsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "formats.md").toAbsolutePath();
    private static final Path SOURCES =
            Path.of("src", "main", "java", "dev", "rookery", "maildir", "internal")
                    .toAbsolutePath();
    private static final boolean WRITE = Boolean.getBoolean("rookery.formats.write");
    private static final Pattern BLOCK =
            Pattern.compile("<!-- (class|dump): (\\S+) -->\n(.*?)<!-- end -->\n", Pattern.DOTALL);
    private static final Pattern DOC =
            Pattern.compile(
                    "((?:^///.*\n)+)(?:@.*\n)*(?:public |final |sealed )*(?:class|record|enum)",
                    Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[#?([\\w.#]+)]");
    private static final String SOURCE_LINK =
            "../maildir-core/src/main/java/dev/rookery/maildir/internal/";

    @Test
    void saysWhatTheClassesAndTheFilesSay() throws IOException {
        String page = Files.readString(PAGE);
        Dumps dumps = new Dumps();
        Matcher block = BLOCK.matcher(page);
        StringBuilder now = new StringBuilder();
        while (block.find()) {
            String name = block.group(2);
            String content = block.group(1).equals("class") ? classDoc(name) : dumps.block(name);
            String text =
                    "<!-- %s: %s -->\n%s<!-- end -->\n".formatted(block.group(1), name, content);
            block.appendReplacement(now, Matcher.quoteReplacement(text));
        }
        block.appendTail(now);
        if (WRITE) {
            Files.writeString(PAGE, now);
        }
        assertThat(page)
                .as("run this test with -Drookery.formats.write=true, and look at what changes")
                .isEqualTo(now.toString());
    }

    @Test
    void showsEveryPictureOfAFile() throws IOException {
        String page = Files.readString(PAGE);
        TreeSet<String> missing = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                String name = SOURCES.relativize(source).toString().replace(".java", "");
                boolean pictured = Files.readString(source).contains("/// ```text");
                // What the kernel hands us is no file.
                if (pictured && !name.startsWith("files/") && !page.contains(mark(name))) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String mark(String name) {
        return "<!-- class: " + name + " -->";
    }

    /// The description of a class as Markdown, and where it stands.
    private static String classDoc(String name) throws IOException {
        String source = Files.readString(SOURCES.resolve(name + ".java"));
        Matcher doc = DOC.matcher(source);
        assertThat(doc.find()).as("%s has a description", name).isTrue();
        String text =
                doc.group(1)
                        .lines()
                        .map(line -> line.replaceFirst("^/// ?", ""))
                        .filter(line -> !line.startsWith("@param"))
                        .map(line -> LINK.matcher(line).replaceAll("`$1`"))
                        .collect(Collectors.joining("\n"));
        String simple = name.substring(name.indexOf('/') + 1);
        return "From [%s](%s%s.java):\n\n%s\n".formatted(simple, SOURCE_LINK, name, text.strip());
    }

    /// Files of small accounts, made when asked for.
    private static final class Dumps {
        private final SmallAccount before = new SmallAccount(SmallAccount.NO_CHECKPOINT);
        private final SmallAccount after = new SmallAccount(SmallAccount.CHECKPOINT_AT_THE_END);

        private Dumps() throws IOException {}

        String block(String name) throws IOException {
            String dump =
                    switch (name) {
                        case "journal" -> JournalDump.of(before.bytes("rookery.journal.1"));
                        case "next-journal" -> JournalDump.of(after.bytes("rookery.journal.2"));
                        case "head" -> IndexDump.ofHead(after.bytes("rookery.index"));
                        case "rows" -> IndexDump.ofRows(after.only("rookery.index.rows."));
                        default -> throw new IllegalArgumentException(name);
                    };
            return "```text\n" + dump + "```\n";
        }
    }
}
