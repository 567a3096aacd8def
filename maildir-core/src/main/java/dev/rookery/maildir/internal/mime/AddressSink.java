// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import org.jspecify.annotations.Nullable;

/// Receives what stands in an address list, in its order.
interface AddressSink {
    /// @param name display name, or the comment that stands in for one
    /// @param route source route without its colon, such as `@a,@b`
    void mailbox(@Nullable String name, @Nullable String route, String local, String host);

    void groupStart(String name);

    void groupEnd();
}
