/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/route.h"

#include <glib/gi18n.h>

#include "policy/error.h"

/* A path while it is made. */
typedef struct {
  const PlConcernWishes *wishes;
  const PlPeople *people;
  guint *person;    /* which entries are one person */
  gboolean *barred; /* by entry: not this one, or on the path already */
  gboolean *reads;  /* by person: is on the path */
  PlRoute *route;
} Draft;

static const PlReaderRole staff_first[] = { PL_READER_STAFF, PL_READER_MANAGER, PL_READER_LEAD,
                                            PL_READER_RESPONSIBLE, PL_READER_OUTSIDE };
static const PlReaderRole trusted_first[] = { PL_READER_TRUSTED, PL_READER_MANAGER, PL_READER_LEAD,
                                              PL_READER_RESPONSIBLE, PL_READER_OUTSIDE };
static const PlReaderRole manager_first[] = { PL_READER_MANAGER, PL_READER_LEAD,
                                              PL_READER_RESPONSIBLE, PL_READER_OUTSIDE };
static const PlReaderRole lead_first[] = { PL_READER_LEAD, PL_READER_MANAGER, PL_READER_RESPONSIBLE,
                                           PL_READER_OUTSIDE };

static const struct {
  const char *code;
  const PlReaderRole *path;
  guint n;
} choices[PL_READER_CHOICES] = {
  [PL_CHOICE_STAFF] = { "staff", staff_first, G_N_ELEMENTS (staff_first) },
  [PL_CHOICE_TRUSTED] = { "trusted", trusted_first, G_N_ELEMENTS (trusted_first) },
  [PL_CHOICE_MANAGER] = { "manager", manager_first, G_N_ELEMENTS (manager_first) },
  [PL_CHOICE_LEAD] = { "lead", lead_first, G_N_ELEMENTS (lead_first) },
};

static gboolean
is_about_staff (const Draft *draft)
{
  return draft->wishes->kind == PL_CONCERN_STAFF_MEMBER;
}

static gboolean
is_trusted (const Draft *draft, const PlPerson *person)
{
  guint may = PL_READER_BIT (PL_READER_MANAGER) | PL_READER_BIT (PL_READER_LEAD);

  if (g_strcmp0 (person->id, draft->wishes->trusted) != 0 &&
      (person->account == NULL || g_strcmp0 (person->account, draft->wishes->trusted) != 0))
    return FALSE;
  return !is_about_staff (draft) || (person->roles & may & ~draft->route->barred) != 0;
}

static gboolean
reads_as (const Draft *draft, const PlPerson *person, PlReaderRole role)
{
  if (role == PL_READER_TRUSTED)
    return is_trusted (draft, person);
  if (role == PL_READER_STAFF && draft->people->shifts_known && !person->on_shift)
    return FALSE;
  return (person->roles & PL_READER_BIT (role)) != 0;
}

/* The next step of the path: all those of a role who may still be added. */
static void
add_step (Draft *draft, PlReaderRole role)
{
  PlRoute *route = draft->route;
  g_autoptr (GArray) readers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < draft->people->n; i++) {
    const PlPerson *person = &draft->people->people[i];
    if (draft->barred[i] || !person->has_key || !reads_as (draft, person, role))
      continue;
    draft->barred[i] = TRUE;
    route->n_readers += draft->reads[draft->person[i]] ? 0 : 1;
    draft->reads[draft->person[i]] = TRUE;
    g_array_append_val (readers, i);
  }
  if (readers->len == 0) {
    route->without |= PL_READER_BIT (role);
    return;
  }
  route->steps[route->n_steps] = (PlRouteStep){
    .role = role,
    .at_once = route->n_steps > 0 && is_about_staff (draft),
    .people = g_steal_pointer (&readers),
  };
  route->n_steps++;
}

static gboolean
is_accused (const Draft *draft, PlReaderRole role)
{
  return (draft->route->barred & PL_READER_BIT (role)) != 0;
}

static void
add_about_staff (Draft *draft)
{
  static const PlReaderRole by_rank[] = { PL_READER_MANAGER, PL_READER_LEAD };
  gboolean lead_chosen = draft->wishes->choice == PL_CHOICE_LEAD, about_either = FALSE;
  PlRoute *route = draft->route;

  if (draft->wishes->choice == PL_CHOICE_TRUSTED)
    add_step (draft, PL_READER_TRUSTED);
  for (guint i = 0; i < G_N_ELEMENTS (by_rank); i++) {
    PlReaderRole role = by_rank[lead_chosen ? 1 - i : i];
    if (is_accused (draft, role))
      about_either = TRUE;
    else
      add_step (draft, role);
  }
  if (about_either || route->n_readers < PL_READERS_MIN)
    add_step (draft, PL_READER_RESPONSIBLE);
  if (route->n_readers < PL_READERS_MIN)
    add_step (draft, PL_READER_OUTSIDE);
  for (guint i = 0; i < G_N_ELEMENTS (by_rank) && route->n_readers == 0; i++)
    if (is_accused (draft, by_rank[i]))
      add_step (draft, by_rank[i]);
}

PlRoute *
pl_route_new (const PlConcernWishes *wishes, const PlPeople *people)
{
  g_autofree guint *person = g_new0 (guint, people->n + 1);
  g_autofree gboolean *barred = g_new0 (gboolean, people->n + 1);
  g_autofree gboolean *reads = g_new0 (gboolean, people->n + 1);
  Draft draft = { wishes, people, person, barred, reads, g_new0 (PlRoute, 1) };

  pl_people_tell_apart (people, person);
  pl_exclusions_mark (&wishes->not_these, people, barred);
  for (guint i = 0; i < people->n; i++)
    if (barred[i])
      draft.route->barred |= people->people[i].roles;
  if (is_about_staff (&draft)) {
    add_about_staff (&draft);
    return draft.route;
  }
  for (guint i = 0; i < choices[wishes->choice].n; i++)
    add_step (&draft, choices[wishes->choice].path[i]);
  return draft.route;
}

void
pl_route_free (PlRoute *route)
{
  if (route == NULL)
    return;
  for (guint i = 0; i < route->n_steps; i++)
    g_array_unref (route->steps[i].people);
  g_free (route);
}

char *
pl_route_problem (const PlRoute *route)
{
  static const char *const names[PL_READER_ROLES] = {
    [PL_READER_STAFF] = NC_ ("said", "no staff on shift"),
    [PL_READER_TRUSTED] = NC_ ("said", "no trusted person"),
    [PL_READER_MANAGER] = NC_ ("said", "no manager"),
    [PL_READER_LEAD] = NC_ ("said", "no safeguarding lead"),
    [PL_READER_OUTSIDE] = NC_ ("said", "no outside officer"),
    [PL_READER_RESPONSIBLE] = NC_ ("said", "no responsible individual"),
  };
  g_autoptr (GString) text = g_string_new (NULL);

  if (route->n_readers >= PL_READERS_MIN)
    return NULL;
  for (guint role = 0; role < PL_READER_ROLES; role++)
    if ((route->without & PL_READER_BIT (role)) != 0)
      g_string_append_printf (text, "%s%s", text->len == 0 ? "" : ", ", names[role]);
  /* Translators: a list of who is missing: "no manager, no safeguarding lead". */
  return g_strdup_printf (
      route->n_readers == 0
          ? NC_ ("said", "nobody would read it. With a reader key there is %s")
          : NC_ ("said", "one person alone would read it. With a reader key there is %s"),
      text->str);
}

/* One sort of concern that is not for a person, or (NULL) for whom it matters to nobody. */
static gboolean
check_one (const PlPeople *people, PlConcernKind kind, const PlPerson *not_this, GError **error)
{
  PlExclusion exclusion = { .account = not_this != NULL ? not_this->id : NULL };
  PlConcernWishes wishes = { .kind = kind, .not_these = { &exclusion, not_this != NULL ? 1 : 0 } };
  g_autoptr (PlRoute) route = pl_route_new (&wishes, people);
  g_autofree char *problem = pl_route_problem (route);

  if (problem == NULL)
    return TRUE;
  const char *code = pl_concern_kind_code (kind);
  if (not_this == NULL)
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "A concern of the kind %s for anybody: %s"), code, problem);
  else
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "A concern of the kind %s that is not for %s: %s"), code,
                 not_this->name != NULL ? not_this->name : not_this->id, problem);
  return FALSE;
}

gboolean
pl_people_are_enough (const PlPeople *people, GError **error)
{
  /* The others have the path of "talk"; with nobody on shift no choice has fewer readers than another. */
  static const PlConcernKind kinds[] = { PL_CONCERN_TALK, PL_CONCERN_STAFF_MEMBER };
  g_autofree PlPerson *off_shift = g_new0 (PlPerson, people->n + 1);
  PlPeople all = { off_shift, people->n, TRUE };

  for (guint i = 0; i < people->n; i++) {
    off_shift[i] = people->people[i];
    off_shift[i].on_shift = FALSE;
  }
  /* Nobody first, so that what is said is the plainest that is missing. */
  for (guint n = 0; n <= people->n; n++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      if (!check_one (&all, kinds[kind], n == 0 ? NULL : &off_shift[n - 1], error))
        return FALSE;
  return TRUE;
}

const char *
pl_reader_choice_code (PlReaderChoice choice)
{
  return choices[choice].code;
}

gboolean
pl_reader_choice_parse (const char *code, PlReaderChoice *choice)
{
  for (guint i = 0; i < PL_READER_CHOICES; i++)
    if (g_str_equal (choices[i].code, code)) {
      *choice = (PlReaderChoice)i;
      return TRUE;
    }
  return FALSE;
}
