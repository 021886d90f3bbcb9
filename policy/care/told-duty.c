/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/told-duty.h"

void
pl_told_duty_free (PlToldDuty *duty)
{
  g_free (duty->reference);
  g_strfreev (duty->sources);
  g_free (duty);
}

/* When the manager saw it first; 0: not yet. */
static gint64
manager_saw (GVariant *row)
{
  g_autoptr (GVariant) seen = g_variant_lookup_value (row, "seen", G_VARIANT_TYPE ("a(sx)"));
  const char *role;
  gint64 at, first = 0;

  for (gsize i = 0; seen != NULL && i < g_variant_n_children (seen); i++) {
    g_variant_get_child (seen, i, "(&sx)", &role, &at);
    if (g_str_equal (role, "manager") && (first == 0 || at < first))
      first = at;
  }
  return first;
}

/* sources: taken. */
static PlToldDuty *
duty_new (PlTold party, PlToldWhen when, char **sources, const PlReferrals *referrals)
{
  PlToldDuty *duty = g_new0 (PlToldDuty, 1);

  duty->party = party;
  duty->when = when;
  duty->at = referrals->at[party];
  duty->status.state = duty->at > 0 ? PL_DUTY_DONE : PL_DUTY_OPEN;
  duty->reference =
      g_strdup (referrals->reference[party] != NULL ? referrals->reference[party] : "");
  duty->sources = sources != NULL ? sources : g_new0 (char *, 1);
  return duty;
}

/* NULL for what this program does not know yet. */
static PlToldDuty *
read_duty (GVariant *told, const PlReferrals *referrals)
{
  const char *to = "", *when_code = "";
  char **sources = NULL;
  PlTold party;
  PlToldWhen when;

  g_variant_lookup (told, "to", "&s", &to);
  g_variant_lookup (told, "when", "&s", &when_code);
  if (!pl_told_parse (to, &party) || !pl_told_when_parse (when_code, &when) || when == PL_TOLD_NO)
    return NULL;
  g_variant_lookup (told, "sources", "^as", &sources);
  return duty_new (party, when, sources, referrals);
}

/* Those of told; which parties are among them. */
static void
add_asked (GPtrArray *duties,
           GVariant *row,
           const PlReferrals *referrals,
           GTimeZone *zone,
           gint64 now,
           gboolean there[PL_TOLD_PARTIES])
{
  g_autoptr (GVariant) told = g_variant_lookup_value (row, "told", G_VARIANT_TYPE ("aa{sv}"));
  gint64 known = -1;

  g_variant_lookup (row, "known", "x", &known);
  for (gsize i = 0; told != NULL && i < g_variant_n_children (told); i++) {
    g_autoptr (GVariant) one = g_variant_get_child_value (told, i);
    PlToldDuty *duty = read_duty (one, referrals);
    if (duty == NULL)
      continue;
    if (known >= 0)
      duty->status = pl_referrals_status (referrals, known, duty->party, duty->when, zone, now);
    there[duty->party] = TRUE;
    g_ptr_array_add (duties, duty);
  }
}

GPtrArray *
pl_told_duties (GVariant *row, const PlReferrals *referrals, GTimeZone *zone, gint64 now)
{
  GPtrArray *duties = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_told_duty_free);
  gboolean there[PL_TOLD_PARTIES] = { FALSE };
  PlReferrals all = *referrals; /* borrowed */
  gint64 saw = manager_saw (row);

  if (saw > 0 && (all.at[PL_TOLD_MANAGER] == 0 || saw < all.at[PL_TOLD_MANAGER]))
    all.at[PL_TOLD_MANAGER] = saw;
  add_asked (duties, row, &all, zone, now, there);
  for (guint party = 0; party < PL_TOLD_PARTIES; party++)
    if (!there[party] && referrals->at[party] > 0)
      g_ptr_array_add (duties, duty_new ((PlTold)party, PL_TOLD_NO, NULL, &all));
  return duties;
}
