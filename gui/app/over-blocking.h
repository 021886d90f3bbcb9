/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Over-blocking (F10): what a person is told before they close a site that children may need. Pure, from the lists that
 * ship.
 */
typedef enum {
  PL_NEEDED_NO = 0,
  PL_NEEDED_LEARNING, /* a learning site, or one that holds some */
  PL_NEEDED_HELP, /* a help or health site (F5), or one that holds some; it stays open all the same */
} PlNeeded;

/*
 * site: as typed. examples: nullable; up to three names that the rule would close, or the list's own name above it, with
 * commas; transfer full, set where something is needed.
 */
PlNeeded pl_over_blocking (const char *site, char **examples);

/* A help or health site itself, or within one: whatever closes it, it stays open (F5). */
gboolean pl_is_help_site (const char *site);

G_END_DECLS
