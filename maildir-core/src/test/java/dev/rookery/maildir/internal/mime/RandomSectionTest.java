// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSectionTest {
    private static final int MESSAGES = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void slicesEverySectionAsAnArrayWouldBeSliced(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            RandomMime mime = new RandomMime(random);
            String lf = mime.message();
            MessageView message = Views.of(mixedLineEnds(lf, random));
            checkSlices(message, "", lf, random);
            for (Map.Entry<String, String> section : mime.sections.entrySet()) {
                checkSlices(message, section.getKey(), section.getValue(), random);
            }
        }
    }

    private static void checkSlices(MessageView message, String name, String lf, Random random)
            throws IOException {
        Section section = SampleTest.section(name);
        Message.Content content = message.section(section).orElseThrow();
        String expected = crlf(lf);
        assertThat(Views.slice(content, 0, Long.MAX_VALUE)).as(name).isEqualTo(expected);
        assertThat(content.sizeBytes()).as(name).isEqualTo(expected.length());
        for (int i = 0; i < 5; i++) {
            int offset = random.nextInt(expected.length() + 2);
            int length = random.nextInt(expected.length() + 2);
            int from = Math.min(offset, expected.length());
            int to = Math.min(from + length, expected.length());
            assertThat(Views.slice(content, offset, length))
                    .as("%s<%d.%d>", name, offset, length)
                    .isEqualTo(expected.substring(from, to));
        }
    }

    private static String crlf(String lf) {
        return lf.replaceAll("(?<!\r)\n", "\r\n");
    }

    private static String mixedLineEnds(String lf, Random random) {
        int style = random.nextInt(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lf.length(); i++) {
            boolean bare = lf.charAt(i) == '\n' && (i == 0 || lf.charAt(i - 1) != '\r');
            boolean addCr = bare && (style == 1 || (style == 2 && random.nextBoolean()));
            text.append(addCr ? "\r" : "").append(lf.charAt(i));
        }
        return text.toString();
    }
}
