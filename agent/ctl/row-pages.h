/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All rows (a{sv}) of a list that the agent gives by pages, newest first. */

/* The arguments of a call for a page; floating. child: "" for every one; before: as the last row's id or serial. */
typedef GVariant *(*PlCtlPageArguments) (const char *child, gint64 before);

GVariant *pl_ctl_page_sxu (const char *child, gint64 before);  /* child, before, limit */
GVariant *pl_ctl_page_sbxu (const char *child, gint64 before); /* child, FALSE, before, limit */
GVariant *pl_ctl_page_ssbxu (const char *child,
                             gint64 before);                   /* "", child, FALSE, before, limit */
GVariant *pl_ctl_page_sx (const char *child, gint64 before);   /* child, before */
GVariant *pl_ctl_page_tuss (const char *child, gint64 before); /* before, limit, child, "" */

/* The number by which a page goes on from a row: its id or serial. */
gint64 pl_ctl_row_number (GVariant *row);

/* FALSE and an error: the rest is not asked for. */
typedef gboolean (*PlCtlRow) (GVariant *row, gpointer data, GError **error);

gboolean pl_ctl_each_row (const char *interface,
                          const char *method,
                          PlCtlPageArguments arguments,
                          const char *child,
                          PlCtlRow each,
                          gpointer data,
                          GError **error);

/*
 * All concerns of a list, whose pages go on from an id: Concerns.List, Child.ListConcerns. The reply as of one call that
 * had no end, transfer full; NULL on errors.
 */
GVariant *pl_ctl_all_concerns (const char *interface,
                               const char *method,
                               const char *reply_type,
                               GError **error);

G_END_DECLS
