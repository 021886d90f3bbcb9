/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/reader.h"

#include <json-glib/json-glib.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/gift.h"
#include "agent/ctl/options.h"
#include "agent/ctl/own-key.h"
#include "agent/ctl/passphrase.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/result.h"
#include "agent/ctl/row-pages.h"
#include "policy/error.h"

#define READERS  ".Readers"
#define CONCERNS ".Concerns"

/* What a home still needs is an error, told after what was done was done. */
static gboolean
say_problem (GVariant *reply, GError **error)
{
  const char *problem;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s)", &problem);
  if (*problem != '\0')
    fprintf (stderr, "porchlightctl: done, but %s\n", problem);
  return TRUE;
}

static gboolean
new_key (PlReaderKey *key, const char *name, int fd, GError **error)
{
  gsize length;
  char *passphrase = pl_ctl_new_passphrase ("New passphrase", fd, &length, error);

  if (passphrase == NULL)
    return FALSE;
  gboolean done =
      pl_reader_key_new (key, name, passphrase, length, PL_PASSPHRASE_MIN, PL_WRAP_READER, error);
  sodium_free (passphrase);
  return done;
}

/* What a new key is made with; name and fd keep what is not given. arguments, names: as pl_ctl_options. */
static gboolean
read_key_options (
    int *argc, char ***argv, int arguments, const char *names, char **name, int *fd, GError **error)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, name, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, fd, NULL, NULL },
    { NULL },
  };

  return pl_ctl_options (argc, argv, entries, arguments, names, error);
}

/* The account's own name, unless another is given. */
static gboolean
make_and_add (int argc, char **argv, GError **error)
{
  g_autofree char *name = NULL;
  int fd = -1;
  PlReaderKey key;

  if (!read_key_options (&argc, &argv, 0, "", &name, &fd, error) ||
      !new_key (&key, name != NULL ? name : g_get_real_name (), fd, error))
    return FALSE;
  g_autofree char *text = pl_reader_key_text (&key, TRUE);
  g_autofree char *id = pl_care_id_text (key.id);
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (READERS, "Add", g_variant_new ("(s)", text), "(s)", error);
  if (!say_problem (reply, error))
    return FALSE;
  if (!pl_ctl_result_text ("reader", id))
    printf ("%s\n", id);
  return TRUE;
}

/* Whether the caller has a key in use already. */
static gboolean
has_key (gboolean *has, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (READERS, "GetKey", NULL, "(s)", &failure);

  *has = reply != NULL;
  if (reply != NULL || g_error_matches (failure, PL_ERROR, PL_ERROR_ARGUMENT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
pl_ctl_reader_add (int argc, char **argv, GError **error)
{
  gboolean has;

  if (!has_key (&has, error))
    return FALSE;
  if (has)
    return pl_ctl_wrong (error, "you are a reader already; a key that is lost or known to others: "
                                "porchlightctl reader replace");
  return make_and_add (argc, argv, error);
}

gboolean
pl_ctl_reader_replace (int argc, char **argv, GError **error)
{
  gboolean has;

  if (!has_key (&has, error))
    return FALSE;
  if (!has)
    return pl_ctl_wrong (error, "you are no reader yet: porchlightctl reader add");
  return make_and_add (argc, argv, error);
}

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) foreign = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &foreign))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
  return FALSE;
}

gboolean
pl_ctl_reader_make (int argc, char **argv, GError **error)
{
  g_autofree char *name = NULL;
  int fd = -1;
  PlReaderKey key;

  if (!read_key_options (&argc, &argv, 1, "one FILE", &name, &fd, error))
    return FALSE;
  if (name == NULL)
    return pl_ctl_wrong (error, "--name is wanted: what people call you");
  if (!new_key (&key, name, fd, error))
    return FALSE;
  g_autofree char *text = pl_reader_key_text (&key, TRUE);
  g_autofree char *card = pl_reader_key_text (&key, FALSE);
  g_autofree char *public_name = g_strconcat (argv[1], ".pub", NULL);
  g_autofree char *id = pl_care_id_text (key.id);
  if (!write_file (argv[1], text, error) || !write_file (public_name, card, error))
    return FALSE;
  if (!pl_ctl_result_text ("reader", id))
    printf ("%s\n", id);
  return TRUE;
}

static void
print_reader (GVariant *reader)
{
  g_autofree char *id = pl_ctl_field (reader, "id");
  g_autofree char *state = pl_ctl_field (reader, "state");
  g_autofree char *role = pl_ctl_field (reader, "role");
  g_autofree char *account = pl_ctl_field (reader, "account");
  g_autofree char *name = pl_ctl_field (reader, "name");

  printf ("%s\t%s\t%s\t%s\t%s\n", id, state, role, *account != '\0' ? account : "-", name);
}

gboolean
pl_ctl_reader_list (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
                                   { NULL } };
  const char *problem;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (READERS, "List", NULL, "(aa{sv}s)", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) readers = g_variant_get_child_value (reply, 0);
  g_variant_get_child (reply, 1, "&s", &problem);
  if (json) {
    g_autoptr (JsonNode) root = json_gvariant_serialize (readers);
    g_autofree char *text = json_to_string (root, FALSE);
    puts (text);
  }
  for (gsize i = 0; !json && i < g_variant_n_children (readers); i++) {
    g_autoptr (GVariant) reader = g_variant_get_child_value (readers, i);
    print_reader (reader);
  }
  if (*problem != '\0')
    fprintf (stderr, "porchlightctl: %s\n", problem);
  return TRUE;
}

gboolean
pl_ctl_reader_import (int argc, char **argv, GError **error)
{
  g_autofree char *role = NULL;
  const GOptionEntry entries[] = { { "role", 0, 0, G_OPTION_ARG_STRING, &role, NULL, NULL },
                                   { NULL } };
  PlReaderKey key;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one FILE", error))
    return FALSE;
  if (role == NULL)
    return pl_ctl_wrong (error, "--role responsible or --role outside is wanted");
  if (!pl_ctl_key_file (argv[1], &key, error))
    return FALSE;
  /* Only what is public leaves this process. */
  g_autofree char *card = pl_reader_key_text (&key, FALSE);
  g_autofree char *id = pl_care_id_text (key.id);
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (READERS, "Import", g_variant_new ("(ss)", card, role), "(s)", error);
  if (!say_problem (reply, error))
    return FALSE;
  if (!pl_ctl_result_text ("reader", id))
    printf ("%s\n", id);
  return TRUE;
}

gboolean
pl_ctl_reader_export (int argc, char **argv, GError **error)
{
  gboolean private = FALSE;
  const GOptionEntry entries[] = { { "private", 0, 0, G_OPTION_ARG_NONE, &private, NULL, NULL },
                                   { NULL } };
  PlReaderKey key;
  const char *text;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one FILE", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (READERS, "GetKey", NULL, "(s)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s)", &text);
  if (!pl_reader_key_parse (&key, "key", text, strlen (text), error))
    return FALSE;
  g_autofree char *out = pl_reader_key_text (&key, private);
  return write_file (argv[1], out, error);
}

gboolean
pl_ctl_reader_confirm (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GVariant) reply = NULL;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a reader", error))
    return FALSE;
  reply = pl_ctl_call_agent (READERS, "Confirm", g_variant_new ("(s)", argv[1]), "(s)", error);
  return say_problem (reply, error);
}

gboolean
pl_ctl_reader_revoke (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
                                   { NULL } };
  g_autoptr (GVariant) reply = NULL;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a reader", error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted");
  reply =
      pl_ctl_call_agent (READERS, "Revoke", g_variant_new ("(ss)", argv[1], reason), "(s)", error);
  return say_problem (reply, error);
}

gboolean
pl_ctl_reader_passphrase (int argc, char **argv, GError **error)
{
  int fd = -1;
  const GOptionEntry entries[] = {
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { NULL },
  };
  g_auto (PlCtlOwnKey) own = { 0 };
  gsize length;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error) ||
      !pl_ctl_own_key (&own, NULL, fd, error))
    return FALSE;
  char *passphrase = pl_ctl_new_passphrase ("New passphrase", fd, &length, error);
  if (passphrase == NULL)
    return FALSE;
  gboolean done = pl_reader_key_rewrap (&own.key, own.secret, passphrase, length, PL_PASSPHRASE_MIN,
                                        PL_WRAP_READER, error);
  sodium_free (passphrase);
  g_autofree char *text = pl_reader_key_text (&own.key, TRUE);
  g_autoptr (GVariant) reply =
      done ? pl_ctl_call_agent (READERS, "SetPassphrase", g_variant_new ("(s)", text), "()", error)
           : NULL;
  return reply != NULL;
}

/* 1: given; 0: nobody is missing there; -1 with an error. */
static int
give (const char *id,
      const PlCtlOwnKey *own,
      const PlReaderKey *to,
      const char *reader,
      GError **error)
{
  g_autoptr (GError) failure = NULL;
  GVariant *keys = pl_ctl_gifts (id, own, to, error);

  if (keys == NULL)
    return -1;
  g_autoptr (GVariant) done = pl_ctl_call_agent (
      CONCERNS, "Give", g_variant_new ("(ss@a(ayay))", id, reader, keys), "()", &failure);
  if (done != NULL)
    return 1;
  if (g_error_matches (failure, PL_ERROR, PL_ERROR_REFUSED))
    return 0;
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

gboolean
pl_ctl_reader_recover (int argc, char **argv, GError **error)
{
  int fd = -1;
  const GOptionEntry entries[] = {
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
    { NULL },
  };
  g_auto (PlCtlOwnKey) own = { 0 };
  PlReaderKey to;
  guint given = 0;
  int one = 0;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of the new reader", error) ||
      !pl_ctl_find_reader (argv[1], &to, error) || !pl_ctl_own_key (&own, NULL, fd, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_all_concerns (CONCERNS, "List", "(aa{sv})", error);
  g_autoptr (GVariant) concerns = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  for (gsize i = 0; one >= 0 && concerns != NULL && i < g_variant_n_children (concerns); i++) {
    g_autoptr (GVariant) concern = g_variant_get_child_value (concerns, i);
    g_autofree char *id = pl_ctl_field (concern, "id");
    one = give (id, &own, &to, argv[1], error);
    given += one > 0;
  }
  if (concerns == NULL || one < 0)
    return FALSE;
  if (!pl_ctl_result_number ("given", given))
    printf ("%u\n", given);
  return TRUE;
}
