// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

/// Which files of a mailbox's expunged messages are to be removed next: all that are owed, piece by
/// piece, each where it is known to be. Only when a pass found none of what is left, the folder is
/// listed for them, once; then again after a while.
///
/// One thread at a time.
final class RemovalPass {
    private final OpenMailbox mailbox;
    private long from;
    private boolean elsewhere;
    private boolean mayList = true;

    // Of this pass.
    private boolean removed;
    private boolean left;

    RemovalPass(OpenMailbox mailbox) {
        this.mailbox = mailbox;
    }

    /// What to do after a piece.
    enum Next {
        GO_ON,
        /// Some are left, and to try at once would change nothing.
        WAIT,
        DONE
    }

    RemoveFiles piece() {
        return new RemoveFiles(mailbox, from, elsewhere);
    }

    Next after(RemoveFiles piece) {
        removed |= piece.removesAny();
        left |= piece.leavesAny();
        if (piece.hasMore()) {
            from = piece.lastUid() + 1;
            return Next.GO_ON;
        }
        return nextPass();
    }

    private Next nextPass() {
        boolean stuck = left && !removed;
        boolean list = stuck && !elsewhere && mayList;
        Next next = !left ? Next.DONE : stuck && !list ? Next.WAIT : Next.GO_ON;
        mayList &= !(stuck && elsewhere);
        elsewhere = list;
        from = 0;
        removed = false;
        left = false;
        return next;
    }

    void waited() {
        mayList = true;
    }
}
