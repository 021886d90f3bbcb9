/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/records/child-key.h"
#include "agent/records/concern-notice.h"
#include "policy/care/signed.h"
#include "policy/error.h"

gboolean
pl_concern_is_not_for (const PlConcern *concern,
                       const PlFilingPlace *place,
                       const char *account,
                       const char *name)
{
  guint n;
  g_autofree PlExclusion *items = pl_concern_exclusions (concern, &n);
  const PlExclusions exclusions = { items, n };

  return pl_exclusions_cover (&exclusions, &place->people->people, account, name);
}

/* Who has no role in the home any more reads nothing there. */
static gboolean
has_a_role (const PlFilingPlace *place, const PlReader *reader)
{
  g_autofree char *id = pl_care_id_text (reader->key.id);

  for (guint i = 0; i < place->people->people.n; i++)
    if (g_str_equal (place->people->people.people[i].id, id))
      return TRUE;
  return FALSE;
}

static const PlConcernReader *
row_of (const PlConcern *concern, const guint8 *reader)
{
  for (guint i = 0; i < concern->readers->len; i++) {
    const PlConcernReader *row = &g_array_index (concern->readers, PlConcernReader, i);
    if (memcmp (row->id, reader, PL_CARE_ID_SIZE) == 0)
      return row;
  }
  return NULL;
}

gboolean
pl_concern_sees (PlStore *store,
                 PlConcern *concern,
                 const PlFilingPlace *place,
                 const guint8 reader[PL_CARE_ID_SIZE],
                 PlConcernSight *sight)
{
  const PlConcernReader *row = row_of (concern, reader);
  PlEscalation state =
      pl_concern_look (store, concern, place->care, place->boot, place->people->readers);

  sight->reader = pl_reader_find (place->people->readers, reader);
  sight->n_reached = MAX (state.n_reached, concern->n_told);
  if (row == NULL || sight->reader == NULL || sight->reader->state != PL_READER_ACTIVE)
    return FALSE;
  sight->role = row->role;
  return row->step < sight->n_reached && has_a_role (place, sight->reader) &&
         !pl_concern_is_not_for (concern, place, sight->reader->account, sight->reader->key.name);
}

void
pl_concern_view_free (PlConcernView *view)
{
  if (view == NULL)
    return;
  pl_concern_unref (view->concern);
  g_free (view);
}

GPtrArray *
pl_concern_views (PlStore *store, const PlFilingPlace *place, const char *account, GError **error)
{
  static const guint8 nobody[PL_CARE_ID_SIZE];
  const PlReader *reader = pl_reader_of (place->people->readers, account);
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, error);
  g_autoptr (GPtrArray) views =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_concern_view_free);

  for (guint i = concerns != NULL ? concerns->len : 0; i > 0; i--) {
    PlConcernSight sight;
    /* Who is no reader is asked about all the same, and takes as long. */
    if (!pl_concern_sees (store, concerns->pdata[i - 1], place,
                          reader != NULL ? reader->key.id : nobody, &sight))
      continue;
    PlConcernView *view = g_new (PlConcernView, 1);
    *view = (PlConcernView){ pl_concern_ref (concerns->pdata[i - 1]), sight };
    g_ptr_array_add (views, view);
  }
  return concerns != NULL ? g_steal_pointer (&views) : NULL;
}

/* The place of the one of an id; views' length: there is none. */
static guint
place_of (const GPtrArray *views, const guint8 *id)
{
  guint i = 0;

  while (i < views->len &&
         memcmp (((PlConcernView *)views->pdata[i])->concern->id, id, PL_CARE_ID_SIZE) != 0)
    i++;
  return i;
}

PlConcernView *
pl_concern_views_find (const GPtrArray *views, const guint8 id[PL_CARE_ID_SIZE])
{
  guint i = place_of (views, id);

  return i < views->len ? views->pdata[i] : NULL;
}

PlConcernView *
pl_concern_view (PlStore *store,
                 const PlFilingPlace *place,
                 const char *account,
                 const guint8 concern[PL_CARE_ID_SIZE],
                 GError **error)
{
  g_autoptr (GPtrArray) views = pl_concern_views (store, place, account, error);

  if (views == NULL)
    return NULL;
  guint i = place_of (views, concern);
  if (i < views->len)
    return g_ptr_array_steal_index (views, i);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                       NC_ ("said", "there is no such concern"));
  return NULL;
}

static void
add_recipient (GArray *recipients, const PlReaderKey *key)
{
  PlRecipient recipient;

  memcpy (recipient.id, key->id, sizeof recipient.id);
  memcpy (recipient.box, key->box, sizeof recipient.box);
  g_array_append_val (recipients, recipient);
}

GArray *
pl_concern_recipients (PlStore *store, const PlConcern *concern, const PlFilingPlace *place)
{
  GArray *recipients = g_array_new (FALSE, FALSE, sizeof (PlRecipient));
  PlReaderKey pin;

  for (guint i = 0; i < concern->readers->len; i++) {
    const PlReader *reader = pl_reader_find (
        place->people->readers, g_array_index (concern->readers, PlConcernReader, i).id);
    if (reader != NULL && reader->state == PL_READER_ACTIVE &&
        !pl_concern_is_not_for (concern, place, reader->account, reader->key.name))
      add_recipient (recipients, &reader->key);
  }
  if (concern->origin == PL_CONCERN_BY_CHILD &&
      pl_child_key_get (store, concern->child, &pin, NULL, NULL))
    add_recipient (recipients, &pin);
  return recipients;
}
