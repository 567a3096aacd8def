// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The server as a user meets it: real programs (Postfix, mail clients, openssl) talk to the
/// packaged Rookery.
///
/// Every test starts what it needs in a directory of its own and on free loopback ports, and ends
/// it again.
@NullMarked
package dev.rookery.server.e2e;

import org.jspecify.annotations.NullMarked;
