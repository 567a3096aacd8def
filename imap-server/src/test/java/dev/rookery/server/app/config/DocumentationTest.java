// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
    private static final Path PAGE = Path.of("../docs/CONFIGURATION.md");

    @TempDir private Path directory;

    @Test
    void listsEveryKeyWithTypeAndDefault() throws IOException {
        List<KeyDoc> documented = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split("\\|", -1);
            if (line.startsWith("| `") && cells.length == 6) {
                documented.add(new KeyDoc(cell(cells[1]), cell(cells[2]), cell(cells[3])));
                assertThat(cells[4]).as("meaning of " + cells[1]).isNotBlank();
            }
        }
        assertThat(documented).containsExactlyInAnyOrderElementsOf(ConfigFile.keys());
    }

    @Test
    void showsAnExampleThatHolds() throws Exception {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```hocon\n") + "```hocon\n".length();
        Object uid = Files.getAttribute(directory, "unix:uid");
        Object gid = Files.getAttribute(directory, "unix:gid");
        String example =
                page.substring(from, page.indexOf("```", from))
                        .replace("vmail:vmail", uid + ":" + gid)
                        .replace("postfix:postfix", "root:root");
        Path file = directory.resolve("rookery.conf");
        Files.writeString(file, example);
        assertThat(ConfigFile.read(file).config().hostname()).isEqualTo("mail.example.org");
    }

    private static String cell(String cell) {
        return cell.strip().replace("`", "");
    }
}
