/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/care/kind.h"
#include "policy/paper/export-paper-private.h"

/* Codes and what people call them. */
typedef struct {
  const char *code, *words;
} Word;

static const Word roles[] = {
  { "child", "the child" },
  { "staff", "staff on shift" },
  { "trusted", "the person whom the child chose" },
  { "manager", "the manager" },
  { "lead", "the safeguarding lead" },
  { "responsible", "the responsible individual" },
  { "outside", "an officer outside the home" },
  { NULL, NULL },
};

static const Word messages[] = {
  { "concern", "Told" },        { "more", "Added" },           { "answer", "Answer" },
  { "acting", "What is done" }, { "outcome", "How it ended" }, { NULL, NULL },
};

static const Word states[] = {
  { "saved", "Saved: nobody has seen it" },
  { "sent", "Sent: nobody has seen it" },
  { "seen", "Seen" },
  { "acting", "Being acted on" },
  { "closed", "Closed" },
  { NULL, NULL },
};

static const Word course[] = {
  { "filed", "Told" },
  { "more", "The child added to it" },
  { "seen", "Seen" },
  { "answer", "Answered" },
  { "acting", "Said what is done" },
  { "closed", "Closed" },
  { "escalated", "The next reader was asked" },
  { "left-out", "Somebody was left out" },
  { "given", "Given to a new reader" },
  { "linked", "Linked with another child's" },
  { "exported", "Taken into an export" },
  { NULL, NULL },
};

/* By when each is told, where no time can be said. */
static const Word whens[] = {
  { "first", "First" },
  { "now", "Without delay" },
  { "day", "Within a day" },
  { "after-police", "After the police's advice" },
  { "decide", "Staff decide" },
  { "no", "Told besides" },
  { NULL, NULL },
};

static const Word duties[] = {
  { "open", "Not yet" }, { "done", "Done" },       { "late", "Done, late" },
  { "held", "On hold" }, { "overdue", "OVERDUE" }, { NULL, NULL },
};

static const char *
in_words (const Word *words, const char *code)
{
  for (; words->code != NULL; words++)
    if (g_str_equal (words->code, code))
      return words->words;
  return code;
}

static const char *
word_of (const Word *words, JsonObject *object, const char *key)
{
  return in_words (words, pl_export_text (object, key));
}

static const char *
kind_of (JsonObject *concern)
{
  const char *code = pl_export_text (concern, "kind");
  PlConcernKind kind;

  return pl_concern_kind_parse (code, &kind) ? pl_concern_kind_text (kind, pl_language_english ())
                                             : code;
}

/* "Answer, Kim (the manager), 27 November 2026, 16:20" */
static char *
author_of (JsonObject *message)
{
  const char *name = pl_export_text (message, "name");
  const char *role = word_of (roles, message, "from");
  g_autofree char *at = pl_export_readable (pl_export_text (message, "at"));
  g_autofree char *who = *name != '\0' ? g_strdup_printf ("%s (%s)", name, role) : g_strdup (role);

  return g_strdup_printf ("%s, %s, %s", word_of (messages, message, "what"), who, at);
}

static void
add_message (PlPaper *paper, JsonObject *message)
{
  g_autofree char *author = author_of (message);
  const char *words = pl_export_text (message, "words");

  pl_paper_space (paper, 4);
  pl_paper_note (paper, author);
  if (!json_object_get_boolean_member (message, "opened")) {
    pl_paper_paragraph (paper, "It was not sealed to whoever made this.");
    return;
  }
  pl_paper_paragraph (paper, *words != '\0' ? words : "Without words: they want to talk.");
  JsonArray *lines = json_object_get_array_member (message, "lines");
  for (guint i = 0; i < json_array_get_length (lines); i++) {
    JsonObject *line = json_array_get_object_element (lines, i);
    g_autofree char *key = g_strdelimit (g_strdup (pl_export_text (line, "key")), "-", ' ');
    pl_export_field (paper, key, pl_export_text (line, "value"));
  }
}

static void
add_duty (PlPaper *paper, JsonObject *duty)
{
  g_autofree char *due = pl_export_readable (pl_export_text (duty, "due"));
  g_autofree char *at = pl_export_readable (pl_export_text (duty, "at"));
  const char *cells[] = { pl_export_text (duty, "name"),
                          *due != '\0' ? due : word_of (whens, duty, "when"),
                          word_of (duties, duty, "state"), at, pl_export_text (duty, "reference") };

  pl_paper_table_row (paper, cells);
}

static void
add_told (PlPaper *paper, JsonArray *told)
{
  static const PlPaperColumn columns[] = { { "Who must be told", 0.3 },
                                           { "By when", 0.2 },
                                           { "How it stands", 0.13 },
                                           { "Told", 0.2 },
                                           { "Reference", 0.17 } };

  if (json_array_get_length (told) == 0)
    return;
  pl_paper_table_begin (paper, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < json_array_get_length (told); i++)
    add_duty (paper, json_array_get_object_element (told, i));
  pl_paper_table_end (paper);
}

static void
add_course (PlPaper *paper, JsonArray *entries)
{
  static const PlPaperColumn columns[] = { { "When", 0.3 }, { "What", 0.45 }, { "Who", 0.25 } };

  pl_paper_table_begin (paper, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject *entry = json_array_get_object_element (entries, i);
    g_autofree char *at = pl_export_readable (pl_export_text (entry, "time"));
    const char *cells[] = { at, word_of (course, entry, "kind"), pl_export_text (entry, "actor") };
    pl_paper_table_row (paper, cells);
  }
  pl_paper_table_end (paper);
}

static void
add_concern (PlPaper *paper, JsonObject *concern)
{
  g_autofree char *filed = pl_export_readable (pl_export_text (concern, "filed"));
  g_autofree char *title = g_strdup_printf ("%s, %s", filed, kind_of (concern));
  gboolean by_staff = g_str_equal (pl_export_text (concern, "origin"), "staff");
  JsonArray *parts = json_object_get_array_member (concern, "messages");

  pl_paper_subheading (paper, title);
  pl_export_field (paper, "Told by", by_staff ? pl_export_text (concern, "made-by") : "the child");
  pl_export_field (paper, "State", word_of (states, concern, "state"));
  pl_export_field (paper, "Closed", pl_export_text (concern, "closed"));
  if (json_object_has_member (concern, "linked"))
    pl_export_field (paper, "Linked", "with another child's of the same matter");
  pl_export_field (paper, "Its number", pl_export_text (concern, "id"));
  for (guint i = 0; i < json_array_get_length (parts); i++)
    add_message (paper, json_array_get_object_element (parts, i));
  pl_paper_space (paper, 4);
  add_told (paper, json_object_get_array_member (concern, "told"));
  add_course (paper, json_object_get_array_member (concern, "course"));
}

void
pl_export_add_concerns (PlPaper *paper, JsonObject *export)
{
  if (!json_object_has_member (export, "concerns"))
    return;
  JsonArray *rows = json_object_get_array_member (export, "concerns");
  guint n = json_array_get_length (rows);

  pl_paper_heading (paper, "What was told in confidence");
  pl_paper_note (paper, n > 0 ? "Those that whoever made this may read, opened by their key."
                              : "Nothing in this period that whoever made this may read.");
  for (guint i = 0; i < n; i++)
    add_concern (paper, json_array_get_object_element (rows, i));
}
