/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pam_porchlight.so: what kind of session a child may have now (T11, D1). A child is refused on an
 * office device only, and only by an agent that says so; whatever fails is a help visit. Whoever is
 * not a child passes at once: the agent is not asked.
 *
 * The module lives in processes of others (login, display managers, sshd), some of them with threads and
 * handlers of their own. So it has no GLib and no bus of its own: porchlight-session-kind asks and
 * prints a word, and ends itself within seconds whatever happens (alarm(2)), so that reading its
 * output to the end is bounded.
 */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#include <security/pam_ext.h>
#include <security/pam_modules.h>
#include <security/pam_modutil.h>

#define CHILDREN "porchlight-children"
#define _(text)  dgettext ("porchlight", text)

/* The longest word and the longest language, each with the end of its line. */
#define ANSWER_MAX   32
#define LANGUAGE_MAX 12

typedef enum {
  KIND_FULL,
  KIND_HELP_VISIT,
  KIND_NONE
} Kind;

typedef struct {
  Kind kind;
  char language[LANGUAGE_MAX]; /* as LANGUAGE takes it: "pl", "fa_AF"; "": none is set */
} Answer;

static const struct {
  const char *word;
  Kind kind;
} kinds[] = {
  { "full", KIND_FULL },
  { "help-visit", KIND_HELP_VISIT },
  { "none", KIND_NONE },
};

/* Its own signals and descriptors, not the caller's; no environment. 0, or an error number. */
static int
start (const char *account, int output, pid_t *pid)
{
  char *argv[] = { PL_SESSION_KIND, (char *)account, NULL };
  char *environment[] = { NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;

  sigemptyset (&none);
  sigfillset (&all);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setsigdefault (&attributes, &all);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_addopen (&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2 (&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen (&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np (&actions, STDERR_FILENO + 1);
  int failed = posix_spawn (pid, PL_SESSION_KIND, &actions, &attributes, argv, environment);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  return failed;
}

/* To the end, or to the end of the buffer; how much it was. */
static size_t
read_all (int input, char *buffer, size_t size)
{
  size_t length = 0;
  ssize_t n;

  do {
    n = read (input, buffer + length, size - length);
    if (n > 0)
      length += (size_t)n;
  } while (length < size && (n > 0 || (n < 0 && errno == EINTR)));
  return length;
}

/* Somebody else's handler may have waited for it before us (ECHILD). */
static void
wait_for (pid_t pid)
{
  while (waitpid (pid, NULL, 0) < 0 && errno == EINTR)
    ;
}

static Kind
kind_of_word (const char *word, size_t length)
{
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (length == strlen (kinds[i].word) && memcmp (word, kinds[i].word, length) == 0)
      return kinds[i].kind;
  return KIND_HELP_VISIT;
}

/* Of letters alone, and a hyphen between: nothing else gets into the session's environment. */
static void
take_language (Answer *answer, const char *tag, size_t length)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
  char text[LANGUAGE_MAX] = "";

  if (length == 0 || length >= sizeof text)
    return;
  memcpy (text, tag, length);
  if (strspn (text, letters) != length)
    return;
  char *hyphen = strchr (text, '-');
  if (hyphen != NULL)
    *hyphen = '_';
  memcpy (answer->language, text, sizeof text);
}

/* "help-visit\npl\n" */
static Answer
read_answer (const char *text, size_t length)
{
  Answer answer = { KIND_HELP_VISIT, "" };
  const char *end = memchr (text, '\n', length);

  if (end == NULL)
    return answer;
  answer.kind = kind_of_word (text, (size_t)(end - text));
  size_t left = length - (size_t)(end + 1 - text);
  const char *second = memchr (end + 1, '\n', left);
  if (second != NULL)
    take_language (&answer, end + 1, (size_t)(second - end - 1));
  return answer;
}

static Answer
ask (pam_handle_t *pam, const char *account)
{
  const Answer nothing = { KIND_HELP_VISIT, "" };
  char answer[ANSWER_MAX];
  int ends[2];
  pid_t pid;

  if (pipe2 (ends, O_CLOEXEC) != 0) {
    pam_syslog (pam, LOG_WARNING, "help visit for %s: pipe: %m", account);
    return nothing;
  }
  int failed = start (account, ends[1], &pid);
  close (ends[1]);
  size_t length = failed == 0 ? read_all (ends[0], answer, sizeof answer) : 0;
  close (ends[0]);
  if (failed == 0)
    wait_for (pid);
  if (length == 0)
    pam_syslog (pam, LOG_WARNING, "help visit for %s: the agent does not answer", account);
  return length > 0 ? read_answer (answer, length) : nothing;
}

/* What whoever logs in may have now. */
static Answer
answer_for (pam_handle_t *pam)
{
  const Answer full = { KIND_FULL, "" };
  const char *account;

  if (pam_get_user (pam, &account, NULL) != PAM_SUCCESS ||
      pam_modutil_user_in_group_nam_nam (pam, account, CHILDREN) != 1)
    return full;
  return ask (pam, account);
}

PAM_EXTERN int
pam_sm_acct_mgmt (pam_handle_t *pam, int flags, int argc, const char **argv)
{
  if (answer_for (pam).kind != KIND_NONE)
    return PAM_IGNORE;
  if (!(flags & PAM_SILENT))
    pam_error (pam, "%s",
               _ ("This is an office computer. Please use one of the home's computers instead."));
  return PAM_PERM_DENIED;
}

PAM_EXTERN int
pam_sm_open_session (pam_handle_t *pam, int flags, int argc, const char **argv)
{
  const Answer answer = answer_for (pam);
  char language[sizeof "LANGUAGE=" + LANGUAGE_MAX] = "LANGUAGE=";

  if (answer.language[0] != '\0') {
    strcat (language, answer.language);
    pam_putenv (pam, language);
  }
  if (answer.kind == KIND_FULL)
    return PAM_IGNORE;
  pam_putenv (pam, "PORCHLIGHT_SESSION=help-visit");
  if (!(flags & PAM_SILENT))
    pam_info (pam, "%s",
              _ ("You can get help and tell staff now. This visit lasts 15 minutes. You can come "
                 "back as often as you need."));
  return PAM_IGNORE;
}

PAM_EXTERN int
pam_sm_close_session (pam_handle_t *pam, int flags, int argc, const char **argv)
{
  return PAM_IGNORE;
}
