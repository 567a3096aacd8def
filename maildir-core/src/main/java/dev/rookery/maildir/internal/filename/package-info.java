// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Grammar of a Maildir file name: parse, format, generate.
@NullMarked
package dev.rookery.maildir.internal.filename;

import org.jspecify.annotations.NullMarked;
