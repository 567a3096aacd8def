// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// What a message says of itself: structure, envelope, sections, as ready IMAP bytes.
@NullMarked
package dev.rookery.maildir.internal.mime;

import org.jspecify.annotations.NullMarked;
