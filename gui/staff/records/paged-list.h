/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * A long list that the agent gives by pages, newest first: the next page is asked for where the end of the last one is
 * near. Signal "activated" (PlRecord). Rows are widgets only where they show.
 */
#define PL_TYPE_PAGED_LIST (pl_paged_list_get_type ())
G_DECLARE_FINAL_TYPE (PlPagedList, pl_paged_list, PL, PAGED_LIST, AdwBin)

/* At most so many rows of a page. */
#define PL_PAGED_LIST_ROWS 100

/* What a list is of. All of it stays the caller's; data outlives the list. */
typedef struct {
  const char *interface, *method;
  const char
      *key; /* the number by which a page goes on: "id", of a type x, or "serial", of a type t */
  /* The arguments of a call for PL_PAGED_LIST_ROWS rows before that number (0: the newest). Floating. */
  GVariant *(*arguments) (gint64 before, gpointer data);
  /* What a row says; transfer full. *subtitle: NULL for nothing. */
  void (*words) (PlRecord *row, char **title, char **subtitle, gpointer data);
  gpointer data;
  const char *nothing; /* what to say where there is no row */
} PlPagedRows;

PlPagedList *pl_paged_list_new (const char *label);
/* Shows it from the start. rows: copied. */
void pl_paged_list_show (PlPagedList *list, PlClient *client, const PlPagedRows *rows);
/* The same again, anew. */
void pl_paged_list_reload (PlPagedList *list);
/* How many rows are known so far. */
guint pl_paged_list_count (PlPagedList *list);

G_END_DECLS
