// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// The only room that touches the disk: directory handles, durable steps, no link ever followed.
@NullMarked
package dev.rookery.maildir.internal.files;

import org.jspecify.annotations.NullMarked;
