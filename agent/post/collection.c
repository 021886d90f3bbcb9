/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/collection.h"

#include <string.h>

#include "policy/error.h"

struct _PlCollection {
  PlCollectionOptions options;
  char *route;
  PlErrand *errand;
  GBytes *found; /* the answer of the look */
  gsize at;      /* how far it was gone through */
  PlPostParcel parcel;
  guint parcels, taken;
  guint32 validity;
  GByteArray *verdicts; /* of PlPostVerdict */
};

static void
end (PlCollection *collection)
{
  PlCollectionEnd how = collection->taken == 0                       ? PL_COLLECTION_NOTHING
                        : collection->parcels >= PL_POST_PARCELS_MAX ? PL_COLLECTION_MORE
                                                                     : PL_COLLECTION_TOOK;

  collection->options.done (how, collection->options.data);
}

static void
on_settled (GBytes *answer, gpointer data)
{
  PlCollection *collection = data;

  /* What could not be settled comes again, and is known then. */
  g_clear_pointer (&collection->errand, pl_errand_free);
  end (collection);
}

static void
settle (PlCollection *collection)
{
  PlPostFailure why;

  if (collection->verdicts->len > 0)
    collection->errand =
        pl_carrier_settle (&collection->options.carrier, collection->route, collection->validity,
                           collection->verdicts, on_settled, collection, &why);
  if (collection->errand == NULL)
    end (collection);
}

static void
note_verdict (PlCollection *collection, gboolean taken)
{
  PlPostVerdict verdict = { .done = taken };

  memcpy (verdict.name, collection->parcel.name, sizeof verdict.name);
  g_byte_array_append (collection->verdicts, (const guint8 *)&verdict, sizeof verdict);
  collection->taken += taken;
}

/* Hands over all that was signed in one thing. It goes once nothing of it is to be offered again. */
static void
hand_over (PlCollection *collection, GBytes *unwrapped)
{
  PlPostAnswer answer;
  PlPostParcel signed_one;
  gboolean taken = FALSE;
  gsize at = 0;

  if (unwrapped == NULL || !pl_post_read_answer (unwrapped, &answer)) {
    note_verdict (collection, FALSE);
    return;
  }
  while (pl_post_next_parcel (unwrapped, &at, &signed_one)) {
    g_autoptr (GError) error = NULL;
    if (collection->options.arrived (signed_one.bytes, signed_one.length,
                                     collection->options.arrived_data, &error))
      taken = TRUE;
    else if (g_error_matches (error, PL_ERROR, PL_ERROR_IO))
      return;
  }
  note_verdict (collection, taken);
}

static void next (PlCollection *collection);

static void
on_unwrapped (GBytes *answer, gpointer data)
{
  PlCollection *collection = data;

  g_clear_pointer (&collection->errand, pl_errand_free);
  hand_over (collection, answer);
  next (collection);
}

static void
next (PlCollection *collection)
{
  PlPostFailure why;

  while (pl_post_next_parcel (collection->found, &collection->at, &collection->parcel)) {
    collection->parcels++;
    collection->errand = pl_carrier_unwrap (&collection->parcel, on_unwrapped, collection, &why);
    if (collection->errand != NULL)
      return;
  }
  settle (collection);
}

static void
on_found (GBytes *bytes, gpointer data)
{
  PlCollection *collection = data;
  PlPostAnswer answer;

  g_clear_pointer (&collection->errand, pl_errand_free);
  if (bytes == NULL || !pl_post_read_answer (bytes, &answer)) {
    end (collection);
    return;
  }
  collection->found = g_bytes_ref (bytes);
  collection->validity = answer.validity;
  next (collection);
}

PlCollection *
pl_collection_new (const PlCollectionOptions *options)
{
  g_autoptr (PlCollection) collection = g_new0 (PlCollection, 1);
  PlPostFailure why;

  collection->options = *options;
  collection->route = g_strdup (options->route);
  collection->verdicts = g_byte_array_new ();
  collection->errand =
      pl_carrier_collect (&options->carrier, options->route, on_found, collection, &why);
  return collection->errand != NULL ? g_steal_pointer (&collection) : NULL;
}

void
pl_collection_free (PlCollection *collection)
{
  if (collection == NULL)
    return;
  g_clear_pointer (&collection->errand, pl_errand_free);
  g_clear_pointer (&collection->found, g_bytes_unref);
  g_byte_array_unref (collection->verdicts);
  g_free (collection->route);
  g_free (collection);
}
