// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// `rookery.conf`: HOCON in, one immutable [dev.rookery.server.app.config.Config] out.
@NullMarked
package dev.rookery.server.app.config;

import org.jspecify.annotations.NullMarked;
