/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <check.h>
#include <stdlib.h>

/* Runs a Check suite and speaks TAP on standard output, as meson's protocol: 'tap' reads it. */
static inline int
pl_tap_run (Suite *suite)
{
  SRunner *runner = srunner_create (suite);

  srunner_set_tap (runner, "-");
  srunner_run_all (runner, CK_SILENT);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* A suite of one test case from a NULL-terminated table of tests; set_up and tear_down: nullable, around each. */
static inline int
pl_tap_main_with (const char *name,
                  const TTest *const *tests,
                  double timeout_s,
                  void (*set_up) (void),
                  void (*tear_down) (void))
{
  Suite *suite = suite_create (name);
  TCase *tcase = tcase_create (name);

  tcase_set_timeout (tcase, timeout_s);
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  for (; *tests != NULL; tests++)
    tcase_add_test (tcase, *tests);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}

static inline int
pl_tap_main (const char *name, const TTest *const *tests, double timeout_s)
{
  return pl_tap_main_with (name, tests, timeout_s, NULL, NULL);
}
