/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/verdict.h"

/*
 * What pl_verdict must say, found the slow way: every minute of three weeks is painted with what
 * holds in it, and time is then walked second by second. It shares with policy only the structures,
 * the windows of a day as they were read, and GLib's answer to what the offset at an instant is.
 */
void verdict_oracle (const PlHome *home,
                     const PlProfile *profile,
                     gint64 now,
                     const PlUsage *usage,
                     PlVerdict *verdict);
