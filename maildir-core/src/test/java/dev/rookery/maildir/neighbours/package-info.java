// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Other programs at work in the same Maildir: what they do appears, and nothing is lost.
@NullMarked
package dev.rookery.maildir.neighbours;

import org.jspecify.annotations.NullMarked;
