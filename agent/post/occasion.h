/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Tells when it is worth trying again what failed: the network has changed, or something was mounted. The kernel says
 * so by itself; what it says is not read. Several changes within a few seconds are one.
 */
typedef struct _PlOccasion PlOccasion;

/* Never fails: without the kernel's word what failed is tried again when its time has come. */
PlOccasion *pl_occasion_new (void (*callback) (gpointer data), gpointer data);
void pl_occasion_free (PlOccasion *occasion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOccasion, pl_occasion_free)

G_END_DECLS
