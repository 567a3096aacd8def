// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What a client may ask: sealed commands and their parser.
@NullMarked
package dev.rookery.server.imap.command;

import org.jspecify.annotations.NullMarked;
