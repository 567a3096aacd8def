// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.lmtp.Recipients;
import dev.rookery.server.users.Addresses;
import dev.rookery.server.users.MailUser;
import dev.rookery.server.users.UsersUnavailableException;
import java.util.List;

/// Tells the LMTP room whose mail an address is.
record MailDelivery(Addresses addresses) implements Recipients {
    @Override
    public Resolution resolve(String address) {
        try {
            List<MailUser> users = addresses.resolve(address);
            return users.isEmpty() ? new Unknown() : new Found(users);
        } catch (UsersUnavailableException outOfReach) {
            return new Unavailable();
        }
    }
}
