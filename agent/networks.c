/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/networks.h"

#include <glib/gi18n.h>
/* Where the kernel has the devices that networks are reached by. */
#define DEVICES "/sys/class/net"

struct _PlNetworks {
  PlLinkWatch *watch;
};

PlNetworks *
pl_networks_new (const char *bus_address, PlLinksChanged changed, gpointer data)
{
  PlNetworks *networks = g_new0 (PlNetworks, 1);

  networks->watch = pl_link_watch_new (bus_address, DEVICES, changed, data);
  return networks;
}

void
pl_networks_free (PlNetworks *networks)
{
  if (networks == NULL)
    return;
  pl_link_watch_free (networks->watch);
  g_free (networks);
}

gboolean
pl_networks_is_settled (const PlNetworks *networks)
{
  return pl_link_watch_is_settled (networks->watch);
}

/* which: as pl_links_judge, of links. */
static PlLinksJudgement
judge (const PlNetworks *networks,
       const PlHousehold *household,
       const PlChild *child,
       PlLinks *links,
       const PlLink **which)
{
  if (household->home == NULL || child->profile == NULL)
    return PL_LINKS_FINE;
  pl_link_watch_links (networks->watch, links);
  return pl_links_judge (links, household->home, child->profile->level, which);
}

gboolean
pl_networks_are_for (const PlNetworks *networks, const PlHousehold *household, const PlChild *child)
{
  const PlLink *which;
  PlLinks links;

  return judge (networks, household, child, &links, &which) == PL_LINKS_FINE;
}

static char *
name_of (const PlLink *link)
{
  if (link->kind == PL_LINK_PHONE)
    return g_strdup (NC_ ("said", "a phone's"));
  if (link->length == 0)
    return g_strdup (NC_ ("said", "one without a name"));
  g_autofree char *words = pl_ssid_words (link);
  return g_strdup_printf ("\"%s\"", words);
}

static char *
words_for (const char *person, PlLinksJudgement judgement, const PlLink *which)
{
  static const char *const why[] = {
    [PL_LINKS_REFUSED] = NC_ ("said", "home.conf refuses it to children"),
    [PL_LINKS_NOT_NAMED] = NC_ ("said", "home.conf does not name it for children"),
    [PL_LINKS_TETHERED] = NC_ ("said", "the child's level has none of a phone's"),
  };

  if (judgement == PL_LINKS_UNKNOWN)
    return g_strdup_printf (
        NC_ ("said", "%s has help sites only: home.conf names the Wi-Fi for children, and "
                     "nobody can tell which this computer is on"),
        person);
  g_autofree char *name = name_of (which);
  return g_strdup_printf (NC_ ("said", "%s has help sites only, because of the network (%s): %s"),
                          person, name, why[judgement]);
}

void
pl_networks_problems (const PlNetworks *networks, const PlHousehold *household, GPtrArray *problems)
{
  const PlLink *which;
  PlLinks links;

  if (household == NULL || household->home == NULL || !pl_networks_is_settled (networks))
    return;
  pl_link_watch_links (networks->watch, &links);
  if (!links.known && pl_home_names_networks (household->home))
    g_ptr_array_add (
        problems,
        g_strdup (NC_ ("said", "home.conf names networks ([Wifi]), and NetworkManager is not "
                               "there to tell which this computer is on")));
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    PlLinksJudgement judgement = judge (networks, household, child, &links, &which);
    g_autofree char *person = pl_child_person (child);
    if (judgement != PL_LINKS_FINE)
      g_ptr_array_add (problems, words_for (person, judgement, which));
  }
}
