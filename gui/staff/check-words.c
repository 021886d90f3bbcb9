/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/check-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/english.h"

/* The line of details that says how much was tried. */
#define TRIED "Self-test: "

/* The layers of Staff.SelfTest, and what to do where one fails. */
typedef struct {
  const char *layer, *words, *advice;
} Layer;

static const Layer layers[] = {
  { "firewall", NC_ ("layer", "The way out of this computer"),
    NC_ ("layer",
         "Restart the computer. If it stays so, children use another one, and IT is told.") },
  { "dns", NC_ ("layer", "Names of sites"),
    NC_ ("layer",
         "Restart the computer. If it stays so, children use another one, and IT is told.") },
  { "web", NC_ ("layer", "Pages"),
    NC_ ("layer", "Restart the computer. If it stays so, tell IT.") },
  { "safe-search", NC_ ("layer", "Safe search"), NC_ ("layer", "Tell IT what it says here.") },
  { "hosts-file", NC_ ("layer", "The second line of defence"),
    NC_ ("layer", "Somebody may have changed a system file. Tell IT today.") },
  { "lists", NC_ ("layer", "Lists of sites"),
    NC_ ("layer", "Look whether the internet works, then update the lists under Home.") },
  { "workers", NC_ ("layer", "Porchlight’s own programs"),
    NC_ ("layer", "Restart the computer. If it stays so, tell IT.") },
  { "clock", NC_ ("layer", "The clock"),
    NC_ ("layer",
         "Set the clock right, or connect to the internet once, so that it can be confirmed.") },
};

static const struct {
  const char *verdict, *words;
} verdicts[] = {
  { "ok", NC_ ("filter", "works") },
  { "failed", NC_ ("filter", "fails") },
  { "not-sure", NC_ ("filter", "not sure") },
};

/* NULL: not known. */
static const Layer *
find (const char *layer)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    if (g_str_equal (layers[i].layer, layer))
      return &layers[i];
  return NULL;
}

const char *
pl_check_layer_words (const char *layer)
{
  const Layer *known = find (layer);

  return known != NULL ? g_dpgettext2 (NULL, "layer", known->words) : layer;
}

const char *
pl_check_layer_advice (const char *layer)
{
  const Layer *known = find (layer);

  return known != NULL ? g_dpgettext2 (NULL, "layer", known->advice) : "";
}

const char *
pl_check_verdict_words (const char *verdict)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (g_str_equal (verdicts[i].verdict, verdict))
      return g_dpgettext2 (NULL, "filter", verdicts[i].words);
  return verdict;
}

char *
pl_check_title (const char *layer, const char *person)
{
  if (*person == '\0')
    return g_strdup (pl_check_layer_words (layer));
  /* Translators: a layer of the filter, and a child's name. */
  return g_strdup_printf (C_ ("filter", "%1$s, %2$s"), pl_check_layer_words (layer), person);
}

/* "dns", or "dns, Sam". NULL: no layer is named so. Transfer full. */
static char *
title_of (const char *what)
{
  g_auto (GStrv) parts = g_strsplit (what, ", ", 2);

  if (parts[0] == NULL || find (parts[0]) == NULL)
    return NULL;
  return pl_check_title (parts[0], parts[1] != NULL ? parts[1] : "");
}

/* "dns, Sam, not-sure: why". NULL: it is another line. Transfer full. */
static char *
found_words (const char *line)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++) {
    g_autofree char *between = g_strdup_printf (", %s: ", verdicts[i].verdict);
    const char *end = strstr (line, between);
    g_autofree char *what = end != NULL ? g_strndup (line, (gsize)(end - line)) : NULL;
    g_autofree char *title = what != NULL ? title_of (what) : NULL;
    if (title == NULL)
      continue;
    g_autofree char *why = pl_screen_said (end + strlen (between));
    /* Translators: what was tried for whom, "not sure", and why. */
    return g_strdup_printf (C_ ("filter", "%1$s, %2$s: %3$s"), title,
                            pl_check_verdict_words (verdicts[i].verdict), why);
  }
  return NULL;
}

static char *
line_words (const char *line)
{
  char *found = g_str_has_prefix (line, TRIED) ? pl_screen_said (line) : found_words (line);

  return found != NULL ? found : g_strdup (line);
}

char *
pl_check_details_words (PlRecord *check)
{
  g_auto (GStrv) lines = g_strsplit (pl_record_person (check, "details"), "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    g_autofree char *written = *line;
    *line = line_words (written);
  }
  return *lines != NULL ? g_strjoinv ("\n", lines) : NULL;
}
