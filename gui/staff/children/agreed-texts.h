/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/staff/children/agreed-part.h"

G_BEGIN_DECLS

/* A key of the profile file (porchlight.conf(5)), and what people call it. */
typedef struct {
  const char *section, *key, *title;
} PlAgreedKey;

/* Keys as texts, a field each. A timetable has its week as a picture above (T2). */
#define PL_TYPE_AGREED_TEXTS (pl_agreed_texts_get_type ())
G_DECLARE_FINAL_TYPE (PlAgreedTexts, pl_agreed_texts, PL, AGREED_TEXTS, PlAgreedPart)

/* keys: static, n of them; titles of the context "agreed". */
PlAgreedPart *pl_agreed_texts_new (PlClient *client, const PlAgreedKey *keys, guint n);

G_END_DECLS
