// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.UidSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which messages were expunged since when, as far back as it reaches: a list, the newest step
/// first. Immutable; a further step shares all before it.
public final class ExpungeLog {
    private final long completeSince;
    private final int count;
    private final @Nullable Link newest;

    /// What one change expunged.
    public record Step(long modSeq, UidSet uids) {}

    /// Receives steps.
    @FunctionalInterface
    public interface Each {
        void accept(Step step);
    }

    private record Link(Step step, @Nullable Link older) {}

    private ExpungeLog(long completeSince, int count, @Nullable Link newest) {
        this.completeSince = completeSince;
        this.count = count;
        this.newest = newest;
    }

    /// A log that knows nothing of what happened until then.
    public static ExpungeLog completeSince(long modSeq) {
        return new ExpungeLog(modSeq, 0, null);
    }

    /// @param steps the oldest first
    public static ExpungeLog of(long completeSince, List<Step> steps) {
        ExpungeLog log = completeSince(completeSince);
        for (Step step : steps) {
            log = log.with(step.modSeq(), step.uids());
        }
        return log;
    }

    /// The mod-sequence after which nothing is missing.
    public long completeSince() {
        return completeSince;
    }

    public int count() {
        return count;
    }

    public ExpungeLog with(long modSeq, UidSet uids) {
        if (uids.isEmpty()) {
            return this;
        }
        ExpungeLog longer =
                new ExpungeLog(completeSince, count + 1, new Link(new Step(modSeq, uids), newest));
        return longer.count > MailLimits.EXPUNGES_KEPT_MAX ? longer.shortened() : longer;
    }

    /// Its newer half.
    private ExpungeLog shortened() {
        Step[] kept = new Step[MailLimits.EXPUNGES_KEPT_MAX / 2];
        Link link = newest;
        for (int i = kept.length - 1; i >= 0 && link != null; i--) {
            kept[i] = link.step();
            link = link.older();
        }
        long since = link == null ? completeSince : link.step().modSeq();
        return of(since, List.of(kept));
    }

    /// The steps, the newest first.
    public void forEach(Each action) {
        for (Link link = newest; link != null; link = link.older()) {
            action.accept(link.step());
        }
    }

    /// What was expunged after `modSeq`; nothing if that is too long ago.
    public Optional<UidSet> since(long modSeq) {
        if (modSeq < completeSince) {
            return Optional.empty();
        }
        UidSet.Builder gone = UidSet.builder();
        for (Link link = newest; link != null && link.step().modSeq() > modSeq; ) {
            link.step().uids().forEachRange(gone::addRange);
            link = link.older();
        }
        return Optional.of(gone.build());
    }
}
