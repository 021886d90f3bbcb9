/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What changed, a row each, with what held before under it (L2). */
#define PL_TYPE_CHANGE_LIST (pl_change_list_get_type ())
G_DECLARE_FINAL_TYPE (PlChangeList, pl_change_list, PL, CHANGE_LIST, AdwBin)

PlChangeList *pl_change_list_new (void);
/* what: as of pl_change_words. */
void pl_change_list_show (PlChangeList *list, GVariant *what);

G_END_DECLS
