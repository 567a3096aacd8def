// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Executes commands on a mail account; one handler per command family.
@NullMarked
package dev.rookery.server.imap.session;

import org.jspecify.annotations.NullMarked;
