// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
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
}
