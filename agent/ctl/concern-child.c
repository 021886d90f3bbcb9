/* SPDX-License-Identifier: GPL-2.0-or-later */
/* porchlightctl concern ...: what a child tells, on a computer without the app; and what staff log. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/concern.h"
#include "agent/ctl/letter-print.h"
#include "agent/ctl/options.h"
#include "agent/ctl/passphrase.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/row-pages.h"
#include "policy/care/pin-change.h"
#include "policy/care/words-file.h"

#define CHILD    ".Child"
#define CONCERNS ".Concerns"

/* What a form says beside the words. Lists are NULL-terminated. */
typedef struct {
  char *client, *choice, *trusted;
  char **not_accounts, **not_names;
  gboolean json;
} Form;

static void
form_clear (Form *form)
{
  g_free (form->client);
  g_free (form->choice);
  g_free (form->trusted);
  g_strfreev (form->not_accounts);
  g_strfreev (form->not_names);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Form, form_clear)

static gboolean
read_form (Form *form, int *argc, char ***argv, int arguments, const char *names, GError **error)
{
  const GOptionEntry entries[] = {
    { "client", 0, 0, G_OPTION_ARG_STRING, &form->client, NULL, NULL },
    { "choice", 0, 0, G_OPTION_ARG_STRING, &form->choice, NULL, NULL },
    { "trusted", 0, 0, G_OPTION_ARG_STRING, &form->trusted, NULL, NULL },
    { "not", 0, 0, G_OPTION_ARG_STRING_ARRAY, &form->not_accounts, NULL, NULL },
    { "not-name", 0, 0, G_OPTION_ARG_STRING_ARRAY, &form->not_names, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &form->json, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (argc, argv, entries, arguments, names, error))
    return FALSE;
  if (form->client == NULL)
    form->client = g_uuid_string_random ();
  return TRUE;
}

static GVariant *
options_of (const Form *form)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  if (form->choice != NULL)
    g_variant_builder_add (&options, "{sv}", "choice", g_variant_new_string (form->choice));
  if (form->trusted != NULL)
    g_variant_builder_add (&options, "{sv}", "trusted", g_variant_new_string (form->trusted));
  if (form->not_accounts != NULL)
    g_variant_builder_add (&options, "{sv}", "not",
                           g_variant_new_strv ((const char *const *)form->not_accounts, -1));
  if (form->not_names != NULL)
    g_variant_builder_add (&options, "{sv}", "not-names",
                           g_variant_new_strv ((const char *const *)form->not_names, -1));
  return g_variant_builder_end (&options);
}

static void
print_step (GVariant *step)
{
  g_autofree char *role = pl_ctl_field (step, "role");
  g_autofree char *due = pl_ctl_time_field (step, "due");
  g_autoptr (GVariant) names = g_variant_lookup_value (step, "names", G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **list = names != NULL ? g_variant_get_strv (names, NULL) : NULL;
  g_autofree char *joined = list != NULL ? g_strjoinv (", ", (char **)list) : g_strdup ("");

  printf ("  %s\t%s\t%s\n", due, role, joined);
}

/* What C7 says: nothing that is not so. */
static void
print_receipt (GVariant *receipt)
{
  g_autofree char *id = pl_ctl_field (receipt, "id");
  g_autofree char *state = pl_ctl_field (receipt, "state");
  g_autoptr (GVariant) path = g_variant_lookup_value (receipt, "path", G_VARIANT_TYPE ("aa{sv}"));
  gboolean alerted = FALSE, kept = FALSE;

  g_variant_lookup (receipt, "alerted", "b", &alerted);
  g_variant_lookup (receipt, "words-kept", "b", &kept);
  printf ("%s\t%s\n", id, state);
  if (!alerted)
    printf (
        "Saved here. Nobody has been alerted yet: tell an adult, or ring Childline, 0800 1111.\n");
  if (!kept)
    printf ("What it is about was kept, and not the words: tell an adult, or ring Childline, 0800 "
            "1111.\n");
  for (gsize i = 0; path != NULL && i < g_variant_n_children (path); i++) {
    g_autoptr (GVariant) step = g_variant_get_child_value (path, i);
    print_step (step);
  }
}

static gboolean
print_reply (GVariant *reply, gboolean json)
{
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) receipt = g_variant_get_child_value (reply, 0);
  if (json) {
    g_autoptr (JsonNode) root = json_gvariant_serialize (receipt);
    g_autofree char *text = json_to_string (root, FALSE);
    puts (text);
  } else
    print_receipt (receipt);
  return TRUE;
}

/* The words of standard input, in memory that can change no more. -1 with an error. */
static int
read_words (GError **error)
{
  gsize length;
  guint8 *words = pl_ctl_words (&length, error);
  int fd = words != NULL ? pl_words_file_new (words, length, error) : -1;

  sodium_free (words);
  return fd;
}

/* arguments ends with the words' handle, 0. */
static gboolean
send_words (
    const char *interface, const char *method, GVariant *arguments, gboolean json, GError **error)
{
  g_autoptr (GVariant) taken = g_variant_ref_sink (arguments);
  int fd = read_words (error);

  if (fd < 0)
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent_with_file (interface, method, taken, fd, "(a{sv})", error);
  close (fd);
  return print_reply (reply, json);
}

gboolean
pl_ctl_concern_file (int argc, char **argv, GError **error)
{
  g_auto (Form) form = { 0 };

  return read_form (&form, &argc, &argv, 1, "a KIND", error) &&
         send_words (CHILD, "FileConcern",
                     g_variant_new ("(ss@a{sv}h)", form.client, argv[1], options_of (&form), 0),
                     form.json, error);
}

gboolean
pl_ctl_concern_log (int argc, char **argv, GError **error)
{
  g_auto (Form) form = { 0 };

  return read_form (&form, &argc, &argv, 2, "a CHILD and a KIND", error) &&
         send_words (
             CONCERNS, "Log",
             g_variant_new ("(sss@a{sv}h)", form.client, argv[1], argv[2], options_of (&form), 0),
             form.json, error);
}

gboolean
pl_ctl_concern_add (int argc, char **argv, GError **error)
{
  g_auto (Form) form = { 0 };

  return read_form (&form, &argc, &argv, 1, "the ID of a concern", error) &&
         send_words (CHILD, "AddToConcern", g_variant_new ("(ssh)", form.client, argv[1], 0),
                     form.json, error);
}

gboolean
pl_ctl_concern_mine (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { NULL } };

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_all_concerns (CHILD, "ListConcerns", "(aa{sv}a{sv})", error);
  if (reply == NULL)
    return FALSE;
  if (json) {
    g_autoptr (JsonNode) root = json_gvariant_serialize (reply);
    g_autofree char *text = json_to_string (root, FALSE);
    puts (text);
    return TRUE;
  }
  g_autoptr (GVariant) concerns = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (concerns); i++) {
    g_autoptr (GVariant) concern = g_variant_get_child_value (concerns, i);
    print_receipt (concern);
  }
  return TRUE;
}

/* One message that was sealed to the PIN; what was not, cannot be read again. */
static gboolean
print_own (GVariant *part, const PlCtlOwnKey *own, JsonBuilder *json)
{
  g_autoptr (GVariant) copy = g_variant_lookup_value (part, "sealed", G_VARIANT_TYPE_BYTESTRING);
  g_autofree char *from = pl_ctl_field (part, "from");
  gsize length = 0;
  const guint8 *bytes = copy != NULL ? g_variant_get_fixed_array (copy, &length, 1) : NULL;
  gint64 at = -1;

  g_variant_lookup (part, "at", "x", &at);
  return length > 0 && pl_ctl_print_sealed (bytes, length, own, from, at, json, NULL);
}

gboolean
pl_ctl_concern_read (int argc, char **argv, GError **error)
{
  gboolean as_json = FALSE;
  int fd = -1;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { NULL },
  };
  g_auto (PlCtlOwnKey) own = { 0 };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a concern", error))
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (CHILD, "GetConcern", g_variant_new ("(s)", argv[1]), "(aa{sv})", error);
  if (reply == NULL || !pl_ctl_own_pin (&own, fd, error))
    return FALSE;
  g_autoptr (GVariant) parts = g_variant_get_child_value (reply, 0);
  json_builder_begin_array (json);
  for (gsize i = 0; i < g_variant_n_children (parts); i++) {
    g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);
    print_own (part, &own, as_json ? json : NULL);
  }
  json_builder_end_array (json);
  if (as_json)
    pl_ctl_print_json (json);
  return TRUE;
}

/* The call that makes the new PIN hold: a first one, or in the place of own's; floating. NULL and an error. */
static GVariant *
new_pin (PlCtlOwnKey *own, int fd, GError **error)
{
  PlReaderKey key = own->key;
  gsize length;
  char *pin = pl_ctl_new_passphrase ("New PIN", fd, &length, error);

  if (pin == NULL)
    return NULL;
  gboolean done = own->secret != NULL ? pl_reader_key_rewrap (&key, own->secret, pin, length,
                                                              PL_PIN_MIN, PL_WRAP_READER, error)
                                      : pl_reader_key_new (&key, g_get_user_name (), pin, length,
                                                           PL_PIN_MIN, PL_WRAP_READER, error);
  sodium_free (pin);
  if (!done)
    return NULL;
  g_autofree char *text = pl_reader_key_text (&key, TRUE);
  if (own->secret == NULL)
    return g_variant_new ("(s)", text);
  g_autoptr (GBytes) proof = pl_pin_change_prove (&own->key, own->secret, text);
  return g_variant_new ("(s@ay)", text,
                        g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, proof, TRUE));
}

gboolean
pl_ctl_concern_pin (int argc, char **argv, GError **error)
{
  int fd = -1;
  const GOptionEntry entries[] = {
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { NULL },
  };
  g_auto (PlCtlOwnKey) own = { 0 };
  gboolean there;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error) || !pl_ctl_has_pin (&there, error) ||
      (there && !pl_ctl_own_pin (&own, fd, error)))
    return FALSE;
  GVariant *arguments = new_pin (&own, fd, error);
  g_autoptr (GVariant) reply =
      arguments != NULL
          ? pl_ctl_call_agent (CHILD, there ? "ChangePin" : "SetPin", arguments, "()", error)
          : NULL;
  return reply != NULL;
}
