/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/explain.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/explain-files.h"
#include "agent/ctl/print-json.h"
#include "policy/data/shipped.h"
#include "policy/error.h"
#include "policy/sites/hostname.h"
#include "policy/sites/site-reason.h"
#include "policy/time/timestamp.h"
#include "policy/time/zone.h"
#include "policy/verdict.h"

/* The command line as it was typed. Paths and names are taken as bytes, whatever the locale. */
typedef struct {
  char *home, *child, *levels, *own_levels, *sites, *used, *used_week, *at, *site;
} Words;

typedef struct {
  PlUsage usage;
  PlTimestamp at;
  char name[PL_HOSTNAME_MAX + 1];
  gsize name_length; /* 0: no site is asked about */
} Question;

static void
words_clear (Words *words)
{
  char **const all[] = { &words->home,       &words->child, &words->levels,
                         &words->own_levels, &words->sites, &words->used,
                         &words->used_week,  &words->at,    &words->site };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_clear_pointer (all[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
wrong (GError **error, const char *what, const char *value)
{
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s%s", what, value);
  return FALSE;
}

static gboolean
read_words (int argc, char **argv, Words *words, GError **error)
{
  const GOptionEntry entries[] = {
    { "home", 0, 0, G_OPTION_ARG_FILENAME, &words->home, NULL, NULL },
    { "child", 0, 0, G_OPTION_ARG_FILENAME, &words->child, NULL, NULL },
    { "levels", 0, 0, G_OPTION_ARG_FILENAME, &words->levels, NULL, NULL },
    { "own-levels", 0, 0, G_OPTION_ARG_FILENAME, &words->own_levels, NULL, NULL },
    { "sites", 0, 0, G_OPTION_ARG_FILENAME, &words->sites, NULL, NULL },
    { "used", 0, 0, G_OPTION_ARG_FILENAME, &words->used, NULL, NULL },
    { "used-week", 0, 0, G_OPTION_ARG_FILENAME, &words->used_week, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &words->at, NULL, NULL },
    { "site", 0, 0, G_OPTION_ARG_FILENAME, &words->site, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) foreign = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &foreign))
    return wrong (error, foreign->message, "");
  if (argc > 1)
    return wrong (error, "this argument is one too many: ", argv[1]);
  if (words->home == NULL || words->child == NULL || words->at == NULL)
    return wrong (error, "--home, --child and --at are needed", "");
  if (words->levels != NULL && words->own_levels != NULL)
    return wrong (error, "--levels or --own-levels, not both", "");
  return TRUE;
}

/* Whole minutes, to seconds. */
static gboolean
read_minutes (const char *text, gint64 *seconds, GError **error)
{
  guint64 minutes = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &minutes, NULL))
    return wrong (error, "not a number of minutes: ", text);
  *seconds = (gint64)minutes * 60;
  return TRUE;
}

static gboolean
read_question (const Words *words, Question *question, GError **error)
{
  *question = (Question){ 0 };
  if (!read_minutes (words->used, &question->usage.today_s, error) ||
      !read_minutes (words->used_week, &question->usage.week_s, error))
    return FALSE;
  if (!pl_timestamp_parse (words->at, &question->at))
    return wrong (error, "not a time (RFC 3339, or YYYY-MM-DDTHH:MM): ", words->at);
  if (words->site == NULL)
    return TRUE;
  question->name_length = pl_hostname_normalise (words->site, strlen (words->site), question->name);
  return question->name_length > 0 || wrong (error, "not the name of a site: ", words->site);
}

/* Keeps the flat form of names, and gives the set of it. */
static const PlNameSet *
add_names (GPtrArray *kept, const char *const *names)
{
  if (names == NULL)
    return NULL;
  GBytes *flat = pl_name_set_build (names, g_strv_length ((char **)names));

  g_ptr_array_add (kept, flat);
  return pl_name_set_open (g_bytes_get_data (flat, NULL), g_bytes_get_size (flat), NULL);
}

static const PlNameSet *
add_shipped (GPtrArray *kept, const char *list)
{
  g_auto (GStrv) names = pl_shipped_names (list);

  return add_names (kept, (const char *const *)names);
}

static PlAccess
access_of (const PlVerdict *verdict)
{
  if (verdict->adult)
    return PL_ACCESS_OPEN;
  return verdict->online ? PL_ACCESS_FILTERED : PL_ACCESS_HELP_ONLY;
}

static void
decide_site (const PlExplainFiles *files,
             const Question *question,
             gint64 now,
             const PlVerdict *verdict,
             PlSiteVerdict *site)
{
  const PlHome *home = files->home;
  const PlProfile *profile = files->profile;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  guint32 day = (guint32)pl_zone_day (home->zone, now);
  g_autofree const char **allow = pl_site_ends_left (profile->site_ends, profile->allow, day);
  g_autofree const char **block = pl_site_ends_left (profile->site_ends, profile->block, day);
  g_autofree const char **contact = pl_verdict_contact_names (home, profile, now);
  const PlSiteRules rules = {
    .access = access_of (verdict),
    .always = PL_CATEGORIES_ALWAYS,
    .blocked = profile->level->blocked,
    .chosen_only = profile->level->chosen_only,
    .social_blocked = verdict->social_blocked,
    .help = add_shipped (kept, "help-sites.list"),
    .encrypted_dns = add_shipped (kept, "encrypted-dns.list"),
    .learning = add_shipped (kept, "learning-sites.list"),
    .home_help = add_names (kept, (const char *const *)home->help_sites),
    .contact = add_names (kept, contact),
    .allow = add_names (kept, allow),
    .block = add_names (kept, block),
  };

  pl_site_rules_decide (&rules, files->index, question->name, question->name_length, site);
}

static void
add_text (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/* Of the person at the terminal. */
static const PlLanguage *
own_language (void)
{
  for (const char *const *name = g_get_language_names (); *name != NULL; name++) {
    const PlLanguage *language = pl_language_find (*name);
    if (language != NULL)
      return language;
  }
  return pl_language_english ();
}

static void
add_site (JsonBuilder *builder, const char *name, const PlSiteVerdict *site, const PlHome *home)
{
  static const char *const answers[] = {
    [PL_SITE_ALLOW] = "allow",
    [PL_SITE_BLOCK] = "block",
    [PL_SITE_HELP] = "help",
  };
  g_autofree char *rule =
      site->rule_length > 0 ? g_strndup (name + site->rule_offset, site->rule_length) : NULL;
  g_autofree char *reason = pl_site_reason_text (site, home->categories, own_language ());

  json_builder_begin_object (builder);
  add_text (builder, "name", name);
  add_text (builder, "verdict", answers[site->answer]);
  add_text (builder, "category",
            site->category != PL_CATEGORY_NONE
                ? pl_categories_id (home->categories, (guint)site->category)
                : NULL);
  add_text (builder, "rule", rule);
  add_text (builder, "reason", reason);
  json_builder_end_object (builder);
}

static void
add_verdict (JsonBuilder *builder, const PlVerdict *verdict, GTimeZone *zone)
{
  g_autofree char *until =
      verdict->until != PL_INSTANT_NONE ? pl_timestamp_format (verdict->until, zone) : NULL;

  add_text (builder, "state", verdict->online ? "online" : "help-only");
  add_text (builder, "until", until);
  json_builder_set_member_name (builder, "left_s");
  if (verdict->left_s != PL_NO_LIMIT)
    json_builder_add_int_value (builder, verdict->left_s);
  else
    json_builder_add_null_value (builder);

  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint reason = PL_REASON_IN_HOURS; reason <= PL_REASON_CLOCK_DOUBT; reason <<= 1)
    if (verdict->reasons & reason)
      json_builder_add_string_value (builder, pl_reason_code (reason));
  json_builder_end_array (builder);
}

static void
print_answer (const PlExplainFiles *files, const Question *question)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 now = pl_timestamp_instant (&question->at, files->home->zone);
  PlVerdict verdict;

  pl_verdict (files->home, files->profile, now, &question->usage, &verdict);
  json_builder_begin_object (builder);
  add_verdict (builder, &verdict, files->home->zone);
  json_builder_set_member_name (builder, "site");
  if (question->name_length > 0) {
    PlSiteVerdict site;

    decide_site (files, question, now, &verdict, &site);
    add_site (builder, question->name, &site, files->home);
  } else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  pl_ctl_print_json (builder);
}

static gboolean
read_files (const Words *words, PlExplainFiles *files, GError **error)
{
  return pl_explain_read_home (files, words->home, error) &&
         pl_explain_read_levels (files, words->levels, words->own_levels, error) &&
         pl_explain_read_profile (files, words->child, error) &&
         pl_explain_read_index (files, words->sites, error);
}

gboolean
pl_ctl_explain (int argc, char **argv, GError **error)
{
  g_auto (Words) words = { NULL };
  g_auto (PlExplainFiles) files = { NULL };
  Question question;

  if (!read_words (argc, argv, &words, error) || !read_question (&words, &question, error) ||
      !read_files (&words, &files, error))
    return FALSE;
  for (guint i = 0; i < files.warnings->len; i++)
    fprintf (stderr, "%s\n", (const char *)files.warnings->pdata[i]);
  print_answer (&files, &question);
  return TRUE;
}
