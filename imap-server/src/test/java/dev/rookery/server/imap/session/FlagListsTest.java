// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagListsTest {
    private static final int MESSAGES = 3_000;
    private static final long SEED = 11;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /// With more keywords than there are bits for, too.
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100})
    void saysOfEachMessageWhatTheSnapshotSays(int keywords) {
        FixedSnapshot now = snapshot(keywords);
        UidSet.Builder recent = UidSet.builder();
        UidSet.Builder asked = UidSet.builder();
        for (Uid uid : now.uids()) {
            if (random.nextInt(10) == 0) {
                recent.add(uid);
            }
            if (random.nextInt(3) != 0) {
                asked.add(uid);
            }
        }
        SessionView view = new SessionView(now, recent.build());
        FlagLists lists = new FlagLists(asked.build(), now, view);
        for (Uid uid : asked.build()) {
            if (random.nextInt(5) != 0) {
                assertThat(new String(lists.of(uid), US_ASCII))
                        .isEqualTo(ChangeReports.flagList(now.flags(uid), view.isRecent(uid)));
            }
        }
    }

    private FixedSnapshot snapshot(int keywords) {
        FixedSnapshot snapshot = FixedSnapshot.empty(1);
        long uid = 0;
        for (int i = 0; i < MESSAGES; i++) {
            uid += 1 + random.nextInt(50);
            snapshot.rows().put(uid, new FixedSnapshot.Row(1, flags(keywords)));
        }
        return snapshot;
    }

    private Flags flags(int keywords) {
        List<SystemFlag> system = new ArrayList<>();
        for (SystemFlag flag : SystemFlag.values()) {
            if (random.nextInt(3) == 0) {
                system.add(flag);
            }
        }
        List<String> words =
                keywords == 0 ? List.of() : List.of("$Label" + random.nextInt(keywords), "Zeta");
        return Flags.of(system, words);
    }

    @Test
    void refusesAMessageThatIsNotAmongThem() {
        FixedSnapshot now = FixedSnapshot.empty(1).with(1, 1).with(2, 1);
        SessionView view = new SessionView(now, UidSet.EMPTY);
        FlagLists lists = new FlagLists(UidSet.of(new Uid(1)), now, view);
        assertThatIllegalArgumentException().isThrownBy(() -> lists.of(new Uid(2)));
    }

    @Test
    void givesNoMessageTheListOfTheNext() {
        FixedSnapshot now = FixedSnapshot.empty(1).with(1, 1).with(2, 1).with(3, 1);
        SessionView view = new SessionView(now, UidSet.EMPTY);
        FlagLists lists = new FlagLists(UidSet.of(new Uid(1), new Uid(3)), now, view);
        assertThatIllegalArgumentException().isThrownBy(() -> lists.of(new Uid(2)));
    }
}
