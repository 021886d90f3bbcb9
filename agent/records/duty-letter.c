/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/duty-letter.h"

#include <sodium.h>
#include <string.h>

#include "agent/records/outbox.h"
#include "agent/records/reader-route.h"
#include "agent/records/store-private.h"
#include "policy/care/letter.h"
#include "policy/care/sealed.h"

typedef struct {
  const PlHomePeople *people;
  const GArray *overdue;
  const char *home;
  GTimeZone *zone;
} Writing;

/* A route that carries leads to the reader; notices tell their sessions here anyway. */
static gboolean
has_route (PlStore *store, const PlReader *reader, gboolean *has, GError **error)
{
  g_autoptr (GPtrArray) routes = pl_reader_route_list (store, reader->key.id, error);

  *has = FALSE;
  for (guint i = 0; routes != NULL && i < routes->len; i++)
    *has = *has ||
           !g_str_equal (((const PlReaderRouteState *)routes->pdata[i])->route, PL_ROUTE_NOTICES);
  return routes != NULL;
}

static gboolean
is_told (
    PlStore *store, const char *reader, const PlOverdueDuty *duty, gboolean *told, GError **error)
{
  gint64 number;

  if (!pl_store_number (store, error, &number, 0,
                        "SELECT count (*) FROM duty_letter"
                        " WHERE restriction = ? AND duty = ? AND reader = ?",
                        PL_INT (duty->restriction), PL_INT (duty->duty), PL_TEXT (reader)))
    return FALSE;
  *told = number > 0;
  return TRUE;
}

static void
add_line (GString *words, const PlOverdueDuty *duty, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (duty->due);
  g_autoptr (GDateTime) due = g_date_time_to_timezone (utc, zone);
  g_autofree char *time = g_date_time_format (due, "%Y-%m-%d %H:%M");

  g_string_append_printf (words, "Restriction %" G_GINT64_FORMAT " of %s: %s was due by %s.\n",
                          duty->restriction, duty->child, pl_duty_code (duty->duty), time);
}

static GBytes *
seal (const PlReader *reader, const guint8 id[PL_CARE_ID_SIZE], const char *home, const char *words)
{
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();
  guint8 key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];
  PlSealedHead sealed = { .type = PL_SEALED_NOTICE };
  gsize length;

  memcpy (sealed.subject, id, PL_CARE_ID_SIZE);
  memcpy (sealed.part, id, PL_CARE_ID_SIZE);
  pl_letter_head_add (head, "Kind", "overdue");
  pl_letter_head_add (head, "Home", home);
  guint8 *letter = pl_letter_new (head, (const guint8 *)words, strlen (words), &length);
  g_autoptr (GBytes) content = pl_sealed_content (&sealed, letter, length, key);
  sodium_free (letter);
  if (content == NULL)
    return NULL;
  pl_sealed_key (&sealed, key, reader->key.id, reader->key.box, sealed_key);
  sodium_memzero (key, sizeof key);
  return pl_sealed_message (&sealed, reader->key.id, sealed_key, content);
}

static gboolean
hand_over (PlStore *store,
           const PlReader *reader,
           const guint8 id[PL_CARE_ID_SIZE],
           GBytes *sealed,
           GError **error)
{
  PlOutboxMessage message = { .purpose = PL_OUTBOX_DUTY, .sealed = sealed };
  PlMoment now;

  pl_store_now (store, &now);
  message.due_ms = now.wall_ms;
  memcpy (message.id, id, PL_CARE_ID_SIZE);
  memcpy (message.reader, reader->key.id, PL_CARE_ID_SIZE);
  return pl_outbox_add (store, &message, error);
}

/* One letter with all that one reader has not been told of. */
static gboolean
write_to (
    PlStore *store, const Writing *writing, const PlReader *reader, guint roles, GError **error)
{
  g_autofree char *to = pl_care_id_text (reader->key.id);
  g_autoptr (GString) words = g_string_new (NULL);
  guint8 id[PL_CARE_ID_SIZE];
  gboolean told;

  pl_care_id_new (id);
  g_autofree char *letter = pl_care_id_text (id);
  for (guint i = 0; i < writing->overdue->len && words->len < PL_WORDS_MAX - 200; i++) {
    const PlOverdueDuty *duty = &g_array_index (writing->overdue, PlOverdueDuty, i);
    if ((duty->roles & roles) == 0)
      continue;
    if (!is_told (store, to, duty, &told, error) ||
        (!told && !pl_store_exec (store, error, "INSERT INTO duty_letter VALUES (?, ?, ?, ?)",
                                  PL_INT (duty->restriction), PL_INT (duty->duty), PL_TEXT (to),
                                  PL_TEXT (letter))))
      return FALSE;
    if (!told)
      add_line (words, duty, writing->zone);
  }
  if (words->len == 0)
    return TRUE;
  g_autoptr (GBytes) sealed = seal (reader, id, writing->home, words->str);
  return sealed == NULL || hand_over (store, reader, id, sealed, error);
}

static gboolean
write_all (PlStore *store, gpointer data, GError **error)
{
  const Writing *writing = data;

  for (guint i = 0; i < writing->people->entries->len; i++) {
    const PlReader *reader = pl_home_people_reader (writing->people, i);
    guint roles = g_array_index (writing->people->entries, PlPerson, i).roles;
    gboolean has;
    if (reader == NULL)
      continue;
    if (!has_route (store, reader, &has, error) ||
        (has && !write_to (store, writing, reader, roles, error)))
      return FALSE;
  }
  return TRUE;
}

gboolean
pl_duty_letters_write (PlStore *store,
                       const PlHomePeople *people,
                       const GArray *overdue,
                       const char *home,
                       GTimeZone *zone,
                       GError **error)
{
  Writing writing = { people, overdue, home, zone };

  return overdue->len == 0 || pl_store_transact (store, write_all, &writing, error);
}

/* The letters that named it, and name nothing any more: texts, transfer full. NULL with an error. */
static GPtrArray *
letters_of (PlStore *store, gint64 restriction, PlDuty duty, GError **error)
{
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func (g_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT letter FROM duty_letter AS d WHERE restriction = ?1 AND duty = ?2 AND NOT EXISTS"
      " (SELECT 1 FROM duty_letter AS o WHERE o.letter = d.letter"
      "  AND (o.restriction, o.duty) IS NOT (?1, ?2))",
      PL_INT (restriction), PL_INT (duty));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (letters, pl_store_column_text (rows, 0));
  return got == 0 ? g_steal_pointer (&letters) : NULL;
}

gboolean
pl_duty_letters_done (PlStore *store, gint64 restriction, PlDuty duty, GError **error)
{
  g_autoptr (GPtrArray) letters = letters_of (store, restriction, duty, error);
  guint8 id[PL_CARE_ID_SIZE];

  for (guint i = 0; letters != NULL && i < letters->len; i++)
    if (pl_care_id_parse (letters->pdata[i], id) && !pl_outbox_withdraw (store, id, NULL, error))
      return FALSE;
  return letters != NULL && pl_store_exec (store, error,
                                           "DELETE FROM duty_letter"
                                           " WHERE restriction = ? AND duty = ?",
                                           PL_INT (restriction), PL_INT (duty));
}
