/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * An act, which says what it does before it does it: what happens is read, why is written down, and one button does it. A
 * refusal is said in words, and nothing that was typed is lost.
 */
#define PL_ACT_FACTS_MAX 8

/* Static. */
typedef struct {
  const char *context; /* of the texts, for translators */
  const char *heading;
  const char
      *facts[PL_ACT_FACTS_MAX]; /* what it does, a row each, up to NULL; "Title\nmore of it" */
  const char *
      why; /* the name of the field for a reason; NULL: the subject's "why"; where there is none nobody is asked */
  int words_max; /* characters of it; 0: PL_REASON_TEXT_MAX */
  const char *button;
  gboolean destructive; /* it cannot be taken back, or not all of it */
  gboolean manager;     /* only a manager does it */
  const char *interface, *method;
  /* What the method takes; floating. reason: "" where nobody is asked. */
  GVariant *(*arguments) (PlRecord *subject, const char *reason);
  const char *done; /* what is said then; NULL: next opens a page, or the page closes */
  /* What comes then, in the place of this page; nullable. reply: of the call, which was answered. */
  PlSubpage *(*next) (PlClient *client, PlRecord *subject, GAsyncResult *reply);
} PlActKind;

#define PL_TYPE_ACT_PAGE (pl_act_page_get_type ())
G_DECLARE_FINAL_TYPE (PlActPage, pl_act_page, PL, ACT_PAGE, PlSubpage)

/* subject: with "name", the page's title, "what" (nullable), what of it, and what the arguments take. kind: static. */
PlSubpage *pl_act_page_new (PlClient *client, const PlActKind *kind, PlRecord *subject);

G_END_DECLS
