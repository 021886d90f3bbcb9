/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/update.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "agent/lists/index-store.h"
#include "agent/lists/site-build.h"
#include "agent/lists/source-update.h"
#include "policy/data/shipped.h"
#include "policy/error.h"

/* With nothing due, whoever asks comes back after this. */
#define LATER_S (24 * 3600)

/* ---- the folder ---- */

/* What a file that was being written when the power went is called: NAME.XXXXXX. */
static gboolean
is_left_over (const char *name)
{
  static const char *const known[] = { ".index", ".recipe", ".state", ".list", ".part", ".held" };
  const char *dot = strrchr (name, '.');

  if (dot == NULL || dot == name || strlen (dot) != strlen (".XXXXXX"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (dot, known[i]))
      return FALSE;
  return TRUE;
}

static void
sweep (void)
{
  g_autoptr (GDir) folder = g_dir_open (".", 0, NULL);

  for (const char *name; folder != NULL && (name = g_dir_read_name (folder)) != NULL;)
    if (is_left_over (name))
      unlink (name);
}

static GPtrArray *
read_states (const PlUpdate *update)
{
  GPtrArray *states = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_source_update_free);

  for (guint i = 0; i < update->sources->len; i++)
    g_ptr_array_add (states, pl_source_update_new (update, update->sources->pdata[i]));
  return states;
}

/* ---- the index ---- */

static void
add_starter (GString *recipe)
{
  g_auto (GStrv) folders = pl_shipped_children ("starter/");
  crypto_generichash_state hash;
  guint8 digest[16];
  char text[2 * sizeof digest + 1];

  crypto_generichash_init (&hash, NULL, 0, sizeof digest);
  for (char **folder = folders; *folder != NULL; folder++) {
    g_autofree char *path = g_strconcat ("starter/", *folder, "domains", NULL);
    g_autoptr (GBytes) bytes = pl_shipped_data (path);
    crypto_generichash_update (&hash, (const guint8 *)path, strlen (path));
    crypto_generichash_update (&hash, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  }
  crypto_generichash_final (&hash, digest, sizeof digest);
  g_string_append_printf (recipe, "starter %s %s\n", PL_VERSION,
                          sodium_bin2hex (text, sizeof text, digest, sizeof digest));
}

/* What goes into the index; with the same recipe it need not be made again. */
static char *
plan_index (const GPtrArray *states, GArray *inputs)
{
  g_autoptr (GString) recipe = g_string_new (NULL);

  add_starter (recipe);
  for (guint i = 0; i < states->len; i++) {
    const PlSourceUpdate *state = states->pdata[i];
    const char *category = state->source->category, *digest = state->state->good.digest;
    PlSiteBuildInput input = { *category != '\0' ? category : NULL, state->list };
    if (state->source->off || *digest == '\0')
      continue;
    g_string_append_printf (recipe, "%s %s %s\n", state->source->id,
                            *category != '\0' ? category : "-", digest);
    g_array_append_val (inputs, input);
  }
  return g_string_free (g_steal_pointer (&recipe), FALSE);
}

static void
tell_index (const PlUpdate *update)
{
  PlUpdateMessage message = { .type = PL_UPDATE_INDEX };
  guint64 names, bytes;

  if (!pl_index_store_figures (&names, &bytes))
    return;
  message.entries = (gint64)names;
  message.bytes = (gint64)bytes;
  update->tell (&message, update->user_data);
}

static void
tell_building (const PlUpdate *update)
{
  PlUpdateMessage message = { .type = PL_UPDATE_PROGRESS };

  g_strlcpy (message.text, NC_ ("said", "building the site index"), sizeof message.text);
  update->tell (&message, update->user_data);
}

static gboolean
is_made (const char *recipe)
{
  g_autofree char *there = pl_index_store_recipe ();
  guint64 names, bytes;

  return (g_strcmp0 (there, recipe) == 0 || pl_index_store_is_rolled_back (recipe)) &&
         pl_index_store_figures (&names, &bytes);
}

static gboolean
make_index (const PlUpdate *update, const GPtrArray *states, GError **error)
{
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (PlSiteBuildInput));
  g_autofree char *recipe = plan_index (states, inputs);
  PlSiteBuildStats stats;

  if (is_made (recipe)) {
    tell_index (update);
    return TRUE;
  }
  tell_building (update);
  const PlSiteBuild build = {
    .inputs = (const PlSiteBuildInput *)(gpointer)inputs->data,
    .n_inputs = inputs->len,
    .starter = TRUE,
    .importer = update->importer,
  };
  g_autoptr (GBytes) index = pl_site_build (&build, &stats, error);
  if (index == NULL || !pl_index_store_install (index, recipe, error))
    return FALSE;
  tell_index (update);
  return TRUE;
}

/* ---- a run ---- */

static void
tell_end (
    const PlUpdate *update, const GPtrArray *states, guint failed, gboolean made, const char *text)
{
  PlUpdateMessage message = { .type = PL_UPDATE_END,
                              .flags = made ? 0 : PL_UPDATE_FAILED,
                              .entries = failed,
                              .due = update->now + LATER_S };

  for (guint i = 0; i < states->len; i++) {
    const PlSourceUpdate *state = states->pdata[i];
    if (!state->source->off)
      message.due = MIN (message.due, state->state->due);
  }
  message.due = MAX (message.due, update->now);
  g_strlcpy (message.text, text, sizeof message.text);
  update->tell (&message, update->user_data);
}

static gboolean
is_asked (const PlSourceUpdate *state, PlUpdateMode mode, const char *const *names)
{
  gboolean named = names == NULL || *names == NULL || g_strv_contains (names, state->source->id);
  gboolean now = mode == PL_UPDATE_NOW || (mode == PL_UPDATE_AGAIN && state->state->failures > 0);

  return mode != PL_UPDATE_CHECK && named && pl_source_update_is_due (state, now);
}

gboolean
pl_update_run (const PlUpdate *update, PlUpdateMode mode, const char *const *names)
{
  g_autoptr (GPtrArray) states = read_states (update);
  g_autoptr (GError) error = NULL;
  guint failed = 0;

  sweep ();
  /* A home without an index gets that of the lists that ship first, and does not wait for servers. */
  gboolean made = access (PL_INDEX_IN_FORCE, F_OK) == 0 || make_index (update, states, &error);
  for (guint i = 0; i < states->len && made; i++) {
    PlSourceUpdate *state = states->pdata[i];
    if (is_asked (state, mode, names))
      pl_source_update_ask (state);
    failed += state->error != NULL;
    pl_source_update_tell (state);
  }
  made = made && make_index (update, states, &error);
  g_autofree char *text =
      error != NULL ? g_strdup_printf (
                          NC_ ("said", "the site index could not be made; the last one stays: %s"),
                          error->message)
      : failed > 0
          ? g_strdup_printf (NC_ ("said", "%u of the sources failed; their last good lists stay"),
                             failed)
          : g_strdup (NC_ ("said", "done"));
  tell_end (update, states, failed, made, text);
  return made && failed == 0;
}

gboolean
pl_update_decide (const PlUpdate *update, const char *held, gboolean accept, GError **error)
{
  g_autoptr (GPtrArray) states = read_states (update);

  for (guint i = 0; i < states->len; i++) {
    PlSourceUpdate *state = states->pdata[i];
    g_autofree char *id = pl_source_update_held_id (state);
    if (g_strcmp0 (id, held) != 0)
      continue;
    return accept ? pl_source_update_accept (state, error) : pl_source_update_reject (state, error);
  }
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "no list is held as \"%s\""), held);
  return FALSE;
}
