/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/today.h"

G_DEFINE_BOXED_TYPE (PlToday, pl_today, pl_today_ref, pl_today_unref)

static void
contact_free (gpointer data)
{
  PlTodayContact *contact = data;

  g_free (contact->who);
  g_free (contact);
}

static void
number_free (gpointer data)
{
  PlTodayNumber *number = data;

  g_free (number->name);
  g_free (number->digits);
  g_free (number);
}

static gint64
time_of (GVariantDict *fields, const char *key)
{
  gint64 value = 0;

  g_variant_dict_lookup (fields, key, "x", &value);
  return value;
}

static char *
text_of (GVariantDict *fields, const char *key)
{
  char *value = NULL;

  g_variant_dict_lookup (fields, key, "s", &value);
  return value != NULL ? value : g_strdup ("");
}

static gboolean
flag_of (GVariantDict *fields, const char *key)
{
  gboolean value = FALSE;

  g_variant_dict_lookup (fields, key, "b", &value);
  return value;
}

static GArray *
spans_of (GVariantDict *fields, const char *key)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PlTodaySpan));
  g_autoptr (GVariantIter) rows = NULL;
  PlTodaySpan span;

  if (g_variant_dict_lookup (fields, key, "a(xx)", &rows))
    while (g_variant_iter_next (rows, "(xx)", &span.start, &span.end))
      g_array_append_val (spans, span);
  return spans;
}

static GPtrArray *
contacts_of (GVariantDict *fields)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func (contact_free);
  g_autoptr (GVariantIter) rows = NULL;
  PlTodayContact row;

  if (g_variant_dict_lookup (fields, "contacts", "a(sxx)", &rows))
    while (g_variant_iter_next (rows, "(sxx)", &row.who, &row.span.start, &row.span.end))
      g_ptr_array_add (contacts, g_memdup2 (&row, sizeof row));
  return contacts;
}

static GPtrArray *
numbers_of (GVariantDict *fields)
{
  GPtrArray *numbers = g_ptr_array_new_with_free_func (number_free);
  g_autoptr (GVariantIter) rows = NULL;
  PlTodayNumber row;

  if (g_variant_dict_lookup (fields, "numbers", "a(ss)", &rows))
    while (g_variant_iter_next (rows, "(ss)", &row.name, &row.digits))
      g_ptr_array_add (numbers, g_memdup2 (&row, sizeof row));
  return numbers;
}

static GHashTable *
opened_of (GVariantDict *fields)
{
  GHashTable *opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GVariantIter) rows = NULL;
  gint64 made;
  char *what;

  if (g_variant_dict_lookup (fields, "opened", "a{sx}", &rows))
    while (g_variant_iter_next (rows, "{sx}", &what, &made))
      g_hash_table_replace (opened, what, g_memdup2 (&made, sizeof made));
  return opened;
}

static void
read_day (PlToday *today, GVariantDict *fields)
{
  g_autofree char *zone = text_of (fields, "zone");

  today->zone = g_time_zone_new_identifier (zone);
  if (today->zone == NULL)
    today->zone = g_time_zone_new_utc ();
  today->now = time_of (fields, "now");
  today->start = time_of (fields, "start");
  today->next = time_of (fields, "next");
  today->end = time_of (fields, "end");
  today->open = spans_of (fields, "open");
  today->quiet = spans_of (fields, "quiet");
  today->contacts = contacts_of (fields);
}

static void
read_child (PlToday *today, GVariantDict *fields)
{
  today->name = text_of (fields, "name");
  today->home = text_of (fields, "home");
  today->level = text_of (fields, "level");
  today->level_about = text_of (fields, "level-about");
  today->review = text_of (fields, "review");
  today->numbers = numbers_of (fields);
  today->opened = opened_of (fields);
  today->kept_days = time_of (fields, "kept-days");
  today->visit = -1;
  g_variant_dict_lookup (fields, "visit", "x", &today->visit);
  today->easy_read = flag_of (fields, "easy-read");
  today->large_type = flag_of (fields, "large-type");
  today->read_aloud = flag_of (fields, "read-aloud");
}

PlToday *
pl_today_new (GVariant *state, GVariant *day, gint64 later)
{
  PlToday *today = g_new0 (PlToday, 1);
  g_autoptr (GVariant) inner = g_variant_get_child_value (day, 0);
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (inner);

  g_atomic_ref_count_init (&today->refs);
  g_variant_get (state, "(bxx^as)", &today->online, &today->until, &today->left_s, &today->reasons);
  read_day (today, &fields);
  today->now += later;
  read_child (today, &fields);
  return today;
}

PlToday *
pl_today_ref (PlToday *today)
{
  g_atomic_ref_count_inc (&today->refs);
  return today;
}

void
pl_today_unref (PlToday *today)
{
  if (!g_atomic_ref_count_dec (&today->refs))
    return;
  g_strfreev (today->reasons);
  g_time_zone_unref (today->zone);
  g_free (today->name);
  g_free (today->home);
  g_free (today->level);
  g_free (today->level_about);
  g_free (today->review);
  g_array_unref (today->open);
  g_array_unref (today->quiet);
  g_ptr_array_unref (today->contacts);
  g_ptr_array_unref (today->numbers);
  g_hash_table_unref (today->opened);
  g_free (today);
}

gboolean
pl_today_has_reason (const PlToday *today, const char *code)
{
  return g_strv_contains ((const char *const *)today->reasons, code);
}

gint64
pl_today_opened (const PlToday *today, const char *what)
{
  const gint64 *made = g_hash_table_lookup (today->opened, what);

  return made != NULL ? *made : 0;
}

GDateTime *
pl_today_local (const PlToday *today, gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);

  return g_date_time_to_timezone (utc, today->zone);
}
