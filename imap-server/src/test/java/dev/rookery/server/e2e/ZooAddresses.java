// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import dev.rookery.server.e2e.FetchReader.Nil;
import dev.rookery.server.e2e.FetchReader.Text;
import dev.rookery.server.e2e.FetchReader.Value;
import dev.rookery.server.e2e.FetchReader.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Address lists of an ENVELOPE, ours with what RFC 5322 §4.4 allows and Dovecot does not read.
final class ZooAddresses {
    private static final Value NOBODY =
            new Values(
                    List.of(
                            Nil.NIL,
                            Nil.NIL,
                            new Text("MISSING_MAILBOX"),
                            new Text("MISSING_DOMAIN")));

    private final List<Value> theirs;
    private final List<Value> ours;
    private boolean nothing;
    private boolean obsolete;

    private ZooAddresses(List<Value> theirs, List<Value> ours) {
        this.theirs = theirs;
        this.ours = ours;
    }

    static boolean isList(List<Value> values) {
        return !values.isEmpty() && values.stream().allMatch(ZooAddresses::isAddress);
    }

    private static boolean isAddress(Value value) {
        return value instanceof Values(List<Value> fields)
                && fields.size() == 4
                && fields.stream().noneMatch(Values.class::isInstance);
    }

    /// Null if they differ in any other way.
    static @Nullable ZooAddresses compare(Value theirs, Value ours) {
        ZooAddresses lists = new ZooAddresses(list(theirs), list(ours));
        return lists.differAsKnown() ? lists : null;
    }

    private static List<Value> list(Value value) {
        return value instanceof Values(List<Value> values) && isList(values) ? values : List.of();
    }

    /// Between two commas Dovecot sees an address.
    boolean seesNobody() {
        return nothing;
    }

    /// A local part with space or quotes in it is none to Dovecot, which reads no further.
    boolean endsAtObsoleteLocalPart() {
        return obsolete;
    }

    private boolean differAsKnown() {
        // a field without addresses counts as missing, and From stands in for it: RFC 9051 §7.5.2
        nothing = !theirs.isEmpty() && theirs.stream().allMatch(NOBODY::equals);
        return nothing || match(0, 0, false);
    }

    /// @param lost whether Dovecot has just given up, and may have passed over more
    private boolean match(int their, int our, boolean lost) {
        boolean more = our < ours.size();
        if (their == theirs.size()) {
            return lost || !more;
        }
        Value address = theirs.get(their);
        if (more && address.equals(ours.get(our)) && match(their + 1, our + 1, false)) {
            return true;
        }
        if (more && isObsolete(address, ours.get(our)) && match(their + 1, our + 1, true)) {
            obsolete = true;
            return true;
        }
        if (address.equals(NOBODY) && match(their + 1, our, lost)) {
            nothing = true;
            return true;
        }
        return lost && more && match(their, our + 1, true);
    }

    private static boolean isObsolete(Value theirs, Value ours) {
        String name = field(theirs, 0).replace(" ", "");
        return !name.isEmpty()
                && field(theirs, 2).equals("MISSING_MAILBOX")
                && field(ours, 2).replace(" ", "").startsWith(name);
    }

    private static String field(Value address, int index) {
        return ((Values) address).values().get(index) instanceof Text(String octets) ? octets : "";
    }
}
