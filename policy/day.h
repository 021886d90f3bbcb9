/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/people/profile.h"

G_BEGIN_DECLS

/*
 * A child's today and tomorrow as they can be shown: what is open whatever the allowance, quiet time
 * and agreed contact. For people to read; what holds now is the verdict's (verdict.h). Pure.
 */
typedef struct {
  gint64 now;      /* Unix seconds */
  gint64 start;    /* the midnight that begins today */
  gint64 next;     /* the one that begins tomorrow */
  gint64 end;      /* and the one that ends it */
  GArray *open;    /* of PlSpan, joined, inside [start, end) */
  GArray *quiet;   /* the same */
  GArray *contact; /* of PlDayContact */
} PlDay;

typedef struct {
  const char *id; /* the profile's: "mum" */
  gint64 start,
      end; /* inside [start, end) of the day; all of it for a contact that is always open */
} PlDayContact;

#define pl_day_contact_nth(day, i) (&g_array_index ((day)->contact, PlDayContact, (i)))

/* adjustments: nullable, of PlAdjustment. The profile outlives the day. */
void pl_day_init (PlDay *day,
                  const PlHome *home,
                  const PlProfile *profile,
                  gint64 now,
                  const GArray *adjustments);
void pl_day_clear (PlDay *day);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlDay, pl_day_clear)

G_END_DECLS
