/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/signed.h"

G_BEGIN_DECLS

/* To whom an answer to a concern is sealed: its readers, and the child's PIN where there is one. Both are transfer full. */

/* Of PlRecipient. rows: the recipients of Concerns.Get, "a(ayay)"; what is none of that size is left out. */
GArray *pl_recipients_read (GVariant *rows);

/* Of PlRecipient: the same as an opened letter has it (Answer-to), for who reads it on another computer (C11). */
GArray *pl_recipients_of_letter (const guint8 *letter, gsize length);

G_END_DECLS
