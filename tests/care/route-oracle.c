/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/care/route-oracle.h"

#include <string.h>

/* TRUE if all words of one are words of the other. */
static gboolean
words_within (const char *one, const char *other)
{
  g_auto (GStrv) words = g_strsplit (one, " ", -1);
  g_auto (GStrv) all = g_strsplit (other, " ", -1);

  for (char **word = words; *word != NULL; word++)
    if (!g_strv_contains ((const char *const *)all, *word))
      return FALSE;
  return TRUE;
}

static gboolean
is_same (const PlPerson *a, const PlPerson *b)
{
  if (a->account != NULL && g_strcmp0 (a->account, b->account) == 0)
    return TRUE;
  return a->name != NULL && b->name != NULL && words_within (a->name, b->name) &&
         words_within (b->name, a->name);
}

/* Fills out with the entries that can be reached from one over entries of the same person. */
static void
reach (const PlPeople *people, guint from, gboolean *out)
{
  if (out[from])
    return;
  out[from] = TRUE;
  for (guint i = 0; i < people->n; i++)
    if (is_same (&people->people[from], &people->people[i]))
      reach (people, i, out);
}

static gboolean
is_meant (const PlExclusion *exclusion, const PlPerson *person)
{
  const char *called[] = { person->name, person->account };

  if (exclusion->account != NULL && (g_strcmp0 (exclusion->account, person->account) == 0 ||
                                     g_strcmp0 (exclusion->account, person->id) == 0))
    return TRUE;
  for (guint i = 0; exclusion->typed != NULL && i < G_N_ELEMENTS (called); i++)
    if (called[i] != NULL &&
        (words_within (exclusion->typed, called[i]) || words_within (called[i], exclusion->typed)))
      return TRUE;
  return FALSE;
}

gboolean
oracle_excludes (const PlConcernWishes *wishes, const PlPeople *people, guint entry)
{
  g_autofree gboolean *same = g_new0 (gboolean, people->n + 1);

  reach (people, entry, same);
  for (guint i = 0; i < wishes->not_these.n; i++)
    for (guint j = 0; j < people->n; j++)
      if (same[j] && is_meant (&wishes->not_these.items[i], &people->people[j]))
        return TRUE;
  return FALSE;
}

static guint
barred_roles (const PlConcernWishes *wishes, const PlPeople *people)
{
  guint roles = 0;

  for (guint i = 0; i < people->n; i++)
    if (oracle_excludes (wishes, people, i))
      roles |= people->people[i].roles;
  return roles;
}

static gboolean
fits (const PlConcernWishes *wishes, const PlPeople *people, guint entry, PlReaderRole role)
{
  const PlPerson *person = &people->people[entry];
  gboolean about_staff = wishes->kind == PL_CONCERN_STAFF_MEMBER;
  guint left = ~barred_roles (wishes, people);

  if (!person->has_key || oracle_excludes (wishes, people, entry))
    return FALSE;
  if (role == PL_READER_STAFF)
    return (person->roles & PL_READER_BIT (role)) != 0 &&
           (person->on_shift || !people->shifts_known);
  if (role != PL_READER_TRUSTED)
    return (person->roles & PL_READER_BIT (role)) != 0;
  if (wishes->trusted == NULL || (g_strcmp0 (wishes->trusted, person->id) != 0 &&
                                  g_strcmp0 (wishes->trusted, person->account) != 0))
    return FALSE;
  if (!about_staff)
    return TRUE;
  return ((person->roles & PL_READER_BIT (PL_READER_MANAGER) & left) |
          (person->roles & PL_READER_BIT (PL_READER_LEAD) & left)) != 0;
}

/* The path that a sequence of roles makes: everybody stands with the first role that they fit. */
static char *
path_of (const PlConcernWishes *wishes,
         const PlPeople *people,
         const char *sequence,
         guint *n_readers)
{
  g_auto (GStrv) roles = g_strsplit (sequence, " ", -1);
  GString *path = g_string_new (NULL);
  g_autofree gboolean *taken = g_new0 (gboolean, people->n + 1);
  g_autofree gboolean *person =
      g_new0 (gboolean, people->n + 1); /* those who are somebody read before */

  *n_readers = 0;
  for (char **code = roles; *code != NULL; code++) {
    PlReaderRole role;
    gboolean any = FALSE;
    if (!pl_reader_role_parse (*code, &role)) /* nothing between two spaces */
      continue;
    for (guint i = 0; i < people->n; i++) {
      if (taken[i] || !fits (wishes, people, i, role))
        continue;
      gboolean later = path->len > 0 && wishes->kind == PL_CONCERN_STAFF_MEMBER;
      g_string_append_printf (path, "%s%s%s%u", any || !later ? "" : "+", any ? "" : *code,
                              any ? "," : ":", i);
      taken[i] = any = TRUE;
      if (!person[i])
        (*n_readers)++;
      reach (people, i, person);
    }
    g_string_append (path, any ? ";" : "");
  }
  return g_string_free (path, FALSE);
}

static const char *
without (guint barred, const char *sequence)
{
  gboolean manager = (barred & PL_READER_BIT (PL_READER_MANAGER)) != 0;
  gboolean lead = (barred & PL_READER_BIT (PL_READER_LEAD)) != 0;

  if (manager && lead)
    return "";
  if (manager || lead)
    return manager ? "lead" : "manager";
  return sequence;
}

static char *
path_about_staff (const PlConcernWishes *wishes, const PlPeople *people, guint *n_readers)
{
  static const char *const stand_ins[] = { "", " responsible", " responsible outside" };
  guint barred = barred_roles (wishes, people);
  const char *first = wishes->choice == PL_CHOICE_TRUSTED ? "trusted " : "";
  const char *both = wishes->choice == PL_CHOICE_LEAD ? "lead manager" : "manager lead";
  const char *base = without (barred, both);
  char *path = NULL;

  for (guint i = base == both ? 0 : 1; i < G_N_ELEMENTS (stand_ins); i++) {
    g_autofree char *sequence = g_strconcat (first, base, stand_ins[i], NULL);
    g_free (path);
    path = path_of (wishes, people, g_strstrip (sequence), n_readers);
    if (*n_readers >= PL_READERS_MIN)
      return path;
  }
  for (guint i = 0; *n_readers == 0 && i < 2; i++) {
    static const PlReaderRole roles[] = { PL_READER_MANAGER, PL_READER_LEAD };
    if ((barred & PL_READER_BIT (roles[i])) == 0)
      continue;
    g_free (path);
    path = path_of (wishes, people, pl_reader_role_code (roles[i]), n_readers);
  }
  return path;
}

char *
oracle_route (const PlConcernWishes *wishes, const PlPeople *people, guint *n_readers)
{
  static const char *const sequences[PL_READER_CHOICES] = {
    "staff manager lead responsible outside",
    "trusted manager lead responsible outside",
    "manager lead responsible outside",
    "lead manager responsible outside",
  };

  if (wishes->kind == PL_CONCERN_STAFF_MEMBER)
    return path_about_staff (wishes, people, n_readers);
  return path_of (wishes, people, sequences[wishes->choice], n_readers);
}

guint
oracle_reached (const PlRoute *route, const int *minutes, int seen_min, int now_min)
{
  guint reached = route->n_steps > 0 ? 1 : 0;
  int waited = 0;

  for (int minute = 0; minute <= now_min && (seen_min < 0 || minute <= seen_min);
       minute++, waited++) {
    while (reached > 0 && reached < route->n_steps && route->steps[reached].at_once)
      reached++;
    if (reached > 0 && reached < route->n_steps &&
        waited == minutes[route->steps[reached - 1].role]) {
      reached++;
      waited = 0;
    }
  }
  return reached;
}
