/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * "Ask for this site" (F6) without a script: the page of a blocked site holds a form that is posted
 * to that site's own name at a path of ours (RFC 8615), which the proxy answers itself. The path
 * ends in a token that only our page knows, bound to slot and name, so that no other page can ask in
 * a child's name.
 */
#define PL_ASK_KEY_SIZE 32
/* The whole path and its NUL. */
#define PL_ASK_PATH_SIZE 64

/* key: random, the worker's own. name: in normal form. */
void pl_ask_path (const guint8 key[PL_ASK_KEY_SIZE],
                  guint slot,
                  const char *name,
                  char path[PL_ASK_PATH_SIZE]);

/* TRUE if those bytes are that path. */
gboolean pl_ask_is_path (
    const guint8 key[PL_ASK_KEY_SIZE], guint slot, const char *name, const guint8 *bytes, gsize n);

G_END_DECLS
