// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidListHeaderTest {
    private static final String GUID = "6e065e0be5a2066b1039000083ecc375";

    @Test
    void readsWhatDovecotWrites() {
        UidListHeader header = UidListHeader.parse("3 V1795597031 N42 G" + GUID);

        assertThat(header.version()).isEqualTo(3);
        assertThat(header.uidValidity()).contains(new UidValidity(1795597031));
        assertThat(header.nextUid()).contains(new Uid(42));
        assertThat(header.guid()).contains(new MailboxGuid(GUID));
        assertThat(header.format()).isEqualTo("3 V1795597031 N42 G" + GUID);
    }

    @Test
    void readsWhatCourierWrites() {
        UidListHeader header = UidListHeader.parse("1 795597031 42");

        assertThat(header.version()).isEqualTo(1);
        assertThat(header.uidValidity()).contains(new UidValidity(795597031));
        assertThat(header.nextUid()).contains(new Uid(42));
        assertThat(header.guid()).isEmpty();
    }

    @Test
    void readsFieldsInAnyOrderAndKeepsUnknownOnes() {
        UidListHeader header = UidListHeader.parse("3 Pfoo  N42 Xa V7 Y");

        assertThat(header.others()).containsExactly("Pfoo", "Xa", "Y");
        assertThat(header.format()).isEqualTo("3 V7 N42 Pfoo Xa Y");
    }

    @ParameterizedTest
    @CsvSource({
        "3 V7, 7, ",
        "3 N42, , 42",
        "3 V0 N0, , ",
        "3 V7x N42, , 42",
        "3 V-7 N-42, , ",
        "3 V2147483648 N42, , 42",
        "3 V7 N4294967296, 7, ",
        "3 V7 N99999999999999999999, 7, ",
        "3 V7 N42 G0123, 7, 42",
        "1 7, 7, ",
        "'1 ', , ",
        "1 x y, , ",
        "1 7 42 and more, 7, 42",
    })
    void readsAsFarAsLegible(String line, Long uidValidity, Long nextUid) {
        UidListHeader header = UidListHeader.parse(line);

        assertThat(header.uidValidity().map(UidValidity::value).orElse(null))
                .isEqualTo(uidValidity);
        assertThat(header.nextUid().map(Uid::value).orElse(null)).isEqualTo(nextUid);
        assertThat(header.guid()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3V7 N42", "2 7 42", "4 V7 N42", "31 V7 N42", "V7 N42", "\0"})
    void knowsNoOtherVersion(String line) {
        UidListHeader header = UidListHeader.parse(line);

        assertThat(header.version()).isZero();
        assertThat(header.uidValidity()).isEmpty();
        assertThat(header.nextUid()).isEmpty();
    }
}
