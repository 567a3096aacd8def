// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.migrate.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Whether Dovecot or Courier is at work in the folders of an account that we took over from it.
///
/// Its files were moved aside then. If some are there anew, it was not stopped, and goes on giving
/// out UIDs beside us. Until it has left them alone for a while the folder is refused; then what
/// they say is taken over once more. Files that were not written lately were put there by somebody
/// else, and tell of nobody at work. Nor do those that a folder has when it is opened for the first
/// time: its server may have been stopped a moment ago.
final class OtherServers {
    private static final System.Logger LOG = System.getLogger(OtherServers.class.getName());
    private static final Duration QUIET_AFTER = Duration.ofMinutes(5);

    private final FileId root;

    /// Folders whose files we moved aside.
    private final Set<Integer> takenOver = ConcurrentHashMap.newKeySet();

    /// What was seen in folders in which somebody is at work.
    private final Map<Integer, Sighting> atWork = new ConcurrentHashMap<>();

    private OtherServers(FileId root) {
        this.root = root;
    }

    /// @param sinceNanos since when they have been as they are, by a clock that nobody sets
    private record Sighting(List<Trace> traces, long sinceNanos) {
        boolean lasts(List<Trace> still, long nowNanos) {
            return traces.equals(still) && nowNanos - sinceNanos >= QUIET_AFTER.toNanos();
        }
    }

    /// What is known of accounts that were taken over and are closed: opening one again is no
    /// reason to believe that the other server has left.
    static final class Remembered {
        /// With more of them somebody moves a whole server, and hears of it often enough.
        private static final int ACCOUNTS_MAX = 10_000;

        private final Map<FileId, OtherServers> accounts = new ConcurrentHashMap<>();

        /// @param root of an account that is opened
        OtherServers of(FileId root) {
            OtherServers known = accounts.remove(root);
            return known != null ? known : new OtherServers(root);
        }

        void closed(OtherServers others) {
            if (!others.takenOver.isEmpty() && accounts.size() < ACCOUNTS_MAX) {
                accounts.put(others.root, others);
            }
        }
    }

    /// Their files were moved aside.
    void tookOver(int folder) {
        takenOver.add(folder);
        atWork.remove(folder);
    }

    /// Files that lie there from here on are no news.
    void forget(int folder) {
        takenOver.remove(folder);
        atWork.remove(folder);
    }

    /// Whether somebody was at work when the folder was looked at last.
    boolean areIn(int folder) {
        return atWork.containsKey(folder);
    }

    /// @throws AccountInUseException if somebody is at work; the log hears of it once
    void requireNone(OpenMailbox mailbox) throws IOException {
        int folder = mailbox.id();
        if (!takenOver.contains(folder)) {
            return;
        }
        List<Trace> traces = Trace.in(mailbox.files().home());
        if (areOld(traces, mailbox) || isLeftAlone(traces, mailbox)) {
            atWork.remove(folder);
            return;
        }
        String what = sentence(traces, mailbox);
        if (see(traces, mailbox)) {
            LOG.log(Level.WARNING, what);
        }
        throw new AccountInUseException(what);
    }

    private static boolean areOld(List<Trace> traces, OpenMailbox mailbox) {
        long since = mailbox.nowSeconds() - QUIET_AFTER.toSeconds();
        return traces.stream().allMatch(trace -> trace.isOlderThan(since));
    }

    /// For files of a time that is still to come.
    private boolean isLeftAlone(List<Trace> traces, OpenMailbox mailbox) {
        Sighting last = atWork.get(mailbox.id());
        return last != null && last.lasts(traces, mailbox.elapsedNanos());
    }

    /// Answers whether nobody was at work before.
    private boolean see(List<Trace> traces, OpenMailbox mailbox) {
        Sighting last = atWork.get(mailbox.id());
        if (last != null && last.traces().equals(traces)) {
            return false;
        }
        Sighting now = new Sighting(traces, mailbox.elapsedNanos());
        return atWork.put(mailbox.id(), now) == null;
    }

    private static String sentence(List<Trace> traces, OpenMailbox mailbox) {
        return ("another mail server is at work in %s: %s came back after it had been moved aside."
                        + " Stop Dovecot or Courier; the folder is taken over %d minutes after"
                        + " that server wrote there last")
                .formatted(
                        mailbox.files(),
                        traces.stream().map(Trace::name).collect(Collectors.joining(", ")),
                        QUIET_AFTER.toMinutes());
    }
}
