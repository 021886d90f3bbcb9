/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/kind.h"

#include <glib/gi18n.h>

#define PLACE  (PL_CONCERN_ASKS_WHERE | PL_CONCERN_ASKS_WHEN)
#define ONLINE (PLACE | PL_CONCERN_ASKS_ACCOUNT)

#define REMOVE PL_CONCERN_HELP_REPORT_REMOVE
#define CEOP   PL_CONCERN_HELP_CEOP
#define POLICE PL_CONCERN_HELP_POLICE

static const struct {
  const char *code;
  const char *text; /* Translators: what a child chooses from, to tell staff */
  gboolean serious;
  guint asks, help;
} kinds[PL_CONCERN_KINDS] = {
  [PL_CONCERN_TALK] = { "talk", NC_ ("concern", "I just want to talk") },
  [PL_CONCERN_STRANGER] = { "stranger", NC_ ("concern", "Someone I don't know contacted me"), TRUE,
                            ONLINE, CEOP | POLICE },
  [PL_CONCERN_PICTURES] = { "pictures", NC_ ("concern", "Someone wants pictures, or sent me some"),
                            TRUE, ONLINE, REMOVE | CEOP | POLICE },
  [PL_CONCERN_SHARED] = { "shared", NC_ ("concern", "I shared something"), TRUE, ONLINE,
                          REMOVE | CEOP },
  [PL_CONCERN_BULLYING] = { "bullying", NC_ ("concern", "Someone is being mean to me"), FALSE,
                            ONLINE },
  [PL_CONCERN_UPSETTING] = { "upsetting", NC_ ("concern", "I saw something upsetting"), FALSE,
                             PLACE },
  [PL_CONCERN_SELF_HARM] = { "self-harm", NC_ ("concern", "Hurting myself, or eating"), TRUE },
  [PL_CONCERN_MONEY] = { "money", NC_ ("concern", "Money, or a trick to get it"), FALSE, ONLINE,
                         POLICE },
  [PL_CONCERN_MEETING] = { "meeting", NC_ ("concern", "Someone wants to meet me"), TRUE, ONLINE,
                           CEOP | POLICE },
  [PL_CONCERN_STAFF_MEMBER] = { "staff-member", NC_ ("concern", "A member of staff"), TRUE, PLACE,
                                POLICE | PL_CONCERN_HELP_CHILDRENS_COMMISSIONER },
  [PL_CONCERN_OTHER] = { "other", NC_ ("concern", "Something else"), FALSE, PLACE },
};

const char *
pl_concern_kind_code (PlConcernKind kind)
{
  return kinds[kind].code;
}

gboolean
pl_concern_kind_parse (const char *code, PlConcernKind *kind)
{
  for (guint i = 0; i < PL_CONCERN_KINDS; i++)
    if (g_str_equal (kinds[i].code, code)) {
      *kind = (PlConcernKind)i;
      return TRUE;
    }
  return FALSE;
}

const char *
pl_concern_kind_text (PlConcernKind kind, const PlLanguage *language)
{
  return pl_language_text (language, "concern", kinds[kind].text);
}

gboolean
pl_concern_kind_ships_serious (PlConcernKind kind)
{
  return kinds[kind].serious;
}

guint
pl_concern_kind_asks (PlConcernKind kind)
{
  return kinds[kind].asks;
}

guint
pl_concern_kind_help (PlConcernKind kind)
{
  return kinds[kind].help;
}
