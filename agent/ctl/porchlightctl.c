/* SPDX-License-Identifier: GPL-2.0-or-later */
/* porchlightctl: the pure commands of design.md section 5, and those that ask the agent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/ctl/commands.h"
#include "agent/ctl/result.h"
#include "policy/care/record-kind.h"
#include "policy/error.h"

#define EXIT_ARGUMENT 2

static gboolean
is_option (const char *word, const char *option)
{
  return strcmp (word, option) == 0;
}

/* How many words of argv a command's words take; 0 if they are not there. */
static int
match (const PlCtlCommand *command, int argc, char **argv)
{
  g_auto (GStrv) words = g_strsplit (command->words, " ", -1);
  int n = (int)g_strv_length (words);

  if (argc < n)
    return 0;
  for (int i = 0; i < n; i++)
    if (strcmp (words[i], argv[i]) != 0)
      return 0;
  return n;
}

static void
print_help (const char *group)
{
  g_autofree char *prefix = g_strconcat (group, " ", NULL);

  printf ("Usage: porchlightctl COMMAND [ARGUMENT]...\n\n");
  for (gsize i = 0; i < pl_ctl_n_commands; i++)
    if (*group == '\0' || g_str_has_prefix (pl_ctl_commands[i].words, prefix))
      printf ("  %-17s %s\n", pl_ctl_commands[i].words, pl_ctl_commands[i].summary);
  printf ("\nporchlightctl COMMAND --help tells more about one of them.\n"
          "Exit status: 0 done; 1 a file cannot be read or is refused; 2 a wrong command line,\n"
          "time, number or name.\n");
}

static void
print_command_help (const PlCtlCommand *command)
{
  printf ("Usage: porchlightctl %s %s\n\n%s\n%s", command->words, command->arguments,
          command->summary, command->help);
}

/* TRUE if words so far could become a command: "sites". */
static gboolean
is_group (const char *word)
{
  g_autofree char *prefix = g_strconcat (word, " ", NULL);

  for (gsize i = 0; i < pl_ctl_n_commands; i++)
    if (g_str_has_prefix (pl_ctl_commands[i].words, prefix))
      return TRUE;
  return FALSE;
}

/* A kind of records as a command of its own: "referral add". */
static void
print_kind_commands (const PlRecordKind *kind)
{
  printf ("%s add\t", kind->id);
  for (gsize i = 0; i < kind->n_fields; i++)
    printf ("--%s ", kind->fields[i].name);
  printf ("\n%s amend\t--reason\n%s list\t--child --open --json\n%s show\t--json\n", kind->id,
          kind->id, kind->id);
  if (pl_record_kind_closes (kind))
    printf ("%s close\t\n", kind->id);
  if (kind->n_steps > 0)
    printf ("%s step\t--note\n", kind->id);
}

/* For the completion of bash: a line a command, its words and its arguments. */
static void
print_commands (void)
{
  for (gsize i = 0; i < pl_record_n_kinds; i++)
    print_kind_commands (&pl_record_kinds[i]);
  for (gsize i = 0; i < pl_ctl_n_commands; i++) {
    g_autofree char *arguments = g_strdup (pl_ctl_commands[i].arguments);
    printf ("%s\t%s\n", pl_ctl_commands[i].words, g_strdelimit (arguments, "\n", ' '));
  }
}

static gboolean
run_other (int argc, char **argv, GError **error)
{
  const char *group = argc > 0 && is_group (argv[0]) ? argv[0] : "";
  const char *word = argc > 0 ? argv[argc > 1 && *group != '\0'] : "";

  if (is_option (word, "--help") || is_option (word, "-h")) {
    print_help (group);
    return TRUE;
  }
  if (argc > 0 && is_option (argv[0], "--version")) {
    printf ("porchlightctl %s\n", PL_VERSION);
    return TRUE;
  }
  if (argc > 0 && is_option (argv[0], "--commands")) {
    print_commands ();
    return TRUE;
  }
  if (argc == 0 || (*group != '\0' && argc == 1))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "no command; see porchlightctl --help");
  else
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 "no command is named \"%s%s%s\"; see porchlightctl --help", group,
                 *group != '\0' ? " " : "", word);
  return FALSE;
}

static gboolean run (int argc, char **argv, GError **error);

/* "referral add ..." is "record add referral ...". */
static gboolean
run_kind (int argc, char **argv, GError **error)
{
  g_autofree char **words = g_new0 (char *, (gsize)argc + 2);

  words[0] = (char *)"record";
  words[1] = argc > 1 ? argv[1] : (char *)"--help";
  words[2] = argv[0];
  for (int i = 2; i < argc; i++)
    words[i + 1] = argv[i];
  return run (argc > 1 ? argc + 1 : 2, words, error);
}

/* Takes --json out of an act's arguments, also where it stands behind them. */
static int
take_json (int argc, char **argv)
{
  int kept = 0;
  gboolean wanted = FALSE;

  for (int i = 0; i < argc; i++)
    if (is_option (argv[i], "--json"))
      wanted = TRUE;
    else
      argv[kept++] = argv[i];
  argv[kept] = NULL;
  if (wanted)
    pl_ctl_result_in_json ();
  return kept;
}

static gboolean
run_command (const PlCtlCommand *command, int argc, char **argv, GError **error)
{
  if (command->acts)
    argc = take_json (argc, argv);
  if (!command->run (argc, argv, error))
    return FALSE;
  pl_ctl_result_end ();
  return TRUE;
}

static gboolean
run (int argc, char **argv, GError **error)
{
  if (argc > 0 && pl_record_kind (argv[0]) != NULL)
    return run_kind (argc, argv, error);
  for (gsize i = 0; i < pl_ctl_n_commands; i++) {
    int words = match (&pl_ctl_commands[i], argc, argv);

    if (words == 0)
      continue;
    if (argc > words && (is_option (argv[words], "--help") || is_option (argv[words], "-h"))) {
      print_command_help (&pl_ctl_commands[i]);
      return TRUE;
    }
    return run_command (&pl_ctl_commands[i], argc - words + 1, argv + words - 1, error);
  }
  return run_other (argc, argv, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean done = run (argc - 1, argv + 1, &error);

  /* What could not be written was not said. */
  if ((fflush (stdout) != 0 || ferror (stdout)) && done) {
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_IO, "standard output cannot be written");
    done = FALSE;
  }
  if (done)
    return EXIT_SUCCESS;
  /* One line, whatever a file was named; a refusal begins with the file (FILE:LINE: reason). */
  fprintf (stderr, "%s%s\n",
           g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED) ? "" : "porchlightctl: ",
           g_strdelimit (error->message, "\r\n", ' '));
  return g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT) ? EXIT_ARGUMENT : EXIT_FAILURE;
}
