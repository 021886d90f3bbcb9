/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/child/tell-draft.h"

G_BEGIN_DECLS

/*
 * "Not this person" (C5): accounts of the home, and a name that is typed. Signal "changed": another account is, or is none
 * any more.
 */
#define PL_TYPE_TELL_EXCEPT (pl_tell_except_get_type ())
G_DECLARE_FINAL_TYPE (PlTellExcept, pl_tell_except, PL, TELL_EXCEPT, AdwBin)

/*
 * people: as Child.ListReaders returns them, "a(ss)". The draft stays the caller's, and is written into; NULL: nothing is
 * written any more.
 */
void pl_tell_except_show (PlTellExcept *list, PlTellDraft *draft, GVariant *people);

G_END_DECLS
