/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/rules.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"
#include "policy/care/rules.h"
#include "policy/error.h"

#define RULES ".Rules"

static void
print_json (GVariant *value)
{
  g_autoptr (JsonNode) root = json_gvariant_serialize (value);
  g_autofree char *text = json_to_string (root, FALSE);

  puts (text);
}

/* The rules as JSON: about, and topics as objects. */
static void
print_rules_json (GVariant *about, GVariantIter *topics)
{
  GVariantBuilder list, whole;
  const char *id, *title, *text, *easy;
  GVariantIter *lines;
  gboolean is_new;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  while (g_variant_iter_loop (topics, "(&s&sa(ssb))", &id, &title, &lines)) {
    GVariantBuilder rules;
    g_variant_builder_init (&rules, G_VARIANT_TYPE ("aa{ss}"));
    while (g_variant_iter_loop (lines, "(&s&sb)", &text, &easy, &is_new)) {
      g_variant_builder_open (&rules, G_VARIANT_TYPE ("a{ss}"));
      g_variant_builder_add (&rules, "{ss}", "text", text);
      g_variant_builder_add (&rules, "{ss}", "easy", easy);
      g_variant_builder_close (&rules);
    }
    g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&list, "{sv}", "id", g_variant_new_string (id));
    g_variant_builder_add (&list, "{sv}", "title", g_variant_new_string (title));
    g_variant_builder_add (&list, "{sv}", "rules", g_variant_builder_end (&rules));
    g_variant_builder_close (&list);
  }
  g_variant_builder_init (&whole, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&whole, "{sv}", "about", about);
  g_variant_builder_add (&whole, "{sv}", "topics", g_variant_builder_end (&list));
  g_autoptr (GVariant) root = g_variant_ref_sink (g_variant_builder_end (&whole));
  print_json (root);
}

static void
print_rules (GVariant *about, GVariantIter *topics, gboolean easy_wanted)
{
  g_autofree char *version = pl_ctl_field (about, "version");
  g_autofree char *since = pl_ctl_time_field (about, "since");
  g_autofree char *review = pl_ctl_time_field (about, "review");
  const char *id, *title, *text, *easy;
  GVariantIter *lines;
  gboolean is_new;

  printf ("version %s, since %.10s, review %.10s\n", version, since, review);
  while (g_variant_iter_loop (topics, "(&s&sa(ssb))", &id, &title, &lines)) {
    printf ("\n%s [%s]\n", title, id);
    while (g_variant_iter_loop (lines, "(&s&sb)", &text, &easy, &is_new))
      printf ("  %s\n", easy_wanted ? easy : text);
  }
}

gboolean
pl_ctl_rules_show (int argc, char **argv, GError **error)
{
  g_autofree char *language = NULL;
  gboolean easy = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, NULL, NULL },
    { "easy", 0, 0, G_OPTION_ARG_NONE, &easy, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_autoptr (GVariant) about = NULL;
  g_autoptr (GVariantIter) topics = NULL;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (RULES, "Get", g_variant_new ("(s)", language != NULL ? language : "en"),
                         "(a{sv}a(ssa(ssb)))", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(@a{sv}a(ssa(ssb)))", &about, &topics);
  if (json)
    print_rules_json (about, topics);
  else
    print_rules (about, topics, easy);
  return TRUE;
}

static void
print_signed (GVariant *children)
{
  GVariantIter iter;
  const char *child, *answer, *accepted;
  gint64 when;

  g_variant_iter_init (&iter, children);
  while (g_variant_iter_next (&iter, "(&s&sx&s)", &child, &answer, &when, &accepted)) {
    g_autofree char *at = pl_ctl_time_text (when);
    printf ("%s\t%s\t%s\t%s\n", child, *answer != '\0' ? answer : "not yet", at,
            *accepted != '\0' ? accepted : "-");
  }
}

static void
print_signed_json (GVariant *children)
{
  GVariantBuilder list;
  GVariantIter iter;
  const char *child, *answer, *accepted;
  gint64 when;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_iter_init (&iter, children);
  while (g_variant_iter_next (&iter, "(&s&sx&s)", &child, &answer, &when, &accepted)) {
    g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&list, "{sv}", "child", g_variant_new_string (child));
    g_variant_builder_add (&list, "{sv}", "answer", g_variant_new_string (answer));
    g_variant_builder_add (&list, "{sv}", "answered", g_variant_new_int64 (when));
    g_variant_builder_add (&list, "{sv}", "signed", g_variant_new_string (accepted));
    g_variant_builder_close (&list);
  }
  g_autoptr (GVariant) root = g_variant_ref_sink (g_variant_builder_end (&list));
  print_json (root);
}

gboolean
pl_ctl_rules_signed (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (RULES, "ListSigned", NULL, "(a(ssxs))", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) children = g_variant_get_child_value (reply, 0);
  (json ? print_signed_json : print_signed) (children);
  return TRUE;
}

static void
print_answer (GVariant *record)
{
  g_autofree char *id = pl_ctl_field (record, "id");
  g_autofree char *made = pl_ctl_time_field (record, "made");
  g_autofree char *child = pl_ctl_field (record, "child");
  g_autofree char *version = pl_ctl_field (record, "version");
  g_autofree char *what = pl_ctl_field (record, "what");
  g_autofree char *topic = pl_ctl_field (record, "topic");
  g_autofree char *words = pl_ctl_field (record, "words");
  g_autofree char *answer = pl_ctl_field (record, "answer");

  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s%s%s\n", id, made, child, version, what,
          *topic != '\0' ? topic : "-", words, *answer != '\0' ? " / " : "", answer);
}

gboolean
pl_ctl_rules_answers (int argc, char **argv, GError **error)
{
  g_auto (PlCtlPage) page = { 0 };

  return pl_ctl_page (&page, argc, argv, NULL, error) &&
         pl_ctl_list (
             RULES, "ListAnswers",
             g_variant_new ("(sxu)", pl_ctl_page_child (&page), page.before, (guint)page.limit),
             page.json, print_answer, error);
}

gboolean
pl_ctl_rules_reply (int argc, char **argv, GError **error)
{
  g_autofree char *words = NULL;
  const GOptionEntry entries[] = {
    { "words", 0, 0, G_OPTION_ARG_STRING, &words, NULL, NULL },
    { NULL },
  };
  gint64 id;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a comment", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  if (words == NULL)
    return pl_ctl_wrong (error, "--words is wanted: the child reads them");
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (RULES, "AnswerComment", g_variant_new ("(xs)", id, words), "()", error);
  return reply != NULL;
}

gboolean
pl_ctl_rules_template (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (PlRules) rules = pl_rules_new_shipped ();
  g_autofree char *text = pl_rules_to_text (rules);

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  printf (
      "# The home's own internet rules: /etc/porchlight/rules.conf; see porchlight.conf(5).\n%s",
      text);
  return TRUE;
}

gboolean
pl_ctl_rules_check (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) foreign = NULL;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "one FILE", error))
    return FALSE;
  if (!g_file_get_contents (argv[1], &text, &length, &foreign)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
    return FALSE;
  }
  g_autoptr (PlRules) rules = pl_rules_parse (argv[1], text, length, error);
  return rules != NULL;
}
