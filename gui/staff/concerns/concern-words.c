/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/concern-words.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/app/time-words.h"
#include "policy/care/kind.h"

static const struct {
  const char *code, *words;
} roles[] = {
  { "staff", NC_ ("reader", "staff on shift") },
  { "trusted", NC_ ("reader", "the person whom the child chose") },
  { "manager", NC_ ("reader", "the manager") },
  { "lead", NC_ ("reader", "the safeguarding lead") },
  { "responsible", NC_ ("reader", "the responsible individual") },
  { "outside", NC_ ("reader", "an officer outside the home") },
}, parts[] = {
  { "concern", NC_ ("message", "Told") },
  { "more", NC_ ("message", "Added") },
  { "answer", NC_ ("message", "Answer") },
  { "acting", NC_ ("message", "What is done") },
  { "outcome", NC_ ("message", "How it ended") },
};

const char *
pl_concern_role (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].code, role))
      return g_dpgettext2 (NULL, "reader", roles[i].words);
  return C_ ("reader", "a reader");
}

const char *
pl_concern_part_words (const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].code, what))
      return g_dpgettext2 (NULL, "message", parts[i].words);
  return C_ ("message", "Message");
}

/* Lines of a letter that Porchlight writes itself (policy/care/referral.h, agent/records/concern-filing.c). */
static const struct {
  const char *key, *words;
} lines[] = {
  { "Referred-to", NC_ ("concern line", "Told to") },
  { "Referred-when", NC_ ("concern line", "When, and with whom") },
  { "Reference", NC_ ("concern line", "Their reference") },
  { "Not", NC_ ("concern line", "Not for") },
};

const char *
pl_concern_line_words (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (g_str_equal (lines[i].key, key))
      return g_dpgettext2 (NULL, "concern line", lines[i].words);
  return key;
}

const char *
pl_concern_kind_words (PlRecord *concern)
{
  PlConcernKind kind;

  return pl_concern_kind_parse (pl_record_text (concern, "kind"), &kind)
             ? pl_concern_kind_text (kind, pl_screen_policy_language ())
             : C_ ("concerns", "A concern");
}

gboolean
pl_concern_is_unseen (PlRecord *concern)
{
  const char *state = pl_record_text (concern, "state");

  return g_str_equal (state, "saved") || g_str_equal (state, "sent");
}

gboolean
pl_concern_is_closed (PlRecord *concern)
{
  return g_str_equal (pl_record_text (concern, "state"), "closed");
}

gboolean
pl_concern_was_seen_by (PlRecord *concern, const char *role)
{
  g_autoptr (GVariant) seen = pl_record_value (concern, "seen", G_VARIANT_TYPE ("a(sx)"));

  for (gsize i = 0; seen != NULL && i < g_variant_n_children (seen); i++) {
    const char *one;
    g_variant_get_child (seen, i, "(&sx)", &one, NULL);
    if (g_str_equal (one, role))
      return TRUE;
  }
  return FALSE;
}

/* The step after the reader's own; FALSE where there is none. */
static gboolean
next_step (PlRecord *concern, const char **role, gint64 *due)
{
  g_autoptr (GVariant) path = pl_record_value (concern, "path", G_VARIANT_TYPE ("aa{sv}"));
  const char *own = pl_record_text (concern, "role");
  gboolean found = FALSE;

  for (gsize i = 0; path != NULL && i < g_variant_n_children (path); i++) {
    g_autoptr (GVariant) step = g_variant_get_child_value (path, i);
    const char *one = "";
    g_variant_lookup (step, "role", "&s", &one);
    if (found && g_variant_lookup (step, "due", "x", due)) {
      /* The codes of pl_concern_role outlive the reply. */
      *role = pl_concern_role (one);
      return TRUE;
    }
    found = found || g_str_equal (one, own);
  }
  return FALSE;
}

char *
pl_concern_turn (PlRecord *concern)
{
  const char *own = pl_concern_role (pl_record_text (concern, "role")), *next;
  gint64 due;

  if (!next_step (concern, &next, &due))
    /* Translators: %s is "the manager" and the like. */
    return g_strdup_printf (C_ ("concerns", "Your turn: you read it as %s. Nobody comes after."),
                            own);
  g_autofree char *when = pl_words_short_moment (due);
  return g_strdup_printf (
      /* Translators: %1$s and %2$s are "the manager" and the like, %3$s is a day and a time. */
      C_ ("concerns",
          "Your turn: you read it as %1$s. If nobody has seen it, %2$s is asked from %3$s."),
      own, next, when);
}

/* Who saw it first, and when. */
static char *
seen_words (PlRecord *concern)
{
  g_autoptr (GVariant) seen = pl_record_value (concern, "seen", G_VARIANT_TYPE ("a(sx)"));
  const char *role;
  gint64 when;

  if (seen == NULL || g_variant_n_children (seen) == 0)
    return g_strdup (C_ ("concerns", "Seen"));
  g_variant_get_child (seen, 0, "(&sx)", &role, &when);
  g_autofree char *at = pl_words_short_moment (when);
  /* Translators: %1$s is "the manager" and the like, %2$s is a day and a time. */
  return g_strdup_printf (C_ ("concerns", "Seen by %1$s, %2$s"), pl_concern_role (role), at);
}

char *
pl_concern_state (PlRecord *concern)
{
  const char *state = pl_record_text (concern, "state");
  g_autofree char *filed = pl_words_short_moment (pl_record_number (concern, "filed"));
  g_autofree char *closed = pl_words_short_moment (pl_record_number (concern, "closed"));

  if (pl_concern_is_unseen (concern))
    /* Translators: %s is a day and a time. */
    return g_strdup_printf (C_ ("concerns", "Unseen since %s"), filed);
  if (g_str_equal (state, "acting"))
    return g_strdup (C_ ("concerns", "Being acted on"));
  if (g_str_equal (state, "closed"))
    /* Translators: %s is a day and a time. */
    return g_strdup_printf (C_ ("concerns", "Closed, %s"), closed);
  return seen_words (concern);
}
