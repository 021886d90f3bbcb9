/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/clocks-section.h"

#include <glib/gi18n.h>

#include "gui/staff/today/today-words.h"

#define RESTRICTIONS_MAX 100

/* What is asked, one after the other. */
enum {
  RESTRICTIONS,
  DUE,
  FLAGS,
  N_ASKED,
};

struct _PlClocksSection {
  PlTodaySection parent;
  GVariant *answers[N_ASKED]; /* nullable */
  guint n;                    /* how many of them are of now */
};

G_DEFINE_FINAL_TYPE (PlClocksSection, pl_clocks_section, PL_TYPE_TODAY_SECTION)

/* As policy/care/deadlines.h has them. */
static const struct {
  const char *code, *words;
} duties[] = {
  { "manager-told", NC_ ("duty", "tell the manager about the restriction") },
  { "social-worker-told", NC_ ("duty", "tell the social worker about the restriction") },
  { "family-told", NC_ ("duty", "tell the family about the restriction") },
  { "record", NC_ ("duty", "write the restriction down") },
  { "manager-spoke", NC_ ("duty", "the manager speaks with who restricted") },
  { "signed", NC_ ("duty", "the manager signs the restriction") },
  { "child-spoke", NC_ ("duty", "ask the child about the restriction, and write it down") },
};

/* One clock. Clear with clock_clear. */
typedef struct {
  gint64 due;
  char *title, *subtitle;
} Clock;

static void
clock_clear (gpointer data)
{
  Clock *clock = data;

  g_free (clock->title);
  g_free (clock->subtitle);
}

/* The soonest first; what has no time comes last. */
static gint
compare (gconstpointer a, gconstpointer b)
{
  guint64 one = (guint64)(((const Clock *)a)->due - 1),
          other = (guint64)(((const Clock *)b)->due - 1);

  return (one > other) - (one < other);
}

static const char *
duty_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    if (g_str_equal (duties[i].code, code))
      return g_dpgettext2 (NULL, "duty", duties[i].words);
  return code;
}

/* What one restriction still asks for. */
static void
add_duties (GArray *clocks, PlRecord *today, PlRecord *restriction)
{
  g_autoptr (GVariant) rows = pl_record_value (restriction, "duties", G_VARIANT_TYPE ("a(sxs)"));
  const char *name = pl_staff_child_name (today, pl_record_text (restriction, "child"));
  const char *code, *state;
  GVariantIter iter;
  gint64 due;

  if (rows == NULL)
    return;
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&sx&s)", &code, &due, &state)) {
    Clock clock = { .due = due };
    if (!g_str_equal (state, "open") && !g_str_equal (state, "overdue"))
      continue;
    /* Translators: a child's name, and what staff are to do: "Sam: tell the manager about the restriction". */
    clock.title = g_strdup_printf (C_ ("today", "%1$s: %2$s"), name, duty_words (code));
    /* Translators: what was restricted, and by whom. */
    clock.subtitle =
        g_strdup_printf (C_ ("today", "%1$s, by %2$s"), pl_record_text (restriction, "what"),
                         pl_record_text (restriction, "made-by"));
    g_array_append_val (clocks, clock);
  }
}

/* A record that asks for something by a time. */
static void
add_record (GArray *clocks, PlRecord *today, PlRecord *record)
{
  const char *subject = pl_staff_child_name (today, pl_record_text (record, "subject"));
  const char *what = pl_record_text (record, "what");
  Clock clock = { .due = pl_record_number (record, "due"), .subtitle = g_strdup ("") };

  clock.title = *subject != '\0' ? g_strdup_printf (C_ ("today", "%1$s: %2$s"), subject, what)
                                 : g_strdup (what);

  g_array_append_val (clocks, clock);
}

/* A placement review that is due or past; other flags stand with the child. */
static void
add_review (GArray *clocks, PlRecord *today, const char *account, const char *code, gint64 day)
{
  Clock clock = { .due = day };

  if (!g_str_equal (code, "review-soon") && !g_str_equal (code, "review-past"))
    return;
  clock.title =
      g_strdup_printf (C_ ("today", "%s’s placement review"), pl_staff_child_name (today, account));
  clock.subtitle = g_strdup ("");
  g_array_append_val (clocks, clock);
}

static void
add_reviews (GArray *clocks, PlRecord *today, GVariant *flags)
{
  const char *account, *code;
  GVariantIter iter;
  gint64 day;

  g_variant_iter_init (&iter, flags);
  while (g_variant_iter_next (&iter, "(&s&sx)", &account, &code, &day))
    add_review (clocks, today, account, code, day);
}

static void
add_rows (GArray *clocks,
          PlRecord *today,
          GVariant *rows,
          void (*add) (GArray *clocks, PlRecord *today, PlRecord *row))
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) row = pl_record_new (fields);
    add (clocks, today, row);
  }
}

static void
show (PlTodaySection *section)
{
  GVariant **answers = PL_CLOCKS_SECTION (section)->answers;
  PlRecord *today = pl_today_section_get_today (section);
  g_autoptr (GArray) clocks = g_array_new (FALSE, FALSE, sizeof (Clock));

  g_array_set_clear_func (clocks, clock_clear);
  add_rows (clocks, today, answers[RESTRICTIONS], add_duties);
  add_rows (clocks, today, answers[DUE], add_record);
  add_reviews (clocks, today, answers[FLAGS]);
  g_array_sort (clocks, compare);
  for (guint i = 0; i < clocks->len; i++) {
    const Clock *clock = &g_array_index (clocks, Clock, i);
    g_autofree char *pill = clock->due > 0 ? pl_staff_due (today, clock->due) : NULL;
    AdwActionRow *row = pl_today_row_new (pill, pl_staff_due_state (today, clock->due),
                                          clock->title, clock->subtitle);
    pl_today_section_add (section, GTK_WIDGET (row));
  }
  pl_today_section_end (section, C_ ("today", "Nothing is running out"));
}

static void ask_next (PlClocksSection *section);

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlClocksSection *section = data;
  if (reply == NULL) {
    pl_today_section_fail (data, error);
    return;
  }
  g_clear_pointer (&section->answers[section->n], g_variant_unref);
  section->answers[section->n++] = g_variant_get_child_value (reply, 0);
  if (section->n < N_ASKED)
    ask_next (section);
  else if (pl_today_section_begin (data, g_variant_new_tuple (section->answers, N_ASKED)))
    show (data);
}

static void
ask_next (PlClocksSection *section)
{
  static const struct {
    const char *interface, *method;
  } asked[N_ASKED] = {
    [RESTRICTIONS] = { "Decisions", "ListRestrictions" },
    [DUE] = { "Records", "ListDue" },
    [FLAGS] = { "Staff", "ListFlags" },
  };
  GVariant *arguments =
      section->n == RESTRICTIONS ? g_variant_new ("(sxu)", "", (gint64)0, RESTRICTIONS_MAX) : NULL;

  pl_client_call_staff (pl_today_section_get_client (PL_TODAY_SECTION (section)),
                        asked[section->n].interface, asked[section->n].method, arguments,
                        pl_today_section_get_cancellable (PL_TODAY_SECTION (section)), on_answer,
                        section);
}

static void
ask (PlTodaySection *section)
{
  PL_CLOCKS_SECTION (section)->n = 0;
  ask_next (PL_CLOCKS_SECTION (section));
}

static void
pl_clocks_section_dispose (GObject *object)
{
  for (guint i = 0; i < N_ASKED; i++)
    g_clear_pointer (&PL_CLOCKS_SECTION (object)->answers[i], g_variant_unref);
  G_OBJECT_CLASS (pl_clocks_section_parent_class)->dispose (object);
}

static void
pl_clocks_section_class_init (PlClocksSectionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_clocks_section_dispose;
  PL_TODAY_SECTION_CLASS (class)->ask = ask;
}

static void
pl_clocks_section_init (PlClocksSection *section)
{
}
