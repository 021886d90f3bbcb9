/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/certificate.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"

#define HASH_GROUP 8

static const struct {
  const char *state, *style, *words;
} states[] = {
  { "left", "bad-now", NC_ ("left child", "their data is still here") },
  { "wiping", "soon-now", NC_ ("left child", "is being wiped") },
  { "wiped", "open-now", NC_ ("left child", "wiped") },
};

/* As Accounts.List has them. */
static const struct {
  const char *phase, *words;
} phases[] = {
  { "waiting", NC_ ("left child", "Waiting for its turn") },
  { "ending-programs", NC_ ("left child", "Ending their programs") },
  { "removing-files", NC_ ("left child", "Removing files") },
  { "looking", NC_ ("left child", "Looking whether anything is left") },
};

/* What stands on it, in this order. */
static const struct {
  const char *key, *title;
  enum {
    TEXT,
    PERSON,
    NUMBER,
    COUNT,
    FILES,
    INSTANT,
    HASH
  } type;
} lines[] = {
  { "account", NC_ ("certificate", "Account"), TEXT },
  { "uid", NC_ ("certificate", "Its number on this computer"), NUMBER },
  { "changed", NC_ ("certificate", "Wiped on"), INSTANT },
  { "changed-by", NC_ ("certificate", "Asked for by"), PERSON },
  { "reason", NC_ ("certificate", "Reason"), TEXT },
  { "home-files", NC_ ("certificate", "Removed from the home folder (files and folders)"), FILES },
  { "other-files", NC_ ("certificate", "Removed elsewhere on this computer"), FILES },
  { "folders-kept",
    NC_ ("certificate", "Folders kept, now the system’s, with other people’s files in them"),
    COUNT },
  { "audit-entry", NC_ ("certificate", "Entry of the record"), NUMBER },
  { "audit-hash", NC_ ("certificate", "Its hash, the head of the record then"), HASH },
};

const char *
pl_left_state_words (PlRecord *account)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, pl_record_text (account, "state")))
      return g_dpgettext2 (NULL, "left child", states[i].words);
  return "";
}

const char *
pl_left_state_style (PlRecord *account)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, pl_record_text (account, "state")))
      return states[i].style;
  return "closed-now";
}

char *
pl_wipe_progress_words (PlRecord *account)
{
  const char *phase = pl_record_text (account, "phase"), *words = phases[0].words;
  gint64 files = pl_record_number (account, "files");

  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    if (g_str_equal (phases[i].phase, phase))
      words = phases[i].words;
  words = g_dpgettext2 (NULL, "left child", words);
  return files > 0
             /* Translators: what is being done, and how many. */
             ? g_strdup_printf (C_ ("left child", "%1$s. Files removed so far: %2$u."), words,
                                (guint)files)
             : g_strdup (words);
}

/* In groups: it is compared by eye, and a line that is broken by itself gets a hyphen. */
static char *
grouped (const char *hash)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; hash[i] != '\0'; i++)
    g_string_append_printf (text, "%s%c", i > 0 && i % HASH_GROUP == 0 ? " " : "", hash[i]);
  return g_string_free (text, FALSE);
}

static char *
count_words (gint64 count, gboolean files)
{
  if (count == 0)
    return g_strdup (C_ ("certificate", "none"));
  if (!files)
    return g_strdup_printf ("%" G_GINT64_FORMAT, count);
  return g_strdup_printf (
      /* Translators: what was removed. */
      g_dngettext (NULL, "%u file or folder", "%u files and folders", (gulong)count), (guint)count);
}

static char *
value_of (PlRecord *account, gsize line)
{
  gint64 number = pl_record_number (account, lines[line].key);

  switch (lines[line].type) {
    case NUMBER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, number);
    case COUNT:
    case FILES:
      return count_words (number, lines[line].type == FILES);
    case INSTANT:
      return pl_words_short_moment (number);
    case PERSON:
      return g_strdup (pl_record_person (account, lines[line].key));
    case HASH:
      return grouped (pl_record_text (account, lines[line].key));
    default:
      return g_strdup (pl_record_text (account, lines[line].key));
  }
}

char **
pl_certificate_lines (PlRecord *account)
{
  char **texts = g_new0 (char *, G_N_ELEMENTS (lines) + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *value = value_of (account, i);
    texts[i] = g_strconcat (g_dpgettext2 (NULL, "certificate", lines[i].title), "\n", value, NULL);
  }
  return texts;
}

const char *
pl_certificate_limits (void)
{
  return C_ (
      "certificate",
      "Afterwards nothing of this account was found on this computer’s own disks. Removed files "
      "are not overwritten. Memory sticks, backups and what was sent elsewhere are not looked "
      "at.");
}
