/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A name that a child's account can have, from what people call them: "Zoë Marsh" is "zoe"; the first of "zoe", "zoe2",
 * "zoe3" that is not taken. "" for no name. Transfer full.
 */
char *pl_account_name_propose (const char *name,
                               gboolean (*is_taken) (const char *account, gpointer data),
                               gpointer data);

G_END_DECLS
