/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/language.h"

G_BEGIN_DECLS

/*
 * What a child may tell (C4). Values are stored and sent and never change; they stand in the order in
 * which a form offers them. Whatever the kind, everything but the kind may be missing: no function here
 * or elsewhere refuses a concern for that.
 */
typedef enum {
  PL_CONCERN_TALK = 0, /* "I just want to talk": the first choice */
  PL_CONCERN_STRANGER = 1,
  PL_CONCERN_PICTURES = 2,
  PL_CONCERN_SHARED = 3,
  PL_CONCERN_BULLYING = 4,
  PL_CONCERN_UPSETTING = 5,
  PL_CONCERN_SELF_HARM = 6,
  PL_CONCERN_MONEY = 7,
  PL_CONCERN_MEETING = 8,
  PL_CONCERN_STAFF_MEMBER = 9,
  PL_CONCERN_OTHER = 10,
} PlConcernKind;

#define PL_CONCERN_KINDS 11

/* What a form asks beside the child's words, for the kinds where it helps (C6). All of it is optional. */
enum {
  PL_CONCERN_ASKS_WHERE = 1 << 0,   /* which app, site or place */
  PL_CONCERN_ASKS_WHEN = 1 << 1,    /* roughly */
  PL_CONCERN_ASKS_ACCOUNT = 1 << 2, /* the other's name or number there */
};

/* Who else can help with it (C6, F5). Childline and 999 stand on every form. */
enum {
  PL_CONCERN_HELP_REPORT_REMOVE = 1 << 0, /* takes a picture of somebody under 18 down */
  PL_CONCERN_HELP_CEOP = 1 << 1,          /* online sexual abuse and grooming */
  PL_CONCERN_HELP_POLICE = 1 << 2,
  PL_CONCERN_HELP_CHILDRENS_COMMISSIONER = 1 << 3, /* Help at Hand: about care and carers */
};

/* "talk", "stranger", "self-harm" ...; static. */
const char *pl_concern_kind_code (PlConcernKind kind);
/* FALSE, and *kind untouched, if no kind has that code. */
gboolean pl_concern_kind_parse (const char *code, PlConcernKind *kind);

/* What the child chooses: "Someone I don't know contacted me"; static. */
const char *pl_concern_kind_text (PlConcernKind kind, const PlLanguage *language);

/*
 * TRUE for the kinds that ship as serious: shorter times before the next reader (C9), more who must be
 * told (C10). A home may take further kinds as serious (policy/care/care.h), and none of these as less.
 */
gboolean pl_concern_kind_ships_serious (PlConcernKind kind);

/* A set of PL_CONCERN_ASKS_*. */
guint pl_concern_kind_asks (PlConcernKind kind);
/* A set of PL_CONCERN_HELP_*. */
guint pl_concern_kind_help (PlConcernKind kind);

G_END_DECLS
