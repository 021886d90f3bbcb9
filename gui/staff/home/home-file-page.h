/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* A part of home.conf that is changed on one page. */
typedef enum {
  PL_HOME_ABOUT,   /* name, zone, room */
  PL_HOME_MAXIMUM, /* T1: takes two names */
  PL_HOME_HELP,    /* the home's own help sites and numbers */
  PL_HOME_RULES,   /* version and review date of the rules */
  PL_HOME_KEPT,    /* R7: how long records are kept */
} PlHomeMatter;

/*
 * Changes one part of home.conf: what somebody else changed meanwhile is shown and never overwritten, a refusal says its
 * cause, and what was saved last can be taken back.
 */
#define PL_TYPE_HOME_FILE_PAGE (pl_home_file_page_get_type ())
G_DECLARE_FINAL_TYPE (PlHomeFilePage, pl_home_file_page, PL, HOME_FILE_PAGE, PlSubpage)

PlSubpage *pl_home_file_page_new (PlClient *client, PlHomeMatter matter);

/* The part in few words, as the file says it: for a row that leads here. Transfer full. */
char *pl_home_matter_summary (const char *text, PlHomeMatter matter);
/* What the part is called. Static. */
const char *pl_home_matter_title (PlHomeMatter matter);

G_END_DECLS
