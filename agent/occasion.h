/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Tells when it is worth trying again what failed: the network has come, or something was mounted. The kernel says
 * so by itself. Several changes within a few seconds are one; one that goes on and on is told every few seconds.
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

G_END_DECLS
