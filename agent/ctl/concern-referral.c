/* SPDX-License-Identifier: GPL-2.0-or-later */
/* porchlightctl concern refer, told: referrals that belong to a concern (R4). All of it is made out here, behind the key. */
#include <json-glib/json-glib.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/concern-subject.h"
#include "agent/ctl/concern.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/row-pages.h"
#include "agent/time/clock.h"
#include "policy/care/recipients.h"
#include "policy/care/told-duty.h"
#include "policy/error.h"
#include "policy/export/concerns.h"

typedef struct {
  char *to, *when, *reference;
  PlTold party;
  int fd;
} Referral;

static void
referral_clear (Referral *referral)
{
  g_free (referral->to);
  g_free (referral->when);
  g_free (referral->reference);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Referral, referral_clear)

static gboolean
read_referral (Referral *referral, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &referral->to, NULL, NULL },
    { "when", 0, 0, G_OPTION_ARG_STRING, &referral->when, NULL, NULL },
    { "reference", 0, 0, G_OPTION_ARG_STRING, &referral->reference, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &referral->fd, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (argc, argv, entries, 1, "the ID of a concern", error))
    return FALSE;
  if (referral->to == NULL || !pl_told_parse (referral->to, &referral->party))
    return pl_ctl_wrong (error,
                         "--to is wanted: manager, social-worker, family, lado, police, ceop, "
                         "ofsted, prevent or safeguarding-board");
  if (referral->when == NULL || *referral->when == '\0')
    return pl_ctl_wrong (error, "--when is wanted: when it was, and with whom you spoke");
  return TRUE;
}

static gboolean
is_reader (const PlRecipient *recipient, GVariant *readers)
{
  g_autofree char *id = pl_care_id_text (recipient->id);

  for (gsize i = 0; i < g_variant_n_children (readers); i++) {
    g_autoptr (GVariant) reader = g_variant_get_child_value (readers, i);
    const char *one;
    if (g_variant_lookup (reader, "id", "&s", &one) && g_str_equal (one, id))
      return TRUE;
  }
  return FALSE;
}

/* What the police advise is not for the child: their PIN is left out. */
static gboolean
leave_child_out (GArray *recipients, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (".Readers", "List", NULL, "(aa{sv}s)", error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) readers = g_variant_get_child_value (reply, 0);
  for (guint i = recipients->len; i-- > 0;)
    if (!is_reader (&g_array_index (recipients, PlRecipient, i), readers))
      g_array_remove_index (recipients, i);
  return TRUE;
}

gboolean
pl_ctl_concern_refer (int argc, char **argv, GError **error)
{
  g_auto (Referral) referral = { .fd = -1 };
  g_auto (PlCtlSubject) subject = { 0 };
  g_auto (PlCtlOwnKey) own = { 0 };
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();
  gsize length;

  if (!read_referral (&referral, &argc, &argv, error) ||
      !pl_ctl_subject_ask (&subject, argv[1], error) ||
      !leave_child_out (subject.recipients, error) ||
      !pl_ctl_own_key (&own, NULL, referral.fd, error))
    return FALSE;
  pl_letter_head_add (head, "From", own.key.name);
  pl_referral_add (head, referral.party, referral.when,
                   referral.reference != NULL ? referral.reference : "");
  guint8 *letter = pl_ctl_letter (head, &length, error);
  if (letter == NULL)
    return FALSE;
  g_autoptr (GBytes) message = pl_signed_new (
      PL_SIGNED_ACTING, subject.id, &own.key, own.secret, pl_clock_wall_ms () / 1000, letter,
      length, (const PlRecipient *)subject.recipients->data, subject.recipients->len, error);
  sodium_free (letter);
  return message != NULL && pl_ctl_send_message (message, NULL, error);
}

/* The concern's row of the list. Transfer full; NULL with an error. */
static GVariant *
find_row (const char *id, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_all_concerns (".Concerns", "List", "(aa{sv})", error);
  g_autoptr (GVariant) rows = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;

  for (gsize i = 0; rows != NULL && i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    const char *one;
    if (g_variant_lookup (row, "id", "&s", &one) && g_str_equal (one, id))
      return g_steal_pointer (&row);
  }
  if (rows != NULL)
    pl_ctl_wrong (error, "there is no such concern");
  return NULL;
}

/* Opens what readers wrote. A part that was not sealed to this one says nothing here. */
static void
read_part (GVariant *part, const PlCtlOwnKey *own, PlReferrals *referrals)
{
  const PlExportKey key = { &own->key, own->secret };
  g_autofree char *what = pl_ctl_field (part, "what");
  gsize length;
  gint64 at;

  if (!g_str_equal (what, "acting") || !g_variant_lookup (part, "at", "x", &at))
    return;
  guint8 *letter = pl_export_open_part (part, &key, &length);
  if (letter != NULL)
    pl_referrals_add (referrals, letter, length, at);
  sodium_free (letter);
}

static void
print_duty (const PlToldDuty *duty)
{
  g_autofree char *due = pl_ctl_time_text (duty->status.due > 0 ? duty->status.due : -1);
  g_autofree char *at = pl_ctl_time_text (duty->at > 0 ? duty->at : -1);
  g_autofree char *sources = g_strjoinv ("; ", duty->sources);

  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", pl_told_name (duty->party),
          pl_told_when_code (duty->when), pl_duty_state_code (duty->status.state), due, at, sources,
          duty->reference);
}

static void
add_text (JsonBuilder *json, const char *member, const char *text)
{
  json_builder_set_member_name (json, member);
  json_builder_add_string_value (json, text);
}

static void
add_time (JsonBuilder *json, const char *member, gint64 time)
{
  json_builder_set_member_name (json, member);
  if (time > 0)
    json_builder_add_int_value (json, time);
  else
    json_builder_add_null_value (json);
}

static void
add_duty (JsonBuilder *json, const PlToldDuty *duty)
{
  g_autofree char *sources = g_strjoinv ("; ", duty->sources);

  json_builder_begin_object (json);
  add_text (json, "to", pl_told_code (duty->party));
  add_text (json, "name", pl_told_name (duty->party));
  add_text (json, "when", pl_told_when_code (duty->when));
  add_text (json, "state", pl_duty_state_code (duty->status.state));
  add_time (json, "due", duty->status.due);
  add_time (json, "at", duty->at);
  add_text (json, "reference", duty->reference);
  add_text (json, "sources", sources);
  json_builder_end_object (json);
}

static void
print_duties (GVariant *row, const PlReferrals *referrals, gint64 now, gboolean as_json)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) duties = pl_told_duties (row, referrals, zone, now);
  json_builder_begin_array (json);
  for (guint i = 0; i < duties->len; i++) {
    if (as_json)
      add_duty (json, duties->pdata[i]);
    else
      print_duty (duties->pdata[i]);
  }
  json_builder_end_array (json);
  if (as_json)
    pl_ctl_print_json (json);
}

gboolean
pl_ctl_concern_told (int argc, char **argv, GError **error)
{
  int fd = -1;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_auto (PlCtlSubject) subject = { 0 };
  g_auto (PlCtlOwnKey) own = { 0 };
  g_autoptr (GVariant) row = NULL;
  g_auto (PlReferrals) referrals = { 0 };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a concern", error) ||
      !pl_ctl_subject_ask (&subject, argv[1], error) || (row = find_row (argv[1], error)) == NULL ||
      !pl_ctl_own_key (&own, NULL, fd, error))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (subject.parts); i++) {
    g_autoptr (GVariant) part = g_variant_get_child_value (subject.parts, i);
    read_part (part, &own, &referrals);
  }
  print_duties (row, &referrals, subject.now, json);
  return TRUE;
}
