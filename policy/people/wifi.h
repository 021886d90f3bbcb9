/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/home.h"
#include "policy/people/level.h"

G_BEGIN_DECLS

/*
 * Whether the networks that a computer is on are for children (D3): those that home.conf names ([Wifi] Allow= and
 * Refuse=), and a phone's where the level lets children use one ([Wifi] Tethering=). Names are SSIDs: bytes that anybody
 * may send by radio. They are compared, and nothing else.
 */

/* IEEE 802.11, 9.4.2.2: as long as an SSID can be. */
#define PL_SSID_MAX 32
/* More links at once than any computer has. */
#define PL_LINKS_MAX 16

typedef enum {
  PL_LINK_WIRED = 0, /* a cable in the home's wall is the home's */
  PL_LINK_WIFI = 1,
  PL_LINK_PHONE = 2, /* a phone by USB or Bluetooth, or a modem in the computer */
} PlLinkKind;

typedef struct {
  PlLinkKind kind;
  gboolean hotspot; /* of Wi-Fi: it says that it is a phone's */
  guint8 length;    /* of the SSID; 0: not known, or hidden */
  guint8 ssid[PL_SSID_MAX];
} PlLink;

/* What a computer is connected with, or about to be. */
typedef struct {
  gboolean known;    /* FALSE: nobody can tell */
  gboolean wireless; /* where nobody can tell: it could be on Wi-Fi */
  guint n;
  PlLink links[PL_LINKS_MAX];
} PlLinks;

typedef enum {
  PL_LINKS_FINE = 0,
  PL_LINKS_REFUSED = 1,   /* the home refuses it to children */
  PL_LINKS_NOT_NAMED = 2, /* the home names networks, and not this one */
  PL_LINKS_TETHERED = 3,  /* a phone's, and the level has none */
  PL_LINKS_UNKNOWN = 4,   /* the home names networks, and nobody can tell which this is */
} PlLinksJudgement;

/* TRUE if home.conf says anything of networks. */
gboolean pl_home_names_networks (const PlHome *home);

/*
 * What the links mean for children of a level. All of them count, whichever carries the traffic just now: which does
 * can change between two looks. which: the link that is in the way, of links; NULL if none is. Where nobody
 * can tell, children go without where the home names the only networks that are for them and the computer has Wi-Fi: the
 * filter fails closed.
 */
PlLinksJudgement pl_links_judge (const PlLinks *links,
                                 const PlHome *home,
                                 const PlLevel *level,
                                 const PlLink **which);

/* An SSID for people: as it stands, but for what is no printable UTF-8 or could mislead, as \xNN. Transfer full. */
char *pl_ssid_words (const PlLink *link);

G_END_DECLS
