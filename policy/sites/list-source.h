/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where lists come from (F8): sources.conf, a section a source. The set that ships comes first; a
 * home's file adds sources, and changes or switches off those that ship, key by key.
 */

/* More is refused: nobody's set is larger, and each costs a process and a request. */
#define PL_LIST_SOURCES_MAX 64
/* As much of an address as servers take. */
#define PL_LIST_ADDRESS_MAX 2000

typedef enum {
  PL_LIST_FORMAT_AUTO = 0,    /* one list, packed or not */
  PL_LIST_FORMAT_ARCHIVE = 1, /* an archive of lists */
} PlListFormat;

typedef struct {
  char *id;         /* the section: [a-z][a-z0-9-]* */
  char *title;      /* for people; the id where none is given */
  char *category;   /* "": an archive laid out as CATEGORY/domains */
  char *address;    /* https only */
  char *licence;    /* "" if nobody says */
  char *home;       /* the page of those who make it */
  char *covers;     /* what it holds, and what it does not (F11) */
  char *credential; /* "", or a file that only root reads: what Authorization says */
  PlListFormat format;
  int every_h;  /* hours between two looks */
  int minimum;  /* fewer rules than this are no list */
  gboolean off; /* Enabled=false */
} PlListSource;

/*
 * The sources that ship, changed by a home's file: text of length bytes, which errors call name;
 * NULL: there is none. Errors are PL_ERROR_REFUSED, FILE:LINE: reason. Of PlListSource, in the order
 * of the files, those that are off, too. Transfer full.
 */
GPtrArray *pl_list_sources_read (const char *name, const char *text, gsize length, GError **error);

G_END_DECLS
