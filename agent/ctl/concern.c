/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/concern.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/gift.h"
#include "agent/ctl/letter-print.h"
#include "agent/ctl/options.h"
#include "agent/ctl/passphrase.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/row-pages.h"
#include "agent/time/clock.h"
#include "policy/care/envelope.h"
#include "policy/care/letter.h"
#include "policy/care/recipients.h"
#include "policy/care/signed.h"
#include "policy/error.h"

#define CONCERNS ".Concerns"

/* What a command is about: a concern that the agent has, or a file that came by mail or folder. */
typedef struct {
  GVariant *parts;     /* of Concerns.Get; NULL for a file */
  char *file;          /* its bytes; NULL for one of the agent's */
  const guint8 *bytes; /* of the sealed message in file */
  gsize length;
  PlSealed sealed;
  guint8 id[PL_CARE_ID_SIZE];
  GArray *recipients; /* of PlRecipient; NULL: not known yet */
} Subject;

static void
subject_clear (Subject *subject)
{
  g_clear_pointer (&subject->parts, g_variant_unref);
  g_clear_pointer (&subject->recipients, g_array_unref);
  g_free (subject->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

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
ask_agent (Subject *subject, const char *id, GError **error)
{
  if (!pl_care_id_parse (id, subject->id))
    return pl_ctl_wrong (error, "\"%s\" is neither a file nor the id of a concern", id);
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (CONCERNS, "Get", g_variant_new ("(s)", id), "(aa{sv}a(ayay))", error);
  if (reply == NULL)
    return FALSE;
  subject->parts = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 1);
  subject->recipients = pl_recipients_read (rows);
  return TRUE;
}

/* A sealed message as it is, or in the envelope in which it came. */
static gboolean
read_file (Subject *subject, const char *path, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  PlEnvelope envelope;
  gsize length;

  if (!g_file_get_contents (path, &subject->file, &length, &foreign)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
    return FALSE;
  }
  const guint8 *bytes = (const guint8 *)subject->file;
  if (pl_envelope_read (bytes, length, &envelope, NULL)) {
    bytes = envelope.sealed;
    length = envelope.length;
    if (envelope.copy > 0)
      fprintf (stderr, "porchlightctl: this was sent before; you may have read it\n");
  }
  if (!pl_sealed_read (bytes, length, &subject->sealed, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  subject->bytes = bytes;
  subject->length = length;
  memcpy (subject->id, subject->sealed.head.subject, PL_CARE_ID_SIZE);
  return TRUE;
}

static gboolean
find_subject (Subject *subject, const char *argument, GError **error)
{
  *subject = (Subject){ 0 };
  return g_file_test (argument, G_FILE_TEST_EXISTS) ? read_file (subject, argument, error)
                                                    : ask_agent (subject, argument, error);
}

/* The letter says to whom an answer goes. */
static gboolean
read_recipients (Subject *subject, const PlCtlOwnKey *own, GError **error)
{
  gsize length;
  guint8 *letter;

  if (subject->file == NULL)
    return TRUE;
  letter = pl_sealed_open (&subject->sealed, &own->key, own->secret, &length, error);
  if (letter == NULL)
    return FALSE;
  subject->recipients = pl_recipients_of_letter (letter, length);
  sodium_free (letter);
  return TRUE;
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
print_parts (const Subject *subject, const PlCtlOwnKey *own, JsonBuilder *json, GError **error)
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
  g_auto (Subject) subject = { 0 };
  g_auto (PlCtlOwnKey) own = { 0 };
  g_autoptr (JsonBuilder) json = NULL;

  if (!read_options (&options, &argc, &argv, error) || !find_subject (&subject, argv[1], error) ||
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

/* To the agent, or into a file that goes back by mail or folder. */
static gboolean
deliver (GBytes *message, const Options *options, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);

  if (options->out == NULL) {
    GVariant *value = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, length, 1);
    g_autoptr (GVariant) reply =
        pl_ctl_call_agent (CONCERNS, "Send", g_variant_new ("(@ay)", value), "()", error);
    return reply != NULL;
  }
  if (g_file_set_contents (options->out, bytes, (gssize)length, &foreign))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
  return FALSE;
}

/* The words of standard input, as a letter; FALSE where there are none. */
static guint8 *
read_letter (const PlCtlOwnKey *own, gsize *length, GError **error)
{
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();
  gsize words_length;
  guint8 *words = pl_ctl_words (&words_length, error);

  if (words == NULL)
    return NULL;
  pl_letter_head_add (head, "From", own->key.name);
  guint8 *letter = words_length > 0 ? pl_letter_new (head, words, words_length, length) : NULL;
  sodium_free (words);
  if (letter == NULL)
    pl_ctl_wrong (error, "words are wanted on standard input");
  return letter;
}

static gboolean
send_message (PlSignedKind kind, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (Subject) subject = { 0 };
  g_auto (PlCtlOwnKey) own = { 0 };
  gboolean says = kind != PL_SIGNED_SEEN;
  guint8 *letter = NULL;
  gsize length = 0;

  if (!read_options (&options, &argc, &argv, error) || !find_subject (&subject, argv[1], error))
    return FALSE;
  if (subject.file != NULL && options.out == NULL)
    return pl_ctl_wrong (error, "-o FILE is wanted: what goes back to the home");
  if (!pl_ctl_own_key (&own, options.key, options.fd, error) ||
      (says && !read_recipients (&subject, &own, error)) ||
      (says && (letter = read_letter (&own, &length, error)) == NULL))
    return FALSE;
  if (subject.file != NULL && subject.sealed.head.type == PL_SEALED_TEST)
    kind = PL_SIGNED_TEST_SEEN;
  g_autoptr (GBytes) message =
      pl_signed_new (kind, subject.id, &own.key, own.secret, pl_clock_wall_ms () / 1000, letter,
                     length, says ? (const PlRecipient *)subject.recipients->data : NULL,
                     says ? subject.recipients->len : 0, error);
  sodium_free (letter);
  return message != NULL && deliver (message, &options, error);
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
