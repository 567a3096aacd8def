// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentTimeTest {
    @ParameterizedTest
    @CsvSource({
        "'Wed, 17 Jul 1996 02:23:25 -0700 (PDT)', 1996-07-17, 1996-07-17T09:23:25Z",
        "17 Jul 1996 02:23, 1996-07-17, 1996-07-17T02:23:00Z",
        "17 Jul 1996 22:23 PST, 1996-07-17, 1996-07-18T06:23:00Z",
        "'Tue,  1 january 2008', 2008-01-01, 2008-01-01T00:00:00Z",
        "01-Feb-2024 10:00:00 +0530, 2024-02-01, 2024-02-01T04:30:00Z",
        "'Thu, 29 Feb 24 25:00 +0100', 2024-02-29, 2024-02-29T00:00:00Z",
        "1 Mar 99 1:2:3 +9999, 1999-03-01, 1999-03-01T01:02:03Z",
        "31 Dec 1999 23:59:60 GMT, 1999-12-31, 1999-12-31T23:59:59Z",
        "1 Mar 103 00:00 +0100, 2003-03-01, 2003-02-28T23:00:00Z",
        "'  Mon , 5   SEP   2022', 2022-09-05, 2022-09-05T00:00:00Z"
    })
    void readsDayTimeAndZone(String field, LocalDate day, Instant instant) {
        SentTime time = SentTime.parse(field).orElseThrow();
        assertThat(Instant.ofEpochSecond(time.epochSeconds())).isEqualTo(instant);
        assertThat(time.day()).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "31 Feb 2024", "1 2 2024", "Jul 17", "999 Jul 1996"})
    void knowsNothingWhereNoDayIsWritten(String field) {
        assertThat(SentTime.parse(field)).isEmpty();
    }
}
