/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/told-duty.h"

void
pl_told_duty_free (PlToldDuty *duty)
{
  g_free (duty->reference);
  g_strfreev (duty->sources);
  g_free (duty);
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
read_duty (GVariant *row, const PlReferrals *referrals)
{
  const char *to = "", *when_code = "";
  char **sources = NULL;
  PlTold party;
  PlToldWhen when;

  g_variant_lookup (row, "to", "&s", &to);
  g_variant_lookup (row, "when", "&s", &when_code);
  if (!pl_told_parse (to, &party) || !pl_told_when_parse (when_code, &when) || when == PL_TOLD_NO)
    return NULL;
  g_variant_lookup (row, "sources", "^as", &sources);
  return duty_new (party, when, sources, referrals);
}

GPtrArray *
pl_told_duties (
    GVariant *told, gint64 known, const PlReferrals *referrals, GTimeZone *zone, gint64 now)
{
  GPtrArray *duties = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_told_duty_free);
  gboolean there[PL_TOLD_PARTIES] = { FALSE };

  for (gsize i = 0; told != NULL && i < g_variant_n_children (told); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (told, i);
    PlToldDuty *duty = read_duty (row, referrals);
    if (duty == NULL)
      continue;
    if (known >= 0)
      duty->status = pl_referrals_status (referrals, known, duty->party, duty->when, zone, now);
    there[duty->party] = TRUE;
    g_ptr_array_add (duties, duty);
  }
  for (guint party = 0; party < PL_TOLD_PARTIES; party++)
    if (!there[party] && referrals->at[party] > 0)
      g_ptr_array_add (duties, duty_new ((PlTold)party, PL_TOLD_NO, NULL, referrals));
  return duties;
}
