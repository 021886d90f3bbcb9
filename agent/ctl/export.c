/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/export.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/ctl/export-key.h"
#include "agent/ctl/options.h"
#include "agent/ctl/output-file.h"
#include "agent/ctl/own-key.h"
#include "agent/ctl/passphrase.h"
#include "agent/ctl/result.h"
#include "agent/ctl/row-pages.h"
#include "agent/time/clock.h"
#include "policy/export/export-archive.h"
#include "policy/export/gather.h"

typedef struct {
  char *from, *to, *output;
  char *reader, *reader_key; /* who is to open it: in words, or a key file */
  int passphrase_fd;
  gboolean unencrypted;
  gboolean concerns; /* those that the person may read, too */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->from);
  g_free (options->to);
  g_free (options->output);
  g_free (options->reader);
  g_free (options->reader_key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options->from, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options->to, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, NULL, NULL },
    { "reader", 0, 0, G_OPTION_ARG_STRING, &options->reader, NULL, NULL },
    { "reader-key", 0, 0, G_OPTION_ARG_FILENAME, &options->reader_key, NULL, NULL },
    { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &options->passphrase_fd, NULL, NULL },
    { "unencrypted", 0, 0, G_OPTION_ARG_NONE, &options->unencrypted, NULL, NULL },
    { "concerns", 0, 0, G_OPTION_ARG_NONE, &options->concerns, NULL, NULL },
    { NULL },
  };

  *options = (Options){ .passphrase_fd = -1 };
  if (!pl_ctl_options (argc, argv, entries, 1, "one CHILD", error))
    return FALSE;
  if (options->from == NULL || options->to == NULL || options->output == NULL)
    return pl_ctl_wrong (error, "--from DAY, --to DAY and -o FILE are wanted");
  if (options->concerns && options->unencrypted)
    return pl_ctl_wrong (error, "what was told in confidence never leaves unencrypted");
  /* With concerns, the descriptor begins with the passphrase that opens them. */
  return (options->passphrase_fd >= 0 && !options->concerns) + (options->reader != NULL) +
                 (options->reader_key != NULL) + options->unencrypted <=
             1 ||
         pl_ctl_wrong (error,
                       "one of --passphrase-fd, --reader, --reader-key and --unencrypted, or none");
}

/* Written over itself on a terminal; silent elsewhere. */
static void
show_progress (const char *part, guint done, guint of, gpointer data)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K%u of %u: %s", done + 1, of, part);
}

static void
end_progress (void)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K");
}

/* What whoever hands it on has to know. */
static void
say_what_to_look_at (JsonObject *export)
{
  JsonObject *left_out = json_object_get_object_member (export, "left_out");
  gint64 named = json_object_get_int_member (left_out, "others_named");

  if (named > 0)
    fprintf (
        stderr,
        "Other children were named in %" G_GINT64_FORMAT " places; it says [another child] there.\n"
        "A program finds names as profiles spell them, no nicknames and descriptions: read it\n"
        "before it leaves the home.\n",
        named);
}

/* Beside the archive, and before it: one that nobody opens is none. */
static gboolean
write_key (const Options *options, const PlReaderKey *key, const char *passphrase, GError **error)
{
  g_autofree char *path = g_strconcat (options->output, ".key", NULL);
  g_autoptr (GBytes) sealed = pl_export_seal (key, passphrase);

  return pl_ctl_write_file (path, sealed, error);
}

/* passphrase: NULL: not encrypted; key: nullable, of the reader to whom it is sealed; own: opens concerns. */
static gboolean
make_export (const Options *options,
             const char *child,
             const char *passphrase,
             const PlReaderKey *key,
             const PlCtlOwnKey *own,
             GError **error)
{
  const PlExportKey opens = { &own->key, own->secret };
  const PlExportRequest request = {
    .child = child,
    .from = options->from,
    .to = options->to,
    .encrypted = passphrase != NULL,
    .agent = &pl_ctl_agent,
    .key = options->concerns ? &opens : NULL,
    .progress = show_progress,
  };
  g_autoptr (JsonObject) export = pl_export_gather (&request, error);

  end_progress ();
  if (export == NULL)
    return FALSE;
  g_autoptr (GBytes) archive =
      pl_export_archive (export, passphrase, pl_clock_wall_ms () / 1000, error);
  if (archive == NULL || (key != NULL && !write_key (options, key, passphrase, error)) ||
      !pl_ctl_write_file (options->output, archive, error))
    return FALSE;
  say_what_to_look_at (export);
  JsonObject *chain = json_object_get_object_member (export, "chain");
  gint64 serial = json_object_get_int_member (chain, "serial");
  const char *hash = json_object_get_string_member (chain, "hash");
  guint altered = json_array_get_length (json_object_get_array_member (chain, "findings"));
  if (pl_ctl_result_text ("file", options->output)) {
    pl_ctl_result_number ("serial", serial);
    pl_ctl_result_text ("hash", hash);
    pl_ctl_result_number ("findings", altered);
    return TRUE;
  }
  printf ("%s\thead %" G_GINT64_FORMAT " %s\t%s\n", options->output, serial, hash,
          altered == 0 ? "nothing altered" : "ALTERED: see the first page");
  return TRUE;
}

/* A new passphrase that is worth something: sodium_free. NULL and an error. */
static char *
read_passphrase (int fd, GError **error)
{
  gsize length;
  char *passphrase = pl_ctl_new_passphrase ("Passphrase of the archive", fd, &length, error);

  if (passphrase == NULL || (g_utf8_validate (passphrase, -1, NULL) &&
                             g_utf8_strlen (passphrase, -1) >= PL_EXPORT_PASSPHRASE_MIN))
    return passphrase;
  sodium_free (passphrase);
  pl_ctl_wrong (error, "a passphrase has at least %d characters: four words, say",
                PL_EXPORT_PASSPHRASE_MIN);
  return NULL;
}

gboolean
pl_ctl_export (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { NULL };
  g_auto (PlCtlOwnKey) own = { 0 };
  char *passphrase = NULL;
  PlReaderKey key;

  if (!read_options (&options, &argc, &argv, error) ||
      (options.concerns && !pl_ctl_own_key (&own, NULL, options.passphrase_fd, error)))
    return FALSE;
  gboolean sealed = options.reader != NULL || options.reader_key != NULL;
  if (sealed && !pl_export_reader (options.reader, options.reader_key, &key, error))
    return FALSE;
  if (sealed)
    passphrase = pl_export_new_passphrase ();
  else if (!options.unencrypted &&
           (passphrase = read_passphrase (options.passphrase_fd, error)) == NULL)
    return FALSE;
  gboolean done = make_export (&options, argv[1], passphrase, sealed ? &key : NULL, &own, error);
  sodium_free (passphrase);
  return done;
}
