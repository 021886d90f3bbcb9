/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/receipt-words.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/child/day-words.h"
#include "gui/widgets/list-words.h"

/* Who can read it so soon can read it now. */
#define A_MOMENT_S 120

static const char *const state_codes[PL_RECEIPT_STATES] = {
  [PL_RECEIPT_SAVED] = "saved",   [PL_RECEIPT_SENT] = "sent",     [PL_RECEIPT_SEEN] = "seen",
  [PL_RECEIPT_ACTING] = "acting", [PL_RECEIPT_CLOSED] = "closed",
};

static const struct {
  const char *code, *words;
} roles[] = {
  { "staff", NC_ ("role", "staff") },
  { "trusted", NC_ ("role", "the person you chose") },
  { "manager", NC_ ("role", "the manager") },
  { "lead", NC_ ("role", "the person who looks after online safety") },
  { "responsible", NC_ ("role", "the person who is responsible for the home") },
  { "outside", NC_ ("role", "somebody outside the home") },
};

const char *
pl_role_words (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].code, role))
      return g_dpgettext2 (NULL, "role", roles[i].words);
  return C_ ("role", "staff");
}

PlReceiptState
pl_receipt_state (PlRecord *receipt)
{
  const char *code = pl_record_text (receipt, "state");

  for (int i = 0; i < PL_RECEIPT_STATES; i++)
    if (g_str_equal (state_codes[i], code))
      return (PlReceiptState)i;
  return PL_RECEIPT_SAVED;
}

/* "7:42 pm" of today, "Monday 9 March" of another day. */
static char *
moment (const PlToday *today, gint64 instant)
{
  if (today == NULL)
    return NULL;
  if (instant < today->start || instant >= today->next)
    return pl_words_day (today, instant);
  g_autoptr (GDateTime) local = pl_today_local (today, instant);
  return pl_words_time (local);
}

char *
pl_receipt_title (PlRecord *receipt, const PlToday *today)
{
  g_autofree char *when = moment (today, pl_record_number (receipt, "filed"));

  if (when == NULL)
    return g_strdup (C_ ("receipt", "Saved"));
  /* Translators: %s is a time or a day. */
  return g_strdup_printf (C_ ("receipt", "Saved, %s"), when);
}

/* Who saw it first, and when. */
static char *
seen_words (PlRecord *receipt, const PlToday *today)
{
  g_autoptr (GVariant) seen = pl_record_value (receipt, "seen", G_VARIANT_TYPE ("a(sx)"));
  const char *role;
  gint64 at;

  if (seen == NULL || g_variant_n_children (seen) == 0)
    return g_strdup (C_ ("receipt", "Seen"));
  g_variant_get_child (seen, 0, "(&sx)", &role, &at);
  g_autofree char *when = moment (today, at);
  if (when == NULL)
    return g_strdup (C_ ("receipt", "Seen"));
  /* Translators: by whom ("the manager"), and a time or a day. */
  return g_strdup_printf (C_ ("receipt", "Seen by %1$s, %2$s"), pl_role_words (role), when);
}

char *
pl_receipt_step (PlRecord *receipt, const PlToday *today, PlReceiptState state)
{
  switch (state) {
    case PL_RECEIPT_SAVED:
      return g_strdup (C_ ("receipt", "Saved on this computer"));
    case PL_RECEIPT_SENT:
      return g_strdup (C_ ("receipt", "Sent"));
    case PL_RECEIPT_SEEN:
      return seen_words (receipt, today);
    case PL_RECEIPT_ACTING:
      return g_strdup (C_ ("receipt", "Something is being done"));
    default:
      return g_strdup (C_ ("receipt", "Finished"));
  }
}

/* The names of a place on the path, or its role where it has none. */
static char *
names_of (GVariant *path, gsize i, gint64 *due)
{
  g_autoptr (GVariant) step = g_variant_get_child_value (path, i);
  g_autoptr (GVariant) names = g_variant_lookup_value (step, "names", G_VARIANT_TYPE_STRING_ARRAY);
  const char *role = "";

  *due = 0;
  g_variant_lookup (step, "due", "x", due);
  g_variant_lookup (step, "role", "&s", &role);
  g_autofree const char **all = names != NULL ? g_variant_get_strv (names, NULL) : NULL;
  if (all == NULL || all[0] == NULL)
    return g_strdup (pl_role_words (role));
  return pl_list_words (all);
}

char *
pl_receipt_next (PlRecord *receipt, const PlToday *today)
{
  g_autoptr (GVariant) path = pl_record_value (receipt, "path", G_VARIANT_TYPE ("aa{sv}"));
  gint64 due;

  if (pl_receipt_state (receipt) >= PL_RECEIPT_SEEN)
    return g_strdup (C_ ("receipt", "You did the right thing."));
  if (!pl_record_flag (receipt, "alerted") || path == NULL || g_variant_n_children (path) == 0)
    return g_strdup (C_ ("receipt",
                         "Saved here. Nobody has been alerted yet. Tell an adult, or ring "
                         "one of the numbers below. You did the right thing."));
  g_autofree char *names = names_of (path, 0, &due);
  /* Translators: %s is a name, names, or "staff". */
  return g_strdup_printf (
      C_ ("receipt",
          "It goes to %s, who will come and find you, or answer here. You did the right thing."),
      names);
}

char *
pl_receipt_later (PlRecord *receipt, const PlToday *today)
{
  g_autoptr (GVariant) path = pl_record_value (receipt, "path", G_VARIANT_TYPE ("aa{sv}"));

  if (pl_receipt_state (receipt) >= PL_RECEIPT_SEEN)
    return NULL;
  for (gsize i = 1; path != NULL && today != NULL && i < g_variant_n_children (path); i++) {
    gint64 due;
    g_autofree char *names = names_of (path, i, &due);
    if (due <= today->now + A_MOMENT_S)
      continue;
    g_autofree char *when = pl_words_when (today, due);
    /* Translators: a time ("8 pm", "tomorrow at noon"), and who. */
    return g_strdup_printf (C_ ("receipt", "If nobody has read it by %1$s, %2$s will see it too."),
                            when, names);
  }
  return NULL;
}
