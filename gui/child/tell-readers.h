/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/child/tell-draft.h"

G_BEGIN_DECLS

/*
 * Who should see it (C5): a choice of readers, one of them made beforehand. Signal "changed": the child has chosen another.
 */
#define PL_TYPE_TELL_READERS (pl_tell_readers_get_type ())
G_DECLARE_FINAL_TYPE (PlTellReaders, pl_tell_readers, PL, TELL_READERS, AdwBin)

/*
 * readers: as Child.ListReaders returns them. The draft stays the caller's, and is written into; NULL: nothing is chosen any
 * more. FALSE where there is nobody to choose.
 */
gboolean pl_tell_readers_show (PlTellReaders *list, PlTellDraft *draft, GVariant *readers);
/* What the chosen one is called; "" where none is. */
const char *pl_tell_readers_get_chosen (PlTellReaders *list);

G_END_DECLS
