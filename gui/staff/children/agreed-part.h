/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/staff/file-edit.h"

G_BEGIN_DECLS

/*
 * What of a child's profile is changed on one page (agreed-page.h): the widgets of its keys. Signal "changed": something
 * else is wanted now.
 */
#define PL_TYPE_AGREED_PART (pl_agreed_part_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlAgreedPart, pl_agreed_part, PL, AGREED_PART, AdwBin)

struct _PlAgreedPartClass {
  AdwBinClass parent_class;
  /* Shows what is wanted; nothing of what it changes is an answer of the person's. */
  void (*show) (PlAgreedPart *part, const PlFileEdit *edit);
  /* Says what is wanted; edit has nothing of it yet. */
  void (*take) (PlAgreedPart *part, PlFileEdit *edit);
  /* What a key is called, for people. Transfer full. NULL: by its own name */
  char *(*title) (PlAgreedPart *part, const char *key);
  /* What a key says, for people. Transfer full. NULL: as it is written */
  char *(*value) (PlAgreedPart *part, const char *key, const char *value);
};

void pl_agreed_part_show (PlAgreedPart *part, const PlFileEdit *edit);
void pl_agreed_part_take (PlAgreedPart *part, PlFileEdit *edit);
/* Transfer full. */
char *pl_agreed_part_title (PlAgreedPart *part, const char *key);
/* Transfer full; NULL: as it is written. */
char *pl_agreed_part_value (PlAgreedPart *part, const char *key, const char *value);

/* For parts: the person has changed something. */
void pl_agreed_part_changed (PlAgreedPart *part);

G_END_DECLS
