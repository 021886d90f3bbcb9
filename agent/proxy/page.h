/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/proxy/ask.h"
#include "policy/language.h"
#include "policy/sites/category.h"
#include "policy/sites/site-rules.h"
#include "policy/time/opening.h"

G_BEGIN_DECLS

/*
 * What a child sees in place of a page over plain HTTP: which site, why, how to ask for it, and where
 * help is (F6, H5), in the language that the browser asks for. One page, complete in itself: no
 * scripts, nothing from elsewhere, and read well by a screen reader.
 */
typedef enum {
  PL_PAGE_REFUSED = 0, /* the request is not one that is passed on */
  PL_PAGE_BLOCKED,     /* the verdict says why */
  PL_PAGE_NOT_READY,   /* nothing is known of the child yet */
  PL_PAGE_NO_NAME,     /* no name of the internet */
  PL_PAGE_UNREACHABLE, /* the site did not answer, or there is none of that name */
  PL_PAGE_ASKED,       /* the child asked for the site, and the agent has it */
  PL_PAGE_NOT_ASKED,   /* the child asked, and nobody took it */
  PL_PAGE_OPEN_NOW,    /* the child asked for what is open: back to the site */
} PlPageKind;

typedef struct {
  PlPageKind kind;
  const PlLanguage *language;     /* NULL: English */
  const char *host;               /* in normal form; nullable */
  guint status;                   /* of HTTP, 400 to 599, where refused */
  PlSiteVerdict verdict;          /* where blocked, as what follows */
  const PlCategories *categories; /* the home's */
  PlOpening opens;                /* where it is not the child's time */
  char ask[PL_ASK_PATH_SIZE];     /* what the button posts to; "": no button */
  gboolean without_body;          /* the request was HEAD */
} PlPage;

/* A whole HTTP response, transfer full. */
char *pl_page_write (const PlPage *page);

G_END_DECLS
