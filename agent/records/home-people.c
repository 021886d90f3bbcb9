/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/home-people.h"

#include "agent/records/accounts.h"
#include "agent/records/shift.h"

guint
pl_home_people_roles (const PlHousehold *household, uid_t uid)
{
  const PlHome *home = household->home;
  guint roles = 0;

  if (home == NULL || !pl_household_is_staff (household, uid))
    return 0;
  if (pl_account_is_in (uid, home->staff_group))
    roles |= PL_READER_BIT (PL_READER_STAFF);
  if (pl_account_is_in (uid, home->managers_group))
    roles |= PL_READER_BIT (PL_READER_MANAGER);
  if (pl_account_is_in (uid, home->leads_group))
    roles |= PL_READER_BIT (PL_READER_LEAD);
  return roles;
}

static const char *
keep (PlHomePeople *people, char *text)
{
  g_ptr_array_add (people->texts, text);
  return text;
}

static gboolean
is_on_shift (const GPtrArray *shifts, const char *account)
{
  for (guint i = 0; i < shifts->len; i++)
    if (g_str_equal (((const PlShift *)shifts->pdata[i])->account, account))
      return TRUE;
  return FALSE;
}

/* The roles of a reader now: who left the group of managers reads no more as one. */
static guint
roles_of (const PlReader *reader, const PlHousehold *household)
{
  PlReaderRole given = PL_READER_OUTSIDE;
  uid_t uid;

  pl_reader_role_parse (reader->role, &given);
  if (reader->account[0] == '\0')
    return PL_READER_BIT (given);
  return pl_account_uid (reader->account, &uid) ? pl_home_people_roles (household, uid) : 0;
}

static void
add_readers (PlHomePeople *people, const PlHousehold *household, const GPtrArray *shifts)
{
  for (guint i = 0; i < people->readers->len; i++) {
    const PlReader *reader = people->readers->pdata[i];
    if (reader->state != PL_READER_ACTIVE)
      continue;
    const PlPerson person = {
      .id = keep (people, pl_care_id_text (reader->key.id)),
      .account = reader->account[0] != '\0' ? reader->account : NULL,
      .name = reader->key.name,
      .roles = roles_of (reader, household),
      .on_shift = is_on_shift (shifts, reader->account),
      .has_key = TRUE,
    };
    if (person.roles != 0)
      g_array_append_val (people->entries, person);
  }
}

static void
add_keyless (PlHomePeople *people, const PlHousehold *household, const GPtrArray *shifts)
{
  for (guint i = 0; i < household->staff->len; i++) {
    uid_t uid = g_array_index (household->staff, uid_t, i);
    const char *account = keep (people, pl_account_name (uid));
    const PlPerson person = {
      .id = account,
      .account = account,
      .name = keep (people, pl_account_display_name (uid)),
      .roles = pl_home_people_roles (household, uid),
      .on_shift = is_on_shift (shifts, account),
    };
    if (pl_reader_of (people->readers, account) == NULL)
      g_array_append_val (people->entries, person);
  }
}

PlHomePeople *
pl_home_people_new (PlStore *store, const PlHousehold *household, GError **error)
{
  g_autoptr (GPtrArray) shifts = pl_shift_list (store, TRUE, 0, PL_SHIFT_LIST_MAX, error);
  GPtrArray *readers = shifts != NULL ? pl_reader_list (store, error) : NULL;

  if (readers == NULL)
    return NULL;
  PlHomePeople *people = g_new0 (PlHomePeople, 1);
  people->readers = readers;
  people->entries = g_array_new (FALSE, FALSE, sizeof (PlPerson));
  people->texts = g_ptr_array_new_with_free_func (g_free);
  add_readers (people, household, shifts);
  add_keyless (people, household, shifts);
  people->people =
      (PlPeople){ (const PlPerson *)people->entries->data, people->entries->len, shifts->len > 0 };
  return people;
}

void
pl_home_people_free (PlHomePeople *people)
{
  if (people == NULL)
    return;
  g_ptr_array_unref (people->readers);
  g_array_unref (people->entries);
  g_ptr_array_unref (people->texts);
  g_free (people);
}

const PlReader *
pl_home_people_reader (const PlHomePeople *people, guint i)
{
  guint8 id[PL_CARE_ID_SIZE];

  return people->people.people[i].has_key && pl_care_id_parse (people->people.people[i].id, id)
             ? pl_reader_find (people->readers, id)
             : NULL;
}
