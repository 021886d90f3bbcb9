/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/print.h"

#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/output-file.h"
#include "agent/ctl/record-list.h"
#include "policy/paper/form-paper.h"
#include "policy/paper/rules-paper.h"

static gboolean
want_output (const char *output, GError **error)
{
  return output != NULL || pl_ctl_wrong (error, "-o FILE is wanted: where the PDF goes");
}

/* The agent's topics, as the file that they could have come from. */
static PlRules *
rules_of (GVariantIter *topics, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *id, *title, *line, *easy;
  GVariantIter *lines;
  gboolean is_new;

  while (g_variant_iter_loop (topics, "(&s&sa(ssb))", &id, &title, &lines)) {
    g_string_append_printf (text, "[%s]\nTitle=%s\n", id, title);
    for (guint i = 1; g_variant_iter_loop (lines, "(&s&sb)", &line, &easy, &is_new); i++)
      g_string_append_printf (text, "%u=%s\n%u.Easy=%s\n", i, line, i, easy);
  }
  return pl_rules_parse ("rules", text->str, text->len, error);
}

static GBytes *
print_rules (const char *language, gboolean easy, GError **error)
{
  g_autoptr (GVariant) about = NULL;
  g_autoptr (GVariantIter) topics = NULL;
  const char *home, *zone;
  g_autoptr (GVariant) named = pl_ctl_call_agent (".Records", "GetHome", NULL, "(ss)", error);
  g_autoptr (GVariant) reply =
      named != NULL ? pl_ctl_call_agent (".Rules", "Get", g_variant_new ("(s)", language),
                                         "(a{sv}a(ssa(ssb)))", error)
                    : NULL;
  if (reply == NULL)
    return NULL;
  g_variant_get (named, "(&s&s)", &home, &zone);
  g_variant_get (reply, "(@a{sv}a(ssa(ssb)))", &about, &topics);
  g_autoptr (PlRules) rules = rules_of (topics, error);
  g_autofree char *version = pl_ctl_field (about, "version");
  g_autofree char *since = pl_ctl_time_field (about, "since");
  g_autofree char *day = g_strndup (since, strlen ("YYYY-MM-DD"));
  g_autofree char *whole = g_strdup_printf ("%s, in force since %s", version, day);
  const PlRulesPaper paper = { home, whole, rules, easy };
  return rules != NULL ? pl_rules_paper (&paper, error) : NULL;
}

gboolean
pl_ctl_rules_print (int argc, char **argv, GError **error)
{
  g_autofree char *language = NULL, *output = NULL;
  gboolean easy = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, NULL, NULL },
    { "easy", 0, 0, G_OPTION_ARG_NONE, &easy, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error) || !want_output (output, error))
    return FALSE;
  g_autoptr (GBytes) pdf = print_rules (language != NULL ? language : "en", easy, error);
  return pdf != NULL && pl_ctl_write_file (output, pdf, error);
}

gboolean
pl_ctl_record_form (int argc, char **argv, GError **error)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "a KIND, or restriction,", error) ||
      !want_output (output, error))
    return FALSE;
  const PlRecordKind *kind = pl_record_kind (argv[1]);
  if (kind == NULL && !g_str_equal (argv[1], "restriction"))
    return pl_ctl_wrong (error, "there is no form for \"%s\"", argv[1]);
  g_autoptr (GBytes) pdf = pl_form_paper (kind, "", error);
  return pdf != NULL && pl_ctl_write_file (output, pdf, error);
}
