/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/sites/hostname.h"
#include "policy/sites/site-list.h"

/*
 * What the files of the list's parser share: site-list.c (chunks, lines, the report), site-list-formats.c (a line's
 * meaning), site-list-line.c (what a line gives).
 */
struct _PlSiteList {
  PlSiteListFunc func;
  gpointer user_data;
  PlSiteListReport report;

  /* what earlier lines said */
  gboolean adblock;                 /* "##" begins a page rule, not a comment */
  char origin[PL_HOSTNAME_MAX + 1]; /* of a zone file; "" if none was given */

  /* the line that is read */
  gboolean gave_rule, skipped;
  PlSiteSkip reason; /* the first, if skipped */

  /* the beginning of a line whose end has not come yet */
  char *kept; /* owned, PL_SITE_LIST_LINE_MAX bytes; NULL until needed */
  gsize n_kept;
  gboolean too_long;
};

/*
 * Reads one line, without its newline: calls pl_site_list_add and pl_site_list_skip, neither for a
 * comment or a blank line. too_long: text is the beginning of a line that was cut.
 */
void pl_site_list_read_line (PlSiteList *list, const char *text, gsize length, gboolean too_long);

/* A name that the line blocks or excepts: handed on, or skipped with the reason that is found. */
void pl_site_list_add (PlSiteList *list, PlSiteRuleKind kind, const char *text, gsize length);

/* Something in the line that gives no rule. */
void pl_site_list_skip (PlSiteList *list, PlSiteSkip reason);

/* TRUE for IPv4 and IPv6 addresses and networks, in any spelling that hosts files use. */
gboolean pl_site_list_is_address (const char *text, gsize length);
