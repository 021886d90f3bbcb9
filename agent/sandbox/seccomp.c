/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/seccomp.h"

#include <seccomp.h>

#include "policy/error.h"

static gboolean
add_rule (scmp_filter_ctx filter, const PlSeccompRule *rule, GError **error)
{
  struct scmp_arg_cmp checks[PL_SECCOMP_ARGUMENTS];
  unsigned int n_checks = 0;
  int number = seccomp_syscall_resolve_name (rule->syscall);

  if (number == __NR_SCMP_ERROR) {
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "seccomp: no system call is named %s",
                 rule->syscall);
    return FALSE;
  }
  /* A pseudo number: a call of other architectures only. */
  if (number < 0)
    return TRUE;

  for (gsize i = 0; i < PL_SECCOMP_ARGUMENTS; i++) {
    const PlSeccompArgument *check = &rule->arguments[i];

    if (check->mask != 0)
      checks[n_checks++] =
          SCMP_CMP64 (check->argument, SCMP_CMP_MASKED_EQ, check->mask, check->value);
  }

  uint32_t action = rule->error == 0 ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO (rule->error);
  int status = seccomp_rule_add_array (filter, action, number, n_checks, checks);
  if (status != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "seccomp: rule for %s: %s", rule->syscall,
                 g_strerror (-status));
    return FALSE;
  }
  return TRUE;
}

static gboolean
set_up (scmp_filter_ctx filter, const PlSeccompRule *rules, gsize n, GError **error)
{
  if (seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0 ||
      seccomp_attr_set (filter, SCMP_FLTATR_CTL_NNP, 1) != 0 ||
      seccomp_attr_set (filter, SCMP_FLTATR_CTL_TSYNC, 1) != 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "seccomp: filter not accepted");
    return FALSE;
  }
  for (gsize i = 0; i < n; i++)
    if (!add_rule (filter, &rules[i], error))
      return FALSE;

  int status = seccomp_load (filter);
  if (status != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "seccomp: %s", g_strerror (-status));
    return FALSE;
  }
  return TRUE;
}

gboolean
pl_seccomp_apply (const PlSeccompRule *rules, gsize n, GError **error)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);

  if (filter == NULL) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "seccomp: no memory");
    return FALSE;
  }
  gboolean confined = set_up (filter, rules, n, error);
  seccomp_release (filter);
  return confined;
}
