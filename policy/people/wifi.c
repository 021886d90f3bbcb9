/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/wifi.h"

#include <string.h>

gboolean
pl_home_names_networks (const PlHome *home)
{
  return home->wifi_allow[0] != NULL || home->wifi_refuse[0] != NULL;
}

static gboolean
is_among (const PlLink *link, char **names)
{
  for (; *names != NULL; names++)
    if (strlen (*names) == link->length && memcmp (*names, link->ssid, link->length) == 0)
      return TRUE;
  return FALSE;
}

static PlLinksJudgement
judge_link (const PlLink *link, const PlHome *home, const PlLevel *level)
{
  gboolean wifi = link->kind == PL_LINK_WIFI;

  if (wifi && is_among (link, home->wifi_refuse))
    return PL_LINKS_REFUSED;
  if (link->kind == PL_LINK_WIRED || (wifi && is_among (link, home->wifi_allow)))
    return PL_LINKS_FINE;
  if (link->kind == PL_LINK_PHONE || link->hotspot)
    return level->tethering ? PL_LINKS_FINE : PL_LINKS_TETHERED;
  return home->wifi_allow[0] != NULL ? PL_LINKS_NOT_NAMED : PL_LINKS_FINE;
}

PlLinksJudgement
pl_links_judge (const PlLinks *links,
                const PlHome *home,
                const PlLevel *level,
                const PlLink **which)
{
  *which = NULL;
  if (!links->known)
    return links->wireless && home->wifi_allow[0] != NULL ? PL_LINKS_UNKNOWN : PL_LINKS_FINE;
  for (guint i = 0; i < links->n; i++) {
    PlLinksJudgement judgement = judge_link (&links->links[i], home, level);
    if (judgement != PL_LINKS_FINE) {
      *which = &links->links[i];
      return judgement;
    }
  }
  return PL_LINKS_FINE;
}

/* Letters, digits, signs and plain spaces; nothing that is not seen, or turns the line round. */
static gboolean
is_plain (gunichar c)
{
  return c == ' ' || (g_unichar_isgraph (c) && c != '\\' && g_unichar_type (c) != G_UNICODE_FORMAT);
}

char *
pl_ssid_words (const PlLink *link)
{
  GString *words = g_string_new (NULL);
  const char *byte = (const char *)link->ssid, *end = byte + link->length;

  while (byte < end) {
    gunichar c = g_utf8_get_char_validated (byte, end - byte);
    if (c < 0x110000 && is_plain (c)) {
      g_string_append_unichar (words, c);
      byte = g_utf8_next_char (byte);
    } else
      g_string_append_printf (words, "\\x%02x", (guint8)*byte++);
  }
  return g_string_free (words, FALSE);
}
