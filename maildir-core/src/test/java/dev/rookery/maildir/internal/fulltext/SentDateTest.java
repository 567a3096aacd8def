// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.maildir.internal.mime.SentTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentDateTest {
    @ParameterizedTest
    @CsvSource({
        "'Wed, 17 Jul 1996 02:23:25 -0700 (PDT)', 1996-07-17",
        "17 Jul 1996 02:23, 1996-07-17",
        "'Tue,  1 january 2008', 2008-01-01",
        "01-Feb-2024 10:00:00 +0000, 2024-02-01",
        "'Thu, 29 Feb 24 10:00', 2024-02-29",
        "1 Mar 99, 1999-03-01",
        "1 Mar 103, 2003-03-01",
        "'  Mon , 5   SEP   2022', 2022-09-05"
    })
    void readsTheDayAsWritten(String field, LocalDate day) {
        assertThat(SentDate.parse(field)).contains(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "31 Feb 2024",
                "1 2 2024",
                "Jul 17",
                "999 Jul 1996",
                "1 J 1"
            })
    void knowsNoDayWhereNoneIsWritten(String field) {
        assertThat(SentDate.parse(field)).isEmpty();
    }

    /// The cache keeps the day as a time: searching there must find what searching here does.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void agreesWithTheFactsOfTheMessage(long seed) throws IOException {
        List<String> words =
                List.of(
                        "1",
                        "31",
                        "29",
                        "007",
                        "2024",
                        "24",
                        "99",
                        "0",
                        "Feb",
                        "jan",
                        "Dec,",
                        "Mon,",
                        "10:20",
                        "23:59:60",
                        "+0100",
                        "-2359",
                        "EST",
                        "-",
                        "\t",
                        "x",
                        "\u017fep");
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                text.append(words.get(random.nextInt(words.size())));
                text.append(random.nextInt(4) == 0 ? "-" : " ");
            }
            byte[] message = ("Date: " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
            MessageFacts facts = MessageFacts.of(MessageBytes.of(message, 0, message.length));
            assertThat(facts.sent().map(SentTime::day))
                    .as("%s", text)
                    .isEqualTo(SentDate.parse(text.toString().strip()));
        }
    }
}
