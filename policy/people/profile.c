/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/profile.h"

#include "policy/error.h"
#include "policy/people/contact.h"
#include "policy/people/key-value.h"
#include "policy/people/maximum.h"
#include <glib/gi18n.h>

#define MINUTES_A_DAY  (24 * 60)
#define MINUTES_A_WEEK (7 * MINUTES_A_DAY)
#define QUIET_MINUTES  90   /* what P0 reports as recommended (T4) */
#define NONE           (-1) /* no limit, no lights-out */
#define NOT_GIVEN      (-2)

/* A profile while its file is read. */
typedef struct {
  PlProfile profile;
  const PlLevels *levels;
  int lights_out; /* of the weekdays that have no key of their own */
  int time_up;
} Draft;

const char *const pl_decides_names[] = { "not-recorded", "placing-authority", "parents", "home",
                                         NULL };

static void
profile_clear (PlProfile *profile)
{
  g_free (profile->name);
  pl_timetable_clear (&profile->timetable);
  g_strfreev (profile->allow);
  g_strfreev (profile->block);
  g_clear_pointer (&profile->site_ends, g_ptr_array_unref);
  g_clear_pointer (&profile->contacts, g_ptr_array_unref);
}

static void
draft_clear (Draft *draft)
{
  profile_clear (&draft->profile);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static void
draft_init (Draft *draft, const PlLevels *levels)
{
  *draft = (Draft){ .levels = levels, .lights_out = NONE, .time_up = NOT_GIVEN };
  pl_timetable_init (&draft->profile.timetable);
  draft->profile.contacts = pl_contacts_new ();
  draft->profile.site_ends = pl_site_ends_new ();
  draft->profile.quiet.minutes = QUIET_MINUTES;
  draft->profile.allowance.week = NONE;
  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    draft->profile.allowance.weekday[i] = NONE;
    draft->profile.quiet.lights_out[i] = NOT_GIVEN;
  }
}

static gboolean
read_level (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  Draft *draft = field;

  draft->profile.level = pl_levels_find (draft->levels, entry->value);
  if (draft->profile.level != NULL)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "unknown level \"%s\""),
               entry->value);
  return FALSE;
}

/* int[] by weekday: a time of day; an empty one is none. */
static gboolean
read_lights_out (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  int *lights_out = field;
  guint16 minutes;

  if (*entry->value == '\0') {
    lights_out[weekday] = NONE;
    return TRUE;
  }
  if (!pl_time_of_day_parse (entry->value, FALSE, &minutes)) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "%s=%s is not a time of the form HH:MM"), entry->key, entry->value);
    return FALSE;
  }
  lights_out[weekday] = minutes;
  return TRUE;
}

/* const PlLanguage *: by its tag, "pl". */
static gboolean
read_language (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  const PlLanguage **language = field;

  *language = pl_language_find (entry->value);
  if (*language != NULL)
    return TRUE;
  g_set_error (
      error, PL_ERROR, PL_ERROR_REFUSED,
      NC_ ("said",
           "Language=%s is none that Porchlight speaks: en, ar, cy, fa-AF, pl, sq, uk or vi"),
      entry->value);
  return FALSE;
}

#define DRAFT(member) .offset = G_STRUCT_OFFSET (Draft, member)
#define FIELD(member) DRAFT (profile.member)

static const PlKeyRule profile_rules[] = {
  { "Child", "Name", .read = pl_key_read_text, FIELD (name) },
  { "Child", "Born", .read = pl_key_read_date, FIELD (born) },
  { "Child", "Level", .read = read_level },
  { "Child", "SocialUntilReview", .read = pl_key_read_boolean, FIELD (social_until_review) },
  { "Child", "AgreedUntil", .read = pl_key_read_date, FIELD (agreed_until) },
  { "Timetable", NULL, PL_KEY_WEEKDAY, pl_key_read_windows, FIELD (timetable) },
  { "Exceptions", NULL, PL_KEY_ANY, pl_key_read_exception, FIELD (timetable) },
  { "Allowance", NULL, PL_KEY_WEEKDAY, pl_key_read_number, FIELD (allowance.weekday),
    .maximum = MINUTES_A_DAY },
  { "Allowance", "Weekly", .read = pl_key_read_number, FIELD (allowance.week),
    .maximum = MINUTES_A_WEEK },
  { "Quiet", "LightsOut", .read = read_lights_out, DRAFT (lights_out) },
  { "Quiet", "Minutes", .read = pl_key_read_number, FIELD (quiet.minutes),
    .maximum = MINUTES_A_DAY },
  { "Quiet", NULL, PL_KEY_WEEKDAY, read_lights_out, FIELD (quiet.lights_out) },
  { "Sites", "Allow", .read = pl_key_read_names, FIELD (allow) },
  { "Sites", "Block", .read = pl_key_read_names, FIELD (block) },
  { "Sites", "Until", .read = pl_site_ends_read, FIELD (site_ends) },
  { "Authority", "Contact", .read = pl_key_read_choice, FIELD (decides_contact),
    .choices = pl_decides_names },
  { "Authority", "SocialMedia", .read = pl_key_read_choice, FIELD (decides_social),
    .choices = pl_decides_names },
  { "Contact", NULL, PL_KEY_ANY, pl_contact_read, FIELD (contacts) },
  { "Needs", "EasyRead", .read = pl_key_read_boolean, FIELD (needs.easy_read) },
  { "Needs", "LargeType", .read = pl_key_read_boolean, FIELD (needs.large_type) },
  { "Needs", "ReadAloud", .read = pl_key_read_boolean, FIELD (needs.read_aloud) },
  { "Needs", "Language", .read = read_language, FIELD (needs.language) },
  { "TimeUp", "Action", .read = pl_key_read_choice, DRAFT (time_up), .choices = pl_time_up_names },
};

/* The first name in both a and b, which are sorted; NULL if none is. */
static const char *
name_in_both (char *const *a, char *const *b)
{
  while (*a != NULL && *b != NULL) {
    int order = strcmp (*a, *b);

    if (order == 0)
      return *a;
    if (order < 0)
      a++;
    else
      b++;
  }
  return NULL;
}

/* The same name in Allow and Block would decide nothing. */
static gboolean
check_own_names (const PlProfile *profile, const PlKeyFile *file, GError **error)
{
  if (profile->allow == NULL || profile->block == NULL)
    return TRUE;

  const char *name = name_in_both (profile->allow, profile->block);

  if (name == NULL)
    return TRUE;
  return pl_key_file_refuse (
      file,
      MAX (pl_key_file_line (file, "Sites", "Allow"), pl_key_file_line (file, "Sites", "Block")),
      error, NC_ ("said", "\"%s\" is in both Allow and Block"), name);
}

static gboolean
has_name (char *const *names, const char *name)
{
  return names != NULL && g_strv_contains ((const char *const *)names, name);
}

/* A day of a name that stands nowhere would come back with the name. */
static gboolean
check_site_ends (const PlProfile *profile, const PlKeyFile *file, GError **error)
{
  for (guint i = 0; i < profile->site_ends->len; i++) {
    const PlSiteEnd *end = profile->site_ends->pdata[i];
    if (!has_name (profile->allow, end->name) && !has_name (profile->block, end->name))
      return pl_key_file_refuse (file, pl_key_file_line (file, "Sites", "Until"), error,
                                 NC_ ("said", "\"%s\" is in neither Allow nor Block"), end->name);
  }
  return TRUE;
}

/* Born is required; a profile that names no level gets the most guarded one. */
static gboolean
check_child (Draft *draft, const PlKeyFile *file, GError **error)
{
  if (draft->profile.born == 0)
    return pl_key_file_refuse (file, pl_key_file_line (file, "Child", "Born"), error,
                               NC_ ("said", "Born is missing from [Child]"));
  if (draft->profile.level == NULL)
    draft->profile.level = pl_levels_nth (draft->levels, 0);
  if (draft->profile.level == NULL)
    return pl_key_file_refuse (file, pl_key_file_line (file, "Child", "Level"), error,
                               NC_ ("said", "there are no levels"));
  return TRUE;
}

/* What the file does not say. */
static void
fill_defaults (Draft *draft)
{
  PlProfile *profile = &draft->profile;

  if (profile->name == NULL)
    profile->name = g_strdup ("");
  if (profile->allow == NULL)
    profile->allow = g_new0 (char *, 1);
  if (profile->block == NULL)
    profile->block = g_new0 (char *, 1);
  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    if (profile->quiet.lights_out[i] == NOT_GIVEN)
      profile->quiet.lights_out[i] = draft->lights_out;
  }
  profile->time_up =
      draft->time_up == NOT_GIVEN ? profile->level->time_up : (PlTimeUp)draft->time_up;
}

static void
warn (const PlHome *home, const PlProfile *profile, const PlKeyFile *file, GPtrArray *warnings)
{
  if (!pl_key_file_has (file, "Child", "Level"))
    g_ptr_array_add (
        warnings,
        pl_key_file_remark (file, pl_key_file_line (file, "Child", "Level"),
                            NC_ ("said", "Level is missing; \"%s\", the most guarded, holds"),
                            profile->level->id));
  pl_maximum_warn (home, &profile->timetable, file, warnings);
}

PlProfile *
pl_profile_parse (const PlHome *home,
                  const PlLevels *levels,
                  const char *name,
                  const char *text,
                  gsize length,
                  GPtrArray *warnings,
                  GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, length, error);
  g_auto (Draft) draft;

  draft_init (&draft, levels);
  if (file == NULL ||
      !pl_key_file_apply (file, profile_rules, G_N_ELEMENTS (profile_rules), &draft, error) ||
      !pl_contacts_check (draft.profile.contacts, file, error) ||
      !check_own_names (&draft.profile, file, error) ||
      !check_site_ends (&draft.profile, file, error) || !check_child (&draft, file, error))
    return NULL;
  fill_defaults (&draft);
  if (warnings != NULL)
    warn (home, &draft.profile, file, warnings);

  PlProfile *profile = g_memdup2 (&draft.profile, sizeof draft.profile);
  draft.profile = (PlProfile){ 0 };
  return profile;
}

void
pl_profile_free (PlProfile *profile)
{
  if (profile == NULL)
    return;
  profile_clear (profile);
  g_free (profile);
}
