/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/act-words.h"

#include <glib/gi18n.h>

const PlActKind pl_act_kinds[] = {
  { "grant", NC_ ("act", "More time") },
  { "request-decision", NC_ ("act", "An answer to what a child asked") },
  { "site-opened", NC_ ("act", "A site was opened") },
  { "site-closed", NC_ ("act", "A site was closed again") },
  { "booking", NC_ ("act", "A booking") },
  { "booking-cancel", NC_ ("act", "A booking taken back") },
  { "restriction", NC_ ("act", "A restriction") },
  { "restriction-duty", NC_ ("act", "A duty of a restriction done") },
  { "restriction-hold", NC_ ("act", "The family is told later") },
  { "restriction-end", NC_ ("act", "The end of a restriction") },
  { "emergency-stop", NC_ ("act", "The internet stopped for everybody") },
  { "review", NC_ ("act", "A placement review") },
  { "file-changed", NC_ ("act", "What is agreed was changed") },
  { "file-found", NC_ ("act", "A file was changed by hand") },
  { "file-reviewed", NC_ ("act", "A file that was changed by hand was looked at") },
  { "rules-changed", NC_ ("act", "The home’s rules changed") },
  { "rules-signed", NC_ ("act", "The home’s rules were signed") },
  { "rules-declined", NC_ ("act", "The home’s rules were not signed") },
  { "rules-comment", NC_ ("act", "A comment on the rules") },
  { "rules-answer", NC_ ("act", "A comment on the rules answered") },
  { "record-added", NC_ ("act", "A record was written down") },
  { "record-amended", NC_ ("act", "A record was put right") },
  { "record-closed", NC_ ("act", "A record was closed") },
  { "record-step", NC_ ("act", "A step of a record done") },
  { "hold", NC_ ("act", "Nothing is deleted for now") },
  { "hold-end", NC_ ("act", "Deleting goes on") },
  { "export", NC_ ("act", "An export") },
  { "shift-begin", NC_ ("act", "A shift began") },
  { "shift-end", NC_ ("act", "A shift ended") },
  { "account-make", NC_ ("act", "A child’s account is to be made") },
  { "account-made", NC_ ("act", "A child’s account was made") },
  { "account-unmade", NC_ ("act", "A child’s account could not be made") },
  { "account-password-ask", NC_ ("act", "A first password is to be set again") },
  { "account-password", NC_ ("act", "A first password was set again") },
  { "account-password-failed", NC_ ("act", "A first password could not be set") },
  { "account-password-unknown",
    NC_ ("act", "A first password may have been set: the agent ended meanwhile") },
  { "pin-reset", NC_ ("act", "A forgotten PIN was taken away") },
  { "control-ended", NC_ ("act", "A young adult’s own internet began") },
  { "stay", NC_ ("act", "The end of a stay") },
  { "departure", NC_ ("act", "A child left") },
  { "account-wipe", NC_ ("act", "An account is to be wiped") },
  { "account-wiped", NC_ ("act", "An account was wiped") },
  { "code-enrolled", NC_ ("act", "One-time codes were set up") },
  { "code-forgotten", NC_ ("act", "One-time codes were taken away") },
  { "code-wrong", NC_ ("act", "Wrong codes were typed") },
  { "reader-added", NC_ ("act", "A reader’s key was made") },
  { "reader-confirmed", NC_ ("act", "A reader’s key was confirmed") },
  { "reader-passphrase", NC_ ("act", "A reader’s passphrase was changed") },
  { "reader-revoked", NC_ ("act", "A reader’s key was taken back") },
  { "reader-routes", NC_ ("act", "The ways to a reader") },
  { "route-test", NC_ ("act", "A test message") },
  { "concerns-head", NC_ ("act", "The day’s seal on the record of concerns") },
  { "retention", NC_ ("act", "What was kept long enough was deleted") },
  { "records-begin", NC_ ("act", "The record began") },
};

const gsize pl_act_n_kinds = G_N_ELEMENTS (pl_act_kinds);

const char *
pl_act_words (const char *code)
{
  for (gsize i = 0; i < pl_act_n_kinds; i++)
    if (g_str_equal (pl_act_kinds[i].code, code))
      return g_dpgettext2 (NULL, "act", pl_act_kinds[i].words);
  return code;
}
