/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The system's own programs that keep accounts and remove files: by path, with fixed arguments, no shell. */
typedef struct {
  const char *input;                                            /* nullable: what it reads */
  void (*wrote) (const char *bytes, gsize size, gpointer data); /* nullable: what it writes */
  gpointer data;
} PlToolUse;

/*
 * Runs a program to its end. argv: NULL-terminated, argv[0] its path. FALSE and PL_ERROR_FAILED with what
 * it said first on standard error, if its status is not 0.
 */
gboolean pl_tool_run (const char *const *argv, const PlToolUse *use, GError **error);

G_END_DECLS
