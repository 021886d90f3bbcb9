/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

typedef enum {
  PL_AGREED_TIMETABLE,  /* T2 */
  PL_AGREED_EXCEPTIONS, /* T2: days of exception */
  PL_AGREED_ALLOWANCE,  /* T3 */
  PL_AGREED_QUIET,      /* T4 */
  PL_AGREED_CONTACT,    /* T10 */
  PL_AGREED_OWN_SITES,
  PL_AGREED_NEEDS, /* L6 */
} PlAgreed;

/*
 * What is agreed with a child in one matter (agreed-part.h), saved with a reason, or with a review where it takes something
 * away; the child's words of it stand beside. What was typed stays until it is saved, also where somebody else has changed the
 * same profile meanwhile; what was saved last can be taken back.
 */
#define PL_TYPE_AGREED_PAGE (pl_agreed_page_get_type ())
G_DECLARE_FINAL_TYPE (PlAgreedPage, pl_agreed_page, PL, AGREED_PAGE, PlSubpage)

PlSubpage *pl_agreed_page_new (PlClient *client, PlRecord *child, PlAgreed what);

G_END_DECLS
