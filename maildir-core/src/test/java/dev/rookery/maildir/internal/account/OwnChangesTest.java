// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.WatchListener.What;
import dev.rookery.maildir.internal.sync.Found;
import org.junit.jupiter.api.Test;

class OwnChangesTest {
    private static final Found SEEN = cur("1.a:2,S");
    private static final Found FLAGGED = cur("1.a:2,FS");

    private final OwnChanges own = new OwnChanges();

    private static Found cur(String name) {
        return new Found(new MessageFileName(name), false);
    }

    @Test
    void explainEachNoticeOnce() {
        own.rename(SEEN, FLAGGED);
        assertThat(own.explains(What.MOVED_OUT, SEEN)).isTrue();
        assertThat(own.explains(What.MOVED_IN, FLAGGED)).isTrue();
        assertThat(own.untold()).isEmpty();
        assertThat(own.explains(What.MOVED_IN, FLAGGED)).isFalse();
    }

    @Test
    void explainNoOtherKindOrFile() {
        own.rename(SEEN, FLAGGED);
        own.remove(cur("2.b:2,"));
        assertThat(own.explains(What.DELETED, SEEN)).isFalse();
        assertThat(own.explains(What.MOVED_IN, SEEN)).isFalse();
        assertThat(own.explains(What.MOVED_OUT, new Found(SEEN.name(), true))).isFalse();
        assertThat(own.explains(What.MOVED_OUT, cur("2.b:2,"))).isFalse();
        assertThat(own.explains(What.DELETED, cur("2.b:2,"))).isTrue();
        assertThat(own.untold()).containsExactly(SEEN, FLAGGED, cur("2.b:2,"));
    }

    @Test
    void areAllDoubtfulIfOneFailed() {
        own.rename(SEEN, FLAGGED);
        own.fail();
        assertThat(own.explains(What.MOVED_OUT, SEEN)).isTrue();
        assertThat(own.explains(What.MOVED_IN, FLAGGED)).isTrue();
        assertThat(own.untold()).containsExactly(SEEN, FLAGGED);
    }

    @Test
    void countThereAndBack() {
        own.rename(SEEN, FLAGGED);
        own.rename(FLAGGED, SEEN);
        own.rename(SEEN, FLAGGED);
        assertThat(own.explains(What.MOVED_OUT, SEEN)).isTrue();
        assertThat(own.explains(What.MOVED_OUT, SEEN)).isTrue();
        assertThat(own.explains(What.MOVED_OUT, SEEN)).isFalse();
        assertThat(own.untold()).contains(FLAGGED, SEEN);
    }
}
