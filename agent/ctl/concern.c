/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/concern.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/concern-subject.h"
#include "agent/ctl/gift.h"
#include "agent/ctl/letter-print.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/row-pages.h"
#include "agent/time/clock.h"
#include "policy/care/letter.h"
#include "policy/care/signed.h"
#include "policy/error.h"

#define CONCERNS ".Concerns"

/* The options that all of these commands take. */
typedef struct {
  char *key, *out;
  int fd;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->key);
  g_free (options->out);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options->key, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->out, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &options->fd, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, NULL, NULL },
    { NULL },
  };

  *options = (Options){ .fd = -1 };
  return pl_ctl_options (argc, argv, entries, 1, "the ID of a concern, or a FILE", error);
}

static void
print_concern (GVariant *concern)
{
  g_autofree char *id = pl_ctl_field (concern, "id");
  g_autofree char *filed = pl_ctl_time_field (concern, "filed");
  g_autofree char *child = pl_ctl_field (concern, "child");
  g_autofree char *kind = pl_ctl_field (concern, "kind");
  g_autofree char *state = pl_ctl_field (concern, "state");
  g_autofree char *role = pl_ctl_field (concern, "role");

  printf ("%s\t%s\t%s\t%s\t%s\t%s\n", id, filed, child, kind, state, role);
}

gboolean
pl_ctl_concern_list (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { NULL } };

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_all_concerns (CONCERNS, "List", "(aa{sv})", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) concerns = g_variant_get_child_value (reply, 0);
  pl_ctl_print_list (concerns, json, print_concern);
  return TRUE;
}

static void
print_chain_entry (GVariant *entry)
{
  g_autofree char *time = pl_ctl_time_field (entry, "time");
  g_autofree char *actor = pl_ctl_field (entry, "actor");
  g_autofree char *kind = pl_ctl_field (entry, "kind");
  g_autofree char *hash = pl_ctl_field (entry, "hash");

  printf ("%s\t%s\t%s\t%s\n", time, actor, kind, hash);
}

gboolean
pl_ctl_concern_audit (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { NULL } };

  return pl_ctl_options (&argc, &argv, entries, 1, "the ID of a concern", error) &&
         pl_ctl_list (CONCERNS, "ListAudit", g_variant_new ("(s)", argv[1]), json,
                      print_chain_entry, error);
}

static gboolean
print_part (GVariant *part, const PlCtlOwnKey *own, JsonBuilder *json, GError **error)
{
  g_autoptr (GVariant) copy = g_variant_lookup_value (part, "sealed", G_VARIANT_TYPE_BYTESTRING);
  g_autofree char *from = pl_ctl_field (part, "from");
  gsize length = 0;
  const guint8 *bytes = copy != NULL ? g_variant_get_fixed_array (copy, &length, 1) : NULL;
  gint64 at = -1;

  g_variant_lookup (part, "at", "x", &at);
  if (length > 0)
    return pl_ctl_print_sealed (bytes, length, own, from, at, json, error);
  if (json == NULL)
    printf ("-- from %s: this message was not sealed to you\n", from);
  return TRUE;
}

static gboolean
print_parts (const PlCtlSubject *subject, const PlCtlOwnKey *own, JsonBuilder *json, GError **error)
{
  if (subject->file != NULL)
    return pl_ctl_print_sealed (subject->bytes, subject->length, own, "-", -1, json, error);
  for (gsize i = 0; i < g_variant_n_children (subject->parts); i++) {
    g_autoptr (GVariant) part = g_variant_get_child_value (subject->parts, i);
    if (!print_part (part, own, json, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
pl_ctl_concern_open (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (PlCtlSubject) subject = { 0 };
  g_auto (PlCtlOwnKey) own = { 0 };
  g_autoptr (JsonBuilder) json = NULL;

  if (!read_options (&options, &argc, &argv, error) ||
      !pl_ctl_subject_find (&subject, argv[1], error) ||
      !pl_ctl_own_key (&own, options.key, options.fd, error))
    return FALSE;
  if (options.json) {
    json = json_builder_new ();
    json_builder_begin_array (json);
  }
  if (!print_parts (&subject, &own, json, error))
    return FALSE;
  if (json != NULL) {
    json_builder_end_array (json);
    pl_ctl_print_json (json);
  }
  return TRUE;
}

static gboolean
send_message (PlSignedKind kind, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (PlCtlSubject) subject = { 0 };
  g_auto (PlCtlOwnKey) own = { 0 };
  gboolean says = kind != PL_SIGNED_SEEN;
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();
  guint8 *letter = NULL;
  gsize length = 0;

  if (!read_options (&options, &argc, &argv, error) ||
      !pl_ctl_subject_find (&subject, argv[1], error))
    return FALSE;
  if (subject.file != NULL && subject.sealed.head.type == PL_SEALED_NOTICE)
    return pl_ctl_wrong (error, "this letter tells something, and nobody waits for an answer");
  if (subject.file != NULL && options.out == NULL)
    return pl_ctl_wrong (error, "-o FILE is wanted: what goes back to the home");
  if (!pl_ctl_own_key (&own, options.key, options.fd, error) ||
      (says && !pl_ctl_subject_read_recipients (&subject, &own, error)))
    return FALSE;
  pl_letter_head_add (head, "From", own.key.name);
  if (says && (letter = pl_ctl_letter (head, &length, error)) == NULL)
    return FALSE;
  if (subject.file != NULL && subject.sealed.head.type == PL_SEALED_TEST)
    kind = PL_SIGNED_TEST_SEEN;
  g_autoptr (GBytes) message =
      pl_signed_new (kind, subject.id, &own.key, own.secret, pl_clock_wall_ms () / 1000, letter,
                     length, says ? (const PlRecipient *)subject.recipients->data : NULL,
                     says ? subject.recipients->len : 0, error);
  sodium_free (letter);
  return message != NULL && pl_ctl_send_message (message, options.out, error);
}

gboolean
pl_ctl_concern_acknowledge (int argc, char **argv, GError **error)
{
  return send_message (PL_SIGNED_SEEN, argc, argv, error);
}

gboolean
pl_ctl_concern_answer (int argc, char **argv, GError **error)
{
  return send_message (PL_SIGNED_ANSWER, argc, argv, error);
}

gboolean
pl_ctl_concern_act (int argc, char **argv, GError **error)
{
  return send_message (PL_SIGNED_ACTING, argc, argv, error);
}

gboolean
pl_ctl_concern_close (int argc, char **argv, GError **error)
{
  return send_message (PL_SIGNED_CLOSED, argc, argv, error);
}

/* In whose place somebody else reads it from now on; NULL with an error. */
static GVariant *
gifts_for (const char *concern, const char *reader, int fd, GError **error)
{
  g_auto (PlCtlOwnKey) own = { 0 };
  PlReaderKey to;

  if (reader == NULL)
    return g_variant_new ("a(ayay)", NULL);
  return pl_ctl_find_reader (reader, &to, error) && pl_ctl_own_key (&own, NULL, fd, error)
             ? pl_ctl_gifts (concern, &own, &to, error)
             : NULL;
}

gboolean
pl_ctl_concern_leave_out (int argc, char **argv, GError **error)
{
  g_autofree char *instead = NULL;
  int fd = -1;
  const GOptionEntry entries[] = {
    { "instead", 0, 0, G_OPTION_ARG_STRING, &instead, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { NULL },
  };
  GVariant *gifts = NULL;

  if (!pl_ctl_options (&argc, &argv, entries, 2, "the ID of a concern and an ACCOUNT", error) ||
      (gifts = gifts_for (argv[1], instead, fd, error)) == NULL)
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      CONCERNS, "LeaveOut",
      g_variant_new ("(sss@a(ayay))", argv[1], argv[2], instead != NULL ? instead : "", gifts),
      "()", error);
  return reply != NULL;
}

gboolean
pl_ctl_concern_link (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GVariant) reply = NULL;

  if (pl_ctl_options (&argc, &argv, entries, 2, "the IDs of two concerns", error))
    reply =
        pl_ctl_call_agent (CONCERNS, "Link", g_variant_new ("(ss)", argv[1], argv[2]), "()", error);
  return reply != NULL;
}
