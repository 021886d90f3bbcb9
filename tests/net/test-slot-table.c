/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/slot-table.h"

#include "tests/folder.h"
#include "tests/tap.h"

static char *folder;
static char *path;

static void
set_up (void)
{
  folder = pl_test_folder ();
  path = g_build_filename (folder, "slots", NULL);
}

static void
tear_down (void)
{
  pl_test_remove (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&path, g_free);
}

START_TEST (children_get_slots_from_one_up)
{
  g_autoptr (PlSlotTable) table = pl_slot_table_read (path);
  const uid_t uids[] = { 1001, 1002 };

  ck_assert (pl_slot_table_assign (table, uids, 2, NULL));
  ck_assert_uint_eq (pl_slot_table_find (table, 1001), 1);
  ck_assert_uint_eq (pl_slot_table_find (table, 1002), 2);
  ck_assert_uint_eq (pl_slot_table_find (table, 1003), 0);
}
END_TEST

START_TEST (a_child_keeps_their_slot_over_a_restart)
{
  g_autoptr (PlSlotTable) before = pl_slot_table_read (path);
  const uid_t first[] = { 1001, 1002 };
  ck_assert (pl_slot_table_assign (before, first, 2, NULL));

  g_autoptr (PlSlotTable) after = pl_slot_table_read (path);
  const uid_t later[] = { 1000, 1002 };
  ck_assert (pl_slot_table_assign (after, later, 2, NULL));
  ck_assert_uint_eq (pl_slot_table_find (after, 1002), 2);
  ck_assert_uint_eq (pl_slot_table_find (after, 1000), 1);
  ck_assert_uint_eq (pl_slot_table_find (after, 1001), 0);
}
END_TEST

START_TEST (more_children_than_slots_leaves_the_last_without)
{
  g_autoptr (PlSlotTable) table = pl_slot_table_read (path);
  uid_t uids[PL_SLOT_MAX];

  for (guint i = 0; i < PL_SLOT_MAX; i++)
    uids[i] = 1000 + i;
  ck_assert (pl_slot_table_assign (table, uids, PL_SLOT_MAX, NULL));
  ck_assert_uint_eq (pl_slot_table_find (table, uids[PL_SLOT_MAX - 2]), PL_SLOT_MAX - 1);
  ck_assert_uint_eq (pl_slot_table_find (table, uids[PL_SLOT_MAX - 1]), 0);
}
END_TEST

START_TEST (a_damaged_file_gives_nobody_a_wrong_slot)
{
  const uid_t uids[] = { 1001, 1002, 1003, 1004 };
  gboolean taken[PL_SLOT_MAX] = { FALSE };

  pl_test_write (folder, "slots", "[Slots]\n1001=2\n1002=2\n1003=0\n1004=99\nsam=3\n-1=4\n");
  g_autoptr (PlSlotTable) table = pl_slot_table_read (path);
  ck_assert (pl_slot_table_assign (table, uids, 4, NULL));
  ck_assert_uint_eq (pl_slot_table_find (table, 1001), 2);
  for (guint i = 0; i < 4; i++) {
    guint slot = pl_slot_table_find (table, uids[i]);
    ck_assert_uint_gt (slot, PL_SLOT_STAFF);
    ck_assert_uint_lt (slot, PL_SLOT_MAX);
    ck_assert (!taken[slot]);
    taken[slot] = TRUE;
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    children_get_slots_from_one_up,
    a_child_keeps_their_slot_over_a_restart,
    more_children_than_slots_leaves_the_last_without,
    a_damaged_file_gives_nobody_a_wrong_slot,
    NULL,
  };

  return pl_tap_main_with ("slot-table", tests, 10, set_up, tear_down);
}
