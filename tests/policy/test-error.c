/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/error.h"
#include "tests/tap.h"

START_TEST (the_domain_is_named_for_the_project)
{
  ck_assert_str_eq (g_quark_to_string (PL_ERROR), "pl-error-quark");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { the_domain_is_named_for_the_project, NULL };

  return pl_tap_main ("error", tests, 10);
}
