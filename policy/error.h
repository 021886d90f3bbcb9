/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one error domain of Porchlight. Foreign errors are translated to it where they enter. */
#define PL_ERROR (pl_error_quark ())

typedef enum {
  PL_ERROR_FAILED = 0,      /* anything without a better name */
  PL_ERROR_ARGUMENT = 1,    /* a wrong command line, time, number or name (exit 2) */
  PL_ERROR_REFUSED = 2,     /* a file or a message that is refused: FILE:LINE: reason (exit 1) */
  PL_ERROR_IO = 3,          /* a file that cannot be read or written (exit 1) */
  PL_ERROR_LIMIT = 4,       /* a cap was reached; the message names it */
  PL_ERROR_UNSUPPORTED = 5, /* a newer format or version than this program knows */
  PL_ERROR_DENIED = 6,      /* the caller may not do this */
} PlError;

GQuark pl_error_quark (void);

/*
 * What the computer itself refuses, in its own words (g_strerror's, a program's): PL_ERROR_IO, beginning with a sentence that is
 * said in every language (said.h). what: a file, a program; NULL where why names it. FALSE.
 */
gboolean pl_error_io (GError **error, const char *what, const char *why);

G_END_DECLS
