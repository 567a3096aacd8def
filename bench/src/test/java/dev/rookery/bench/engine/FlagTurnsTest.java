// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlagTurnsTest {
    @Test
    void everyTurnChangesAFlagAndAllAreCounted() {
        FlagTurns turns = new FlagTurns(3);
        Set<Long> flagged = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            FlagTurns.Turn turn = turns.next();
            boolean changed = turn.add() ? flagged.add(turn.uid()) : flagged.remove(turn.uid());
            assertThat(changed).isTrue();
            assertThat(turns.flagged()).isEqualTo(flagged.size());
        }
    }
}
