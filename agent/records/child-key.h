/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"
#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/* The keys behind a child's PIN (C7): what a child tells, and the answers, are sealed to them, too. */

/* FALSE without an error where the child has none. key, set: nullable; set: when it was set, Unix seconds. */
gboolean
pl_child_key_get (PlStore *store, const char *child, PlReaderKey *key, gint64 *set, GError **error);

/* From now on. What was sealed to other keys before opens with those only. */
gboolean
pl_child_key_set (PlStore *store, const char *child, const PlReaderKey *key, GError **error);

G_END_DECLS
