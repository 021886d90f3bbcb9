/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-filing.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "agent/records/concern-chain.h"
#include "agent/records/concern-notice.h"
#include "agent/records/concern-part.h"
#include "agent/records/concern-view.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/letter.h"
#include "policy/care/signed.h"
#include "policy/error.h"

#define HOUR_S 3600
/* Nobody has so much to tell within an hour, with or without words. */
#define FLOOD_AN_HOUR 60
#define CLIENT_MIN    8
#define CLIENT_MAX    64

typedef struct {
  const PlFilingPlace *place;
  const PlFiling *filing;
  const guint8 *to;   /* the concern that words are added to; NULL: a new one */
  PlConcern *concern; /* the outcome */
} Filing;

static gboolean
is_client (const char *client)
{
  gsize length = strlen (client);

  return length >= CLIENT_MIN && length <= CLIENT_MAX &&
         strspn (client, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") == length;
}

static gboolean
check_names (const char *const *names, GError **error)
{
  guint n = names != NULL ? g_strv_length ((char **)names) : 0;

  if (n > PL_NOT_THESE_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "at most %d people can be left out"),
                 PL_NOT_THESE_MAX);
    return FALSE;
  }
  for (guint i = 0; i < n; i++)
    if (!pl_text_check (NC_ ("said", "a person who is left out"), names[i], PL_NOT_THESE_NAME_MAX,
                        TRUE, error))
      return FALSE;
  return TRUE;
}

static gboolean
check (const PlFiling *filing, GError **error)
{
  if (is_client (filing->client))
    return check_names (filing->not_accounts, error) && check_names (filing->not_typed, error);
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               NC_ ("said", "a client's id has %d to %d letters, digits and hyphens"), CLIENT_MIN,
               CLIENT_MAX);
  return FALSE;
}

static void
copy_names (const char *const *names, GPtrArray *to)
{
  for (; names != NULL && *names != NULL; names++)
    g_ptr_array_add (to, g_strdup (*names));
}

static void
take_route (PlConcern *concern, const PlRoute *route, const PlHomePeople *people)
{
  g_array_set_size (concern->readers, 0);
  concern->n_steps = route->n_steps;
  for (guint i = 0; i < route->n_steps; i++) {
    const PlRouteStep *step = &route->steps[i];
    concern->at_once[i] = step->at_once;
    for (guint j = 0; j < step->people->len; j++) {
      const PlReader *reader =
          pl_home_people_reader (people, g_array_index (step->people, guint, j));
      PlConcernReader row = { .role = step->role, .step = i };
      if (reader == NULL)
        continue;
      memcpy (row.id, reader->key.id, PL_CARE_ID_SIZE);
      g_array_append_val (concern->readers, row);
    }
  }
}

PlConcern *
pl_concern_plan (PlStore *store, const PlFilingPlace *place, const PlFiling *filing)
{
  PlConcern *concern = pl_concern_new ();
  PlMoment now;
  guint n;

  pl_store_now (store, &now);
  pl_care_id_new (concern->id);
  concern->client = g_strdup (filing->client);
  concern->child = g_strdup (filing->child);
  concern->origin = filing->staff != NULL ? PL_CONCERN_BY_STAFF : PL_CONCERN_BY_CHILD;
  concern->made_by = g_strdup (filing->staff != NULL ? filing->staff->account : "");
  concern->kind = filing->kind;
  concern->filed = concern->latest = now.wall_ms / 1000;
  concern->boottime_s = now.boottime_ms / 1000;
  concern->boot = g_strdup (place->boot);
  copy_names (filing->not_accounts, concern->not_accounts);
  copy_names (filing->not_typed, concern->not_typed);
  g_autofree PlExclusion *items = pl_concern_exclusions (concern, &n);
  const PlConcernWishes wishes = { filing->kind, filing->choice, filing->trusted, { items, n } };
  g_autoptr (PlRoute) route = pl_route_new (&wishes, &place->people->people);
  take_route (concern, route, place->people);
  return concern;
}

static void
add_time (PlLetterHead *head, gint64 instant)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (instant);
  g_autofree char *text = at != NULL ? g_date_time_format_iso8601 (at) : g_strdup ("?");

  pl_letter_head_add (head, "At", text);
}

static PlLetterHead *
letter_head (const Filing *filing, const PlConcern *concern, gint64 now)
{
  PlLetterHead *head = pl_letter_head_new ();
  g_autofree char *id = pl_care_id_text (concern->id);

  pl_letter_head_add (head, "Concern", id);
  pl_letter_head_add (head, "Child", concern->child);
  if (filing->filing->child_name != NULL)
    pl_letter_head_add (head, "Name", filing->filing->child_name);
  if (filing->place->home != NULL)
    pl_letter_head_add (head, "Home", filing->place->home);
  pl_letter_head_add (head, "Kind", pl_concern_kind_code (concern->kind));
  if (concern->origin == PL_CONCERN_BY_STAFF)
    pl_letter_head_add (head, "Logged-by", concern->made_by);
  add_time (head, now);
  for (guint i = 0; i < concern->not_accounts->len; i++)
    pl_letter_head_add (head, "Not", concern->not_accounts->pdata[i]);
  for (guint i = 0; i < concern->not_typed->len; i++)
    pl_letter_head_add (head, "Not", concern->not_typed->pdata[i]);
  return head;
}

/* To whom an answer goes, for who reads it on another computer (C11). */
static void
add_answer_to (PlLetterHead *head, const GArray *recipients)
{
  for (guint i = 0; i < recipients->len; i++) {
    const PlRecipient *recipient = &g_array_index (recipients, PlRecipient, i);
    g_autofree char *id = pl_care_id_text (recipient->id);
    g_autofree char *box = pl_care_hex (recipient->box, sizeof recipient->box);
    g_autofree char *line = g_strconcat (id, " ", box, NULL);
    pl_letter_head_add (head, "Answer-to", line);
  }
}

static void
note_part (PlConcern *concern, const PlConcernPart *part, gint64 number, gint64 now)
{
  PlConcernPartNote note = {
    .number = number, .type = part->head.type, .by_child = TRUE, .when = now
  };

  memcpy (note.id, part->head.part, PL_CARE_ID_SIZE);
  g_array_append_val (concern->parts, note);
}

/* The first 16 bytes of a hash: the same client's words again are the same part. */
static void
part_of_client (const PlFiling *filing, const guint8 *concern, guint8 id[PL_CARE_ID_SIZE])
{
  crypto_generichash (id, PL_CARE_ID_SIZE, (const guint8 *)filing->client, strlen (filing->client),
                      concern, PL_CARE_ID_SIZE);
}

/* Seals the words into a part of the concern. The letter is wiped before anything else is done. */
static gboolean
add_part (
    PlStore *store, const Filing *filing, PlConcern *concern, PlSealedType type, GError **error)
{
  const PlFiling *what = filing->filing;
  g_autoptr (GArray) recipients = pl_concern_recipients (store, concern, filing->place);
  PlSealedHead head = { .type = type };
  PlMoment now;
  gsize length;
  gint64 number;

  pl_store_now (store, &now);
  memcpy (head.subject, concern->id, PL_CARE_ID_SIZE);
  if (type == PL_SEALED_CONCERN)
    memcpy (head.part, concern->id, PL_CARE_ID_SIZE);
  else
    part_of_client (what, concern->id, head.part);
  g_autoptr (PlLetterHead) lines = letter_head (filing, concern, now.wall_ms / 1000);
  add_answer_to (lines, recipients);
  guint8 *letter =
      pl_letter_new (lines, what->words, concern->words_kept ? what->length : 0, &length);
  g_autoptr (PlConcernPart) part = pl_concern_part_seal (
      &head, letter, length, (const PlRecipient *)recipients->data, recipients->len);
  sodium_free (letter);
  if (part == NULL || !pl_concern_part_add (store, part, &number, error))
    return FALSE;
  note_part (concern, part, number, now.wall_ms / 1000);
  return TRUE;
}

/* How many messages with words the child, or the member of staff, has sent within the last hour. */
static guint
count_recent (const GPtrArray *concerns, const PlFiling *filing, gint64 now)
{
  guint count = 0;

  for (guint i = 0; i < concerns->len; i++) {
    const PlConcern *concern = concerns->pdata[i];
    if (filing->staff != NULL ? !g_str_equal (concern->made_by, filing->staff->account)
                              : concern->origin != PL_CONCERN_BY_CHILD ||
                                    !g_str_equal (concern->child, filing->child))
      continue;
    for (guint j = 0; j < concern->parts->len; j++) {
      const PlConcernPartNote *part = &g_array_index (concern->parts, PlConcernPartNote, j);
      count += part->by_child && part->when > now - HOUR_S;
    }
  }
  return count;
}

static gboolean
leaves_nobody_out (const PlConcern *concern)
{
  return concern->not_accounts->len == 0 && concern->not_typed->len == 0;
}

/*
 * What the same client has filed. Beyond the cap, what the same hour has of that kind without words; whoever
 * is left out has one of their own, until it is a flood.
 */
static PlConcern *
find_same (const GPtrArray *concerns, const PlConcern *new, guint recent)
{
  for (guint i = 0; i < concerns->len; i++) {
    PlConcern *old = concerns->pdata[i];
    if (!g_str_equal (old->child, new->child) || !g_str_equal (old->made_by, new->made_by))
      continue;
    if (g_str_equal (old->client, new->client) ||
        (recent >= PL_FILINGS_AN_HOUR && !old->words_kept && old->kind == new->kind &&
         old->filed > new->filed - HOUR_S &&
         (recent >= FLOOD_AN_HOUR || (leaves_nobody_out (old) && leaves_nobody_out (new)))))
      return old;
  }
  return NULL;
}

static gboolean
audit (PlStore *store,
       const Filing *filing,
       const PlConcern *concern,
       const char *kind,
       GError **error)
{
  const PlActor child = { 0, concern->child, "" };
  g_autofree char *payload =
      g_strdup_printf ("{\"kind\":\"%s\",\"readers\":%u}", pl_concern_kind_code (concern->kind),
                       concern->readers->len);

  return pl_concern_chain_add (store,
                               filing->filing->staff != NULL ? filing->filing->staff : &child, kind,
                               concern->id, payload, error);
}

static gboolean
file (PlStore *store, gpointer data, GError **error)
{
  Filing *filing = data;
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, error);
  g_autoptr (PlConcern) new = pl_concern_plan (store, filing->place, filing->filing);

  if (concerns == NULL)
    return FALSE;
  guint recent = count_recent (concerns, filing->filing, new->filed);
  PlConcern *same = find_same (concerns, new, recent);
  if (same != NULL) {
    filing->concern = pl_concern_ref (same);
    return TRUE;
  }
  new->words_kept = recent<PL_FILINGS_AN_HOUR &&new->readers->len> 0;
  if (!add_part (store, filing, new, PL_SEALED_CONCERN, error) ||
      !audit (store, filing, new, "filed", error) ||
      !pl_concern_tell_due (store, new, filing->place->care, filing->place->boot,
                            filing->place->people->readers, error) ||
      !pl_concern_save (store, new, error))
    return FALSE;
  filing->concern = g_steal_pointer (&new);
  return TRUE;
}

PlConcern *
pl_concern_file (PlStore *store, const PlFilingPlace *place, const PlFiling *filing, GError **error)
{
  Filing work = { place, filing, NULL, NULL };

  if (!check (filing, error))
    return NULL;
  if (pl_store_transact (store, file, &work, error))
    return work.concern;
  pl_concern_unref (work.concern);
  return NULL;
}

static gboolean
has_part (const PlConcern *concern, const guint8 id[PL_CARE_ID_SIZE])
{
  for (guint i = 0; i < concern->parts->len; i++)
    if (memcmp (g_array_index (concern->parts, PlConcernPartNote, i).id, id, PL_CARE_ID_SIZE) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_room (const GPtrArray *concerns,
            const PlConcern *concern,
            const PlFiling *filing,
            GError **error)
{
  if (concern->parts->len < PL_CONCERN_PARTS_MAX &&
      count_recent (concerns, filing, concern->latest) < PL_FILINGS_AN_HOUR)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
               NC_ ("said", "%d messages within an hour, or %d in one concern, are the most"),
               PL_FILINGS_AN_HOUR, PL_CONCERN_PARTS_MAX);
  return FALSE;
}

static gboolean
add_words (PlStore *store, gpointer data, GError **error)
{
  Filing *filing = data;
  g_autoptr (GPtrArray) concerns = pl_concern_list (store, error);
  PlConcern *concern = concerns != NULL ? pl_concern_find (concerns, filing->to) : NULL;
  guint8 id[PL_CARE_ID_SIZE];

  if (concerns == NULL)
    return FALSE;
  if (concern == NULL || concern->origin != PL_CONCERN_BY_CHILD ||
      !g_str_equal (concern->child, filing->filing->child)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "there is no such concern"));
    return FALSE;
  }
  part_of_client (filing->filing, concern->id, id);
  if (!has_part (concern, id)) {
    PlMoment now;
    pl_store_now (store, &now);
    concern->latest = MAX (concern->latest, now.wall_ms / 1000);
    concern->words_kept = TRUE;
    /* There is more to say: it is not over. */
    concern->closed = 0;
    if (!check_room (concerns, concern, filing->filing, error) ||
        !add_part (store, filing, concern, PL_SEALED_MORE, error))
      return FALSE;
    if (!audit (store, filing, concern, "more", error) ||
        !pl_concern_tell_part (store, concern, concern->parts->len - 1, error) ||
        !pl_concern_save (store, concern, error))
      return FALSE;
  }
  filing->concern = pl_concern_ref (concern);
  return TRUE;
}

PlConcern *
pl_concern_add_words (PlStore *store,
                      const PlFilingPlace *place,
                      const PlFiling *filing,
                      const guint8 concern[PL_CARE_ID_SIZE],
                      GError **error)
{
  Filing work = { place, filing, concern, NULL };

  if (!check (filing, error))
    return NULL;
  if (pl_store_transact (store, add_words, &work, error))
    return work.concern;
  pl_concern_unref (work.concern);
  return NULL;
}
