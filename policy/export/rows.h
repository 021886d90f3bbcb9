/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The agent, as an export asks it: the bus is the caller's, porchlightctl's or the app's. It waits for the answer.
 * interface, without the bus name: ".Staff". arguments: nullable, floating is taken. Transfer full; NULL and an error, which may
 * be that the person has cancelled it.
 */
typedef struct {
  GVariant *(*ask) (const char *interface,
                    const char *method,
                    GVariant *arguments,
                    const char *reply_type,
                    gpointer data,
                    GError **error);
  gpointer data;
} PlExportAgent;

GVariant *pl_export_ask (const PlExportAgent *agent,
                         const char *interface,
                         const char *method,
                         GVariant *arguments,
                         const char *reply_type,
                         GError **error);

/* All rows (a{sv}) of a list that the agent gives by pages, newest first. */

#define PL_EXPORT_PAGE 100 /* rows of a call */

/* The arguments of a call for a page; floating. child: "" for every one; before: as the last row's id or serial. */
typedef GVariant *(*PlExportPage) (const char *child, gint64 before);

GVariant *pl_export_page_sxu (const char *child, gint64 before);  /* child, before, limit */
GVariant *pl_export_page_sbxu (const char *child, gint64 before); /* child, FALSE, before, limit */
GVariant *pl_export_page_ssbxu (const char *child,
                                gint64 before); /* "", child, FALSE, before, limit */
GVariant *pl_export_page_sx (const char *child, gint64 before);   /* child, before */
GVariant *pl_export_page_tuss (const char *child, gint64 before); /* before, limit, child, "" */

/* The number by which a page goes on from a row: its id or serial. */
gint64 pl_export_row_number (GVariant *row);

/* FALSE and an error: the rest is not asked for. */
typedef gboolean (*PlExportRow) (GVariant *row, gpointer data, GError **error);

gboolean pl_export_each_row (const PlExportAgent *agent,
                             const char *interface,
                             const char *method,
                             PlExportPage arguments,
                             const char *child,
                             PlExportRow each,
                             gpointer data,
                             GError **error);

G_END_DECLS
