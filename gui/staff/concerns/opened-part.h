/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"
#include "gui/staff/concerns/reader-lock.h"

G_BEGIN_DECLS

/*
 * One message of a concern, opened in this process (C8). Its text is in memory that is not swapped out or dumped, and is
 * wiped with it.
 */
typedef struct {
  char *from, *name, *what; /* as Concerns.Get has them */
  gint64 at;
  guint8
      *letter; /* by pl_sealed_memory, a zero behind it; NULL: it was not sealed to this reader */
  gsize length;
} PlOpenedPart;

void pl_opened_part_free (PlOpenedPart *part);

/* Opens what Concerns.Get gave as parts. Of PlOpenedPart, transfer full; empty where the lock is not open. */
GPtrArray *pl_opened_parts_new (PlReaderLock *lock, GVariant *parts);

/* The words of it, owned by the part; NULL where it could not be opened. */
const char *pl_opened_part_words (const PlOpenedPart *part);

/*
 * The lines before the words that are for people ("Not: Jo"), each ended, with the names that a row of Concerns.List says;
 * wiped by the caller. NULL: none.
 */
char *pl_opened_part_lines (const PlOpenedPart *part, PlRecord *concern);

G_END_DECLS
