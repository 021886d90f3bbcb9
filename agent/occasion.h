/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Tells when it is worth trying again what failed: the network has come, or something was mounted. The kernel says
 * so by itself. Several changes within a few seconds are one. What goes on and on is told ever less often, down to once a
 * minute: a cable may be pulled as often as somebody likes, and behind each time there is a log-in on a mail server.
 */
typedef struct _PlOccasion PlOccasion;

typedef enum {
  PL_OCCASION_NETWORK = 1 << 0, /* there is a way to somewhere that there was not */
  PL_OCCASION_MOUNTS = 1 << 1,
} PlOccasionKinds;

/* Never fails: without the kernel's word what failed is tried again when its time has come. */
PlOccasion *
pl_occasion_new (PlOccasionKinds kinds, void (*callback) (gpointer data), gpointer data);
void pl_occasion_free (PlOccasion *occasion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOccasion, pl_occasion_free)

/* How long a change waits to be told, since_ms after one was told that had waited for last_s. */
guint pl_occasion_wait_s (guint last_s, gint64 since_ms);

G_END_DECLS
