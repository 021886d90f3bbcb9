/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/clocks-section.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/initial.h"
#include "gui/staff/children/child-page.h"
#include "gui/staff/records/record-words.h"
#include "gui/staff/row.h"
#include "gui/staff/today/duty-words.h"
#include "gui/staff/today/today-child.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/list-words.h"

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

/* One clock. Clear with clock_clear. */
typedef struct {
  gint64 due;
  char *title, *subtitle;
  char *account; /* whose page it leads to, where it is a child's; nullable: to the records */
} Clock;

static void
clock_clear (gpointer data)
{
  Clock *clock = data;

  g_free (clock->title);
  g_free (clock->subtitle);
  g_free (clock->account);
}

/* The soonest first; what has no time comes last. */
static gint
compare (gconstpointer a, gconstpointer b)
{
  guint64 one = (guint64)(((const Clock *)a)->due - 1),
          other = (guint64)(((const Clock *)b)->due - 1);

  return (one > other) - (one < other);
}

/* What one restriction still asks for. */
static void
add_duties (GArray *clocks, PlRecord *restriction)
{
  g_autoptr (GVariant) rows = pl_record_value (restriction, "duties", G_VARIANT_TYPE ("a(sxs)"));
  const char *name = pl_record_person (restriction, "child");
  const char *code, *state;
  GVariantIter iter;
  gint64 due;

  if (rows == NULL)
    return;
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&sx&s)", &code, &due, &state)) {
    if (!g_str_equal (state, "open") && !g_str_equal (state, "overdue"))
      continue;
    Clock clock = { .due = due, .account = g_strdup (pl_record_text (restriction, "child")) };
    /* Translators: a child's name, and what staff are to do: "Sam: tell the manager about the restriction". */
    clock.title = g_strdup_printf (C_ ("today", "%1$s: %2$s"), name, pl_duty_words (code));
    /* Translators: what was restricted, and by whom. */
    clock.subtitle =
        g_strdup_printf (C_ ("today", "%1$s, by %2$s"), pl_record_text (restriction, "what"),
                         pl_record_person (restriction, "made-by"));
    g_array_append_val (clocks, clock);
  }
}

/* A record that asks for something by a time. Of whom there is no record of training at all stands in one row together. */
static void
add_record (GArray *clocks, PlRecord *record)
{
  const char *subject = pl_record_person (record, "subject");
  const char *what = pl_record_say (pl_record_text (record, "what"));
  Clock clock = { .due = pl_record_number (record, "due"), .subtitle = g_strdup ("") };

  if (pl_record_number (record, "id") == 0)
    return;
  clock.title = *subject != '\0' ? g_strdup_printf (C_ ("today", "%1$s: %2$s"), subject, what)
                                 : pl_capital (what);
  g_array_append_val (clocks, clock);
}

static void
add_untrained (GArray *clocks, GVariant *rows)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) record = pl_record_new (row);
    if (pl_record_number (record, "id") == 0)
      g_strv_builder_add (builder, pl_record_person (record, "subject"));
  }
  g_autofree char *people = pl_list_words_end (builder);
  if (*people == '\0')
    return;
  Clock clock = { -1, g_strdup (C_ ("today", "No training is on record")),
                  g_steal_pointer (&people), NULL };
  g_array_append_val (clocks, clock);
}

/* What has a day; other flags stand with the child. */
static const struct {
  const char *code, *words;
} prompts[] = {
  { "emergency-review", NC_ ("prompt", "emergency review, the level is provisional") },
  { "review-soon", NC_ ("prompt", "placement review") },
  { "review-past", NC_ ("prompt", "placement review") },
  { "turns-13", NC_ ("prompt", "13th birthday, review social networks") },
  { "turns-18", NC_ ("prompt", "18th birthday, control ends unless they agree") },
  { "agreement-ends", NC_ ("prompt", "what was agreed at 18 ends") },
  { "stay-ends", NC_ ("prompt", "the stay ends") },
  { "stay-ended", NC_ ("prompt", "the stay has ended") },
  { "account-expires", NC_ ("prompt", "this account of staff ends") },
};

static void
add_prompt (GArray *clocks, const char *account, const char *name, const char *code, gint64 day)
{
  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++) {
    if (!g_str_equal (code, prompts[i].code))
      continue;
    /* Translators: a name, and what has a day: "Sam: placement review". */
    Clock clock = { day,
                    g_strdup_printf (C_ ("today", "%1$s: %2$s"), *name != '\0' ? name : account,
                                     g_dpgettext2 (NULL, "prompt", prompts[i].words)),
                    g_strdup (""), g_strdup (account) };
    g_array_append_val (clocks, clock);
  }
}

static void
add_prompts (GArray *clocks, GVariant *flags)
{
  const char *account, *code, *name;
  GVariantIter iter;
  gint64 day;

  g_variant_iter_init (&iter, flags);
  while (g_variant_iter_next (&iter, "(&s&sx&s)", &account, &code, &day, &name))
    add_prompt (clocks, account, name, code, day);
}

static void
add_rows (GArray *clocks, GVariant *rows, void (*add) (GArray *clocks, PlRecord *row))
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) row = pl_record_new (fields);
    add (clocks, row);
  }
}

/* A child's clock leads to the child, and every other one to the records. */
static void
on_row (AdwActionRow *row, gpointer data)
{
  PlRecord *child = g_object_get_data (G_OBJECT (row), "child");

  if (child != NULL)
    pl_subpage_open (GTK_WIDGET (row),
                     pl_child_page_new (pl_today_section_get_client (data), child));
  else
    gtk_widget_activate_action (GTK_WIDGET (row), "staff.go", "s", "records");
}

static void
add_clock (PlTodaySection *section, PlRecord *today, const Clock *clock)
{
  g_autofree char *pill = clock->due > 0 ? pl_staff_due (today, clock->due) : NULL;
  AdwActionRow *row = pl_staff_row_new (pill, pl_staff_due_state (today, clock->due), clock->title,
                                        clock->subtitle);
  PlRecord *child =
      clock->account != NULL
          ? pl_today_child_new (today, PL_CLOCKS_SECTION (section)->answers[FLAGS], clock->account)
          : NULL;

  g_object_set_data_full (G_OBJECT (row), "child", child, g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_row), section);
  pl_today_section_add (section, GTK_WIDGET (row));
}

static void
show (PlTodaySection *section)
{
  GVariant **answers = PL_CLOCKS_SECTION (section)->answers;
  PlRecord *today = pl_today_section_get_today (section);
  g_autoptr (GArray) clocks = g_array_new (FALSE, FALSE, sizeof (Clock));

  g_array_set_clear_func (clocks, clock_clear);
  add_rows (clocks, answers[RESTRICTIONS], add_duties);
  add_rows (clocks, answers[DUE], add_record);
  add_untrained (clocks, answers[DUE]);
  add_prompts (clocks, answers[FLAGS]);
  g_array_sort (clocks, compare);
  for (guint i = 0; i < clocks->len; i++)
    add_clock (section, today, &g_array_index (clocks, Clock, i));
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
