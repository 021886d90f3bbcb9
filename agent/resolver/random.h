/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Message ids that nobody can foresee (RFC 5452): the kernel's random bytes, fetched some at a time
 * and forgotten when used. Zeroed before first use.
 */
typedef struct {
  guint left;
  guint16 numbers[256];
} PlRandom;

guint16 pl_random_u16 (PlRandom *random);

G_END_DECLS
