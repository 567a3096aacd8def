// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.commons.io.IOUtils;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.Header;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/// The program in `docs/EMBEDDING.md` compiles without a warning, and prints what the page says.
@Timeout(120)
class EmbeddingTest {
    private static final Path PAGE = Path.of("..", "docs", "EMBEDDING.md").toAbsolutePath();

    @TempDir private Path home;

    /// The code block that follows a mark.
    private static String block(String mark) throws IOException {
        String page = Files.readString(PAGE);
        int at = page.indexOf("<!-- " + mark + " -->");
        assertThat(at).as("%s has %s", PAGE, mark).isNotNegative();
        int from = page.indexOf('\n', page.indexOf("```", at)) + 1;
        return page.substring(from, page.indexOf("```", from));
    }

    /// The engine and what it needs, from wherever this test has them.
    private static String libraries() {
        return Stream.of(
                        MailStore.class,
                        RoaringBitmap.class,
                        MimeException.class,
                        Header.class,
                        IOUtils.class,
                        NullMarked.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(URL::getPath)
                .distinct()
                .collect(Collectors.joining(":"));
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    List.of(
                                            "-d",
                                            home.toString(),
                                            "-cp",
                                            libraries(),
                                            "-Xlint:all",
                                            "-Werror"),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    private String run(String program, String argument) throws Exception {
        Path output = home.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                home + ":" + libraries(),
                                program,
                                argument)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(100, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(output);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        return said;
    }

    @Test
    void theProgramOnThePagePrintsWhatThePageSays() throws Exception {
        String program = block("program");
        compile(Files.writeString(home.resolve("Embedding.java"), program));
        String said = run("Embedding", home.resolve("Maildir").toString());
        assertThat(said.replace("\r", "")).isEqualTo(block("output"));
    }

    @Test
    void theProgramIsShort() throws IOException {
        assertThat(block("program").lines().filter(line -> !line.startsWith("import")).count())
                .isLessThanOrEqualTo(45);
    }
}
