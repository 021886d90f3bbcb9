/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/restriction.h"

#include <glib/gi18n.h>

#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"

static const char *const ground_codes[] = {
  [PL_GROUND_HARM] = "significant-harm",
  [PL_GROUND_DAMAGE] = "serious-damage",
  [PL_GROUND_OFFENCE] = "criminal-offence",
  [PL_GROUND_OTHER] = "other",
};

/* The fields that are texts, as staff know them, and whether the record needs them. */
static const struct {
  const char *name;
  gsize offset;
  gboolean required;
} texts[] = {
  { "what", G_STRUCT_OFFSET (PlRestriction, what), TRUE },
  { "behaviour", G_STRUCT_OFFSET (PlRestriction, behaviour), TRUE },
  { "place", G_STRUCT_OFFSET (PlRestriction, place), TRUE },
  { "tried", G_STRUCT_OFFSET (PlRestriction, tried), TRUE },
  { "decided-by", G_STRUCT_OFFSET (PlRestriction, decided_by), TRUE },
  { "used-by", G_STRUCT_OFFSET (PlRestriction, used_by), TRUE },
  { "present", G_STRUCT_OFFSET (PlRestriction, present), FALSE },
};

const char *
pl_ground_code (PlGround ground)
{
  return ground >= PL_GROUND_HARM && ground <= PL_GROUND_OTHER ? ground_codes[ground] : NULL;
}

gboolean
pl_ground_parse (const char *code, PlGround *ground)
{
  for (guint i = PL_GROUND_HARM; i < G_N_ELEMENTS (ground_codes); i++)
    if (g_str_equal (ground_codes[i], code)) {
      *ground = (PlGround)i;
      return TRUE;
    }
  return FALSE;
}

static const char *
text_of (const PlRestriction *fields, gsize i)
{
  return G_STRUCT_MEMBER (const char *, fields, texts[i].offset);
}

/* What is wrong with the figures of a restriction; NULL: nothing. */
static const char *
wrong_figures (const PlRestriction *fields, gint64 longest)
{
  if (fields->kind != PL_ADJUSTMENT_NO_INTERNET && fields->kind != PL_ADJUSTMENT_DAY_MINUTES &&
      fields->kind != PL_RESTRICTION_OTHER)
    return NC_ ("said",
                "a restriction stops the internet, or sets minutes a day, or is another one");
  if (fields->kind == PL_ADJUSTMENT_DAY_MINUTES && fields->minutes > PL_MINUTES_A_DAY)
    return NC_ ("said", "a day has 1440 minutes");
  if (fields->until <= fields->from)
    return NC_ ("said", "a restriction has an end, after it begins");
  if (fields->until - fields->from > longest)
    return longest == PL_RESTRICTION_MAX_S
               ? NC_ ("said", "a restriction lasts 28 days at most: longer is for a review")
               : NC_ ("said", "an emergency stop lasts 24 hours at most");
  if (fields->review < fields->from || fields->review > fields->until)
    return NC_ ("said", "a restriction is looked at again before it ends");
  if (pl_ground_code (fields->ground) == NULL)
    return NC_ ("said",
                "say on which ground: significant-harm, serious-damage, criminal-offence or other");
  return fields->happened <= 0 || fields->happened > fields->from
             ? NC_ ("said", "say when it happened: before the restriction")
             : NULL;
}

static gboolean
check (const PlRestriction *fields, gint64 longest, GError **error)
{
  const char *wrong = wrong_figures (fields, longest);

  for (gsize i = 0; wrong == NULL && i < G_N_ELEMENTS (texts); i++)
    if (!pl_text_check (texts[i].name, text_of (fields, i), PL_RESTRICTION_TEXT_MAX,
                        texts[i].required, error))
      return FALSE;
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, wrong);
  return FALSE;
}

/* The same behaviour at the same time of another child: a group was restricted (regulation 35). */
static gboolean
check_no_group (PlStore *store, const PlRestriction *fields, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error,
      "SELECT child FROM restriction WHERE child <> ? AND happened_ms = ?"
      " AND behaviour = ? AND emergency = ''",
      PL_TEXT (fields->child), PL_INT (fields->happened * 1000), PL_TEXT (fields->behaviour));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got > 0)
    g_set_error (
        error, PL_ERROR, PL_ERROR_DENIED,
        NC_ ("said",
             "%s has a restriction for the same: a group is not restricted; say what this child "
             "did"),
        (const char *)sqlite3_column_text (row, 0));
  return got == 0;
}

typedef struct {
  const PlActor *actor;
  const PlRestriction *fields;
  const char *emergency;
  gint64 id;
} Adding;

static gboolean
note_duty (
    PlStore *store, const PlActor *actor, gint64 id, PlDuty duty, const char *note, GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  return pl_store_exec (store, error, "INSERT INTO restriction_duty VALUES (?, ?, ?, ?, ?)",
                        PL_INT (id), PL_INT (duty), PL_INT (now.wall_ms), PL_TEXT (actor->account),
                        PL_TEXT (note));
}

static gboolean
insert (PlStore *store, Adding *adding, GError **error)
{
  const PlRestriction *fields = adding->fields;
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_exec (
          store, error,
          "INSERT INTO restriction (child, kind, minutes, from_ms, until_ms, review_ms, ground,"
          " what, behaviour, place, happened_ms, tried, decided_by, used_by, present, told,"
          " agreed, emergency, made_ms, made_by)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          PL_TEXT (fields->child), PL_INT (fields->kind), PL_INT (fields->minutes),
          PL_INT (fields->from * 1000), PL_INT (fields->until * 1000),
          PL_INT (fields->review * 1000), PL_INT (fields->ground), PL_TEXT (fields->what),
          PL_TEXT (fields->behaviour), PL_TEXT (fields->place), PL_INT (fields->happened * 1000),
          PL_TEXT (fields->tried), PL_TEXT (fields->decided_by), PL_TEXT (fields->used_by),
          PL_TEXT (fields->present), PL_INT (fields->told), PL_INT (fields->agreed),
          PL_TEXT (adding->emergency), PL_INT (now.wall_ms), PL_TEXT (adding->actor->account)))
    return FALSE;
  adding->id = pl_store_last_id (store);
  return note_duty (store, adding->actor, adding->id, PL_DUTY_RECORD, "", error);
}

static gboolean
add (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Adding *adding = data;
  const PlRestriction *fields = adding->fields;
  static const char *const answers[] = { "no", "yes", "partly" };

  if ((adding->emergency[0] == '\0' && !check_no_group (store, fields, error)) ||
      !insert (store, adding, error))
    return FALSE;
  pl_payload_number (payload, "restriction", adding->id);
  if (fields->kind == PL_ADJUSTMENT_DAY_MINUTES)
    pl_payload_number (payload, "minutes-a-day", fields->minutes);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    pl_payload_text (payload, texts[i].name, text_of (fields, i));
  pl_payload_text (payload, "ground", pl_ground_code (fields->ground));
  pl_payload_time (payload, "happened", fields->happened * 1000);
  pl_payload_time (payload, "from", fields->from * 1000);
  pl_payload_time (payload, "until", fields->until * 1000);
  pl_payload_time (payload, "review", fields->review * 1000);
  pl_payload_text (payload, "child-told", answers[fields->told]);
  pl_payload_text (payload, "child-agreed", answers[fields->agreed]);
  if (adding->emergency[0] != '\0')
    pl_payload_text (payload, "emergency", adding->emergency);
  return TRUE;
}

gint64
pl_restriction_add (PlStore *store,
                    const PlActor *actor,
                    const PlRestriction *restriction,
                    GError **error)
{
  PlAct act = { actor, "restriction", restriction->child };
  Adding adding = { actor, restriction, "", 0 };

  if (!check (restriction, PL_RESTRICTION_MAX_S, error) ||
      !pl_act (store, &act, add, &adding, error))
    return 0;
  return adding.id;
}

typedef struct {
  const PlActor *actor;
  const PlRestriction *fields;
  const char *const *children;
} Stopping;

static gboolean
stop_all (PlStore *store, gpointer data, GError **error)
{
  const Stopping *stopping = data;
  PlMoment now;

  pl_store_now (store, &now);
  g_autofree char *emergency = g_strdup_printf ("%" G_GINT64_FORMAT, now.wall_ms);
  for (const char *const *child = stopping->children; *child != NULL; child++) {
    PlRestriction fields = *stopping->fields;
    Adding adding = { stopping->actor, &fields, emergency, 0 };
    PlAct act = { stopping->actor, "emergency-stop", *child };

    fields.child = *child;
    if (!pl_act (store, &act, add, &adding, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
pl_restriction_emergency_stop (PlStore *store,
                               const PlActor *actor,
                               const PlRestriction *fields,
                               const char *const *children,
                               GError **error)
{
  PlRestriction stop = *fields;
  Stopping stopping = { actor, &stop, children };

  stop.kind = PL_ADJUSTMENT_NO_INTERNET;
  return check (&stop, PL_EMERGENCY_STOP_MAX_S, error) &&
         pl_store_transact (store, stop_all, &stopping, error);
}
