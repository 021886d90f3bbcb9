/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Records as the agent lists them (aa{sv}, policy/dbus), on standard output. */

/* Which part of a list is wanted. Clear with pl_ctl_page_clear. */
typedef struct {
  char *child;   /* nullable: every child's */
  gint64 before; /* 0, or what is older than that number only */
  int limit;
  gboolean json;
} PlCtlPage;

/* Reads --child, --before, --limit and --json, and one more option (nullable). No other arguments may be left. */
gboolean
pl_ctl_page (PlCtlPage *page, int argc, char **argv, const GOptionEntry *more, GError **error);
void pl_ctl_page_clear (PlCtlPage *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCtlPage, pl_ctl_page_clear)
/* The child's account, "" for every child's: as the bus has it. */
const char *pl_ctl_page_child (const PlCtlPage *page);

/*
 * Asks the agent for a list and prints it: as one JSON array, or each record by print. A record's
 * texts came from many people: print them by pl_ctl_field, never as they are.
 */
gboolean pl_ctl_list (const char *interface,
                      const char *method,
                      GVariant *arguments,
                      gboolean json,
                      void (*print) (GVariant *record),
                      GError **error);

/* Records that were asked for already, printed so. */
void pl_ctl_print_list (GVariant *records, gboolean json, void (*print) (GVariant *record));

/* Prints a record, or a list of them, as JSON on one line. */
void pl_ctl_print_records (GVariant *records);

/* A field in words: a text on one line without control characters, a number; "" for none. g_free. */
char *pl_ctl_field (GVariant *record, const char *key);
/* A field that is a time. g_free. */
char *pl_ctl_time_field (GVariant *record, const char *key);

G_END_DECLS
