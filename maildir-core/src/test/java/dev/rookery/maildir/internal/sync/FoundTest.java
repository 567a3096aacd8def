// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoundTest {
    @Test
    void ordersNewFilesByTimeThenBase() {
        List<Found> sorted =
                List.of(
                                "noTime",
                                "9.host",
                                "10.M5P1.a",
                                "10.M20P1.a",
                                "10.M20P1.b",
                                "10.M20P1.b:2,S",
                                "10.M999999999999P1.b",
                                "11.host",
                                "1700000000.M1.host",
                                "99999999999999999999.host")
                        .stream()
                        .map(name -> new Found(new MessageFileName(name), false))
                        .toList();
        List<Found> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(Found.sorted(shuffled)).isEqualTo(sorted);
    }
}
