/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/record-fields.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/clock.h"
#include "gui/app/initial.h"
#include "gui/app/subpage.h"
#include "gui/app/time-words.h"
#include "gui/app/typed-day.h"
#include "gui/staff/check-words.h"
#include "gui/staff/records/record-words.h"
#include "gui/widgets/day-entry.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/text-view.h"
#include "policy/error.h"

/* More of them are a list that opens. */
#define ANSWERS_MAX 4
/* Answers of so many letters stand beside each other in the narrowest window. */
#define LINE_MAX_LENGTH 20
/* Of type at 100 percent, in 1024ths. */
#define NORMAL_DPI (96 * 1024)

typedef struct {
  const PlRecordField *field;
  GtkWidget *editor;
  char *before; /* the text that stood in it */
  char
      *aside; /* nullable: what was written, while theirs stands there (pl_record_form_put_aside) */
} Editor;

struct _PlRecordForm {
  GArray *editors; /* of Editor */
  gboolean amends; /* what is as it was is not said again */
};

/* As it is edited. */
static char *
text_of (PlRecord *record, const PlRecordField *field)
{
  /* What is written down has mostly just been done. */
  if (record == NULL)
    return g_str_equal (field->name, "when") ? pl_typed_moment_text (pl_app_now ()) : g_strdup ("");
  if (field->type == PL_RECORD_TIME) {
    gint64 at = pl_record_number (record, field->name);
    return at > 0 ? pl_typed_moment_text (at) : g_strdup ("");
  }
  if (field->type == PL_RECORD_DAY)
    return pl_typed_day_text (pl_record_text (record, field->name));
  return g_strdup (pl_record_text (record, field->name));
}

static char *
moment_words (const char *text)
{
  gint64 at = pl_typed_moment (text);

  return at >= 0 ? pl_words_short_moment (at) : g_strdup (text);
}

static char *
day_words (const char *text)
{
  g_autofree char *day = pl_typed_day (text);

  return day != NULL ? pl_words_date (day) : g_strdup (text);
}

/* What is edited, for people; NULL: nothing. Transfer full. */
static char *
words_of (const PlRecordField *field, const char *text)
{
  if (*text == '\0')
    return NULL;
  switch (field->type) {
    case PL_RECORD_CHOICE:
    case PL_RECORD_FLAG:
      return g_strdup (pl_record_choice (text));
    case PL_RECORD_TIME:
      return moment_words (text);
    case PL_RECORD_DAY:
      return day_words (text);
    default:
      return g_strdup (text);
  }
}

char *
pl_record_field_words (PlRecord *record, const PlRecordField *field)
{
  g_autofree char *text = text_of (record, field);

  if (g_str_equal (field->name, "details"))
    return pl_check_details_words (record);
  /* What Porchlight wrote down itself has an account there. */
  return (field->type == PL_RECORD_LINE || field->type == PL_RECORD_TEXT) && *text != '\0'
             ? g_strdup (pl_record_person (record, field->name))
             : words_of (field, text);
}

char *
pl_record_field_title (PlRecord *record, const PlRecordField *field)
{
  gboolean chosen = field->type == PL_RECORD_CHOICE || field->type == PL_RECORD_FLAG;
  g_autofree char *words = pl_record_field_words (record, field);

  return words != NULL && chosen ? pl_capital (words) : g_steal_pointer (&words);
}

/* The codes that can be chosen; first "", since what nobody chose must not be on record. Transfer full. */
static GStrv
codes_of (const PlRecordField *field)
{
  g_autofree char *codes =
      g_strconcat (" ", field->type == PL_RECORD_FLAG ? "no yes" : field->choices, NULL);

  return g_strsplit (codes, " ", 0);
}

/* What is not asked for may be taken back again: a list has an entry for that. */
static gboolean
is_short (const PlRecordField *field)
{
  g_auto (GStrv) codes = codes_of (field);
  gboolean must = field->need == PL_RECORD_MUST || field->need == PL_RECORD_MUST_END;

  return must && g_strv_length (codes) - 1 <= ANSWERS_MAX;
}

static GtkWidget *
drop_down_new (const PlRecordField *field, const char *text)
{
  g_auto (GStrv) codes = codes_of (field);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; codes[i] != NULL; i++) {
    g_autofree char *label = pl_capital (pl_record_choice (codes[i]));
    gtk_string_list_append (words, *codes[i] != '\0' ? label : C_ ("record", "Choose …"));
    selected = g_str_equal (codes[i], text) ? i : selected;
  }
  return g_object_new (GTK_TYPE_DROP_DOWN, "model", words, "selected", selected, NULL);
}

static void
add_answer (GtkBox *box, const PlRecordField *field, const char *code, gboolean chosen)
{
  const char *words = pl_record_choice (code);
  g_autofree char *label = pl_capital (words);
  GtkWidget *answer = gtk_check_button_new_with_label (label);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (box));
  g_autofree char *name = g_strdup_printf ("%s: %s", pl_record_say (field->title), words);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (answer), GTK_CHECK_BUTTON (first));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (answer), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (answer), "code", g_strdup (code), g_free);
  gtk_box_append (box, answer);
}

/* How many letters fit beside each other on the narrowest screen, with type as large as it is. */
static glong
letters_of_a_line (void)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return LINE_MAX_LENGTH * NORMAL_DPI / MAX (dpi, NORMAL_DPI);
}

/* A few answers all stand there, one click away, and none is chosen for anybody. */
static GtkWidget *
answers_new (const PlRecordField *field, const char *text)
{
  g_auto (GStrv) codes = codes_of (field);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  glong letters = 0;

  for (guint i = 1; codes[i] != NULL; i++) {
    letters += g_utf8_strlen (pl_record_choice (codes[i]), -1);
    add_answer (GTK_BOX (box), field, codes[i], g_str_equal (codes[i], text));
  }
  if (letters > letters_of_a_line ())
    gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  return box;
}

/* Transfer none; "" where nobody chose. */
static const char *
chosen_answer (GtkWidget *box)
{
  for (GtkWidget *answer = gtk_widget_get_first_child (box); answer != NULL;
       answer = gtk_widget_get_next_sibling (answer))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (answer)))
      return g_object_get_data (G_OBJECT (answer), "code");
  return "";
}

static GtkWidget *
text_view_new (const char *text)
{
  GtkWidget *view =
      g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE,
                    "top-margin", 8, "bottom-margin", 8, "left-margin", 8, "right-margin", 8, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_widget_set_size_request (view, -1, 80);
  gtk_widget_add_css_class (view, "field");
  return view;
}

static GtkWidget *
editor_new (const PlRecordField *field, const char *text)
{
  if (field->type == PL_RECORD_CHOICE || field->type == PL_RECORD_FLAG)
    return is_short (field) ? answers_new (field, text) : drop_down_new (field, text);
  if (field->type == PL_RECORD_TEXT)
    return text_view_new (text);
  gboolean is_time = field->type == PL_RECORD_TIME;
  GtkWidget *entry =
      is_time || field->type == PL_RECORD_DAY ? pl_day_entry_new (is_time) : gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_widget_add_css_class (entry, "field");
  g_signal_connect (entry, "activate", G_CALLBACK (pl_subpage_submit), NULL);
  return entry;
}

/* What is written now. Transfer full. */
static char *
read_editor (const Editor *editor)
{
  if (GTK_IS_DROP_DOWN (editor->editor)) {
    g_auto (GStrv) codes = codes_of (editor->field);
    return g_strdup (codes[gtk_drop_down_get_selected (GTK_DROP_DOWN (editor->editor))]);
  }
  if (GTK_IS_BOX (editor->editor))
    return g_strdup (chosen_answer (editor->editor));
  if (GTK_IS_TEXT_VIEW (editor->editor)) {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor->editor));
    GtkTextIter start, end;
    gtk_text_buffer_get_bounds (buffer, &start, &end);
    return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  }
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor->editor))));
}

static void
choose_answer (GtkWidget *box, const char *code)
{
  for (GtkWidget *answer = gtk_widget_get_first_child (box); answer != NULL;
       answer = gtk_widget_get_next_sibling (answer))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (answer),
                                 g_str_equal (g_object_get_data (G_OBJECT (answer), "code"), code));
}

static void
choose_code (const Editor *editor, const char *code)
{
  g_auto (GStrv) codes = codes_of (editor->field);

  for (guint i = 0; codes[i] != NULL; i++)
    if (g_str_equal (codes[i], code))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (editor->editor), i);
}

/* The other way round. */
static void
write_editor (const Editor *editor, const char *text)
{
  if (GTK_IS_DROP_DOWN (editor->editor))
    choose_code (editor, text);
  else if (GTK_IS_BOX (editor->editor))
    choose_answer (editor->editor, text);
  else if (GTK_IS_TEXT_VIEW (editor->editor))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor->editor)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (editor->editor), text);
}

/* "Reference, if there is one". Transfer full. */
static char *
title_of (const PlRecordField *field)
{
  gboolean must = field->need == PL_RECORD_MUST || field->need == PL_RECORD_MUST_END;

  return must
             ? g_strdup (pl_record_say (field->title))
             /* Translators: the name of a field that may stay empty. */
             : g_strdup_printf (C_ ("record", "%s, if there is one"), pl_record_say (field->title));
}

/* As the agent takes it. */
static void
cap (const Editor *editor)
{
  if (GTK_IS_TEXT_VIEW (editor->editor))
    pl_text_view_cap (GTK_TEXT_VIEW (editor->editor), PL_RECORD_TEXT_MAX);
  else if (GTK_IS_ENTRY (editor->editor))
    gtk_entry_set_max_length (GTK_ENTRY (editor->editor), PL_RECORD_LINE_MAX);
}

static gboolean
is_wanted (const PlRecordField *field, PlRecordFormFields which)
{
  gboolean at_end = field->need == PL_RECORD_MAY_END || field->need == PL_RECORD_MUST_END;

  return which == PL_RECORD_FORM_ALL || (which == PL_RECORD_FORM_END) == at_end;
}

static void
add_editor (PlRecordForm *form, GtkBox *place, const PlRecordField *field, PlRecord *record)
{
  char *before = text_of (record, field);
  g_autofree char *title = title_of (field);
  Editor editor = { field, editor_new (field, before), before, NULL };
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "wrap", TRUE, NULL);

  if (GTK_IS_DROP_DOWN (editor.editor))
    pl_drop_down_name (GTK_DROP_DOWN (editor.editor), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor.editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_box_append (place, label);
  gtk_box_append (place, editor.editor);
  cap (&editor);
  g_array_append_val (form->editors, editor);
}

static void
editor_clear (gpointer data)
{
  g_free (((Editor *)data)->before);
  g_free (((Editor *)data)->aside);
}

PlRecordForm *
pl_record_form_new (GtkBox *place,
                    const PlRecordKind *kind,
                    PlRecordFormFields which,
                    PlRecord *record)
{
  PlRecordForm *form = g_new (PlRecordForm, 1);

  form->editors = g_array_new (FALSE, FALSE, sizeof (Editor));
  form->amends = record != NULL;
  g_array_set_clear_func (form->editors, editor_clear);
  for (gsize i = 0; i < kind->n_fields; i++)
    if (is_wanted (&kind->fields[i], which))
      add_editor (form, place, &kind->fields[i], record);
  return form;
}

void
pl_record_form_propose (PlRecordForm *form, const char *field, const char *text)
{
  for (guint i = 0; i < form->editors->len; i++) {
    const Editor *editor = &g_array_index (form->editors, Editor, i);
    if (g_str_equal (editor->field->name, field))
      write_editor (editor, text);
  }
}

/* Somebody else has written into it meanwhile. */

static void
tell (const Editor *editor, const char *theirs, PlFileDifferenceFunc func, gpointer data)
{
  g_autofree char *text = read_editor (editor);
  g_autofree char *before = words_of (editor->field, editor->before);
  g_autofree char *they = words_of (editor->field, theirs), *mine = words_of (editor->field, text);
  const PlFileDifference difference = {
    .key = editor->field->name,
    .before = before,
    .theirs = they,
    .mine = mine,
    .contested = !g_str_equal (text, editor->before),
  };

  func (&difference, data);
}

void
pl_record_form_rebase (PlRecordForm *form,
                       PlRecord *record,
                       PlFileDifferenceFunc func,
                       gpointer data)
{
  for (guint i = 0; i < form->editors->len; i++) {
    Editor *editor = &g_array_index (form->editors, Editor, i);
    g_autofree char *theirs = text_of (record, editor->field), *text = read_editor (editor);
    if (g_str_equal (theirs, editor->before))
      continue;
    tell (editor, theirs, func, data);
    if (g_str_equal (text, editor->before))
      write_editor (editor, theirs);
    g_free (editor->before);
    editor->before = g_steal_pointer (&theirs);
  }
}

void
pl_record_form_put_aside (PlRecordForm *form)
{
  for (guint i = 0; i < form->editors->len; i++) {
    Editor *editor = &g_array_index (form->editors, Editor, i);
    g_free (editor->aside);
    editor->aside = read_editor (editor);
    write_editor (editor, editor->before);
  }
}

void
pl_record_form_put_again (PlRecordForm *form)
{
  for (guint i = 0; i < form->editors->len; i++) {
    const Editor *editor = &g_array_index (form->editors, Editor, i);
    if (editor->aside != NULL)
      write_editor (editor, editor->aside);
  }
}

void
pl_record_form_free (PlRecordForm *form)
{
  if (form == NULL)
    return;
  g_array_unref (form->editors);
  g_free (form);
}

/* FALSE and an error where something must be chosen and was not; other fields the agent looks at. */
static gboolean
check_chosen (const Editor *editor, const char *text, GError **error)
{
  gboolean must =
      editor->field->need == PL_RECORD_MUST || editor->field->need == PL_RECORD_MUST_END;

  if (!must || *text != '\0' ||
      (editor->field->type != PL_RECORD_CHOICE && editor->field->type != PL_RECORD_FLAG))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, C_ ("record", "%s: choose one"),
               pl_record_say (editor->field->title));
  return FALSE;
}

/* What is typed in a field, as Records.Add takes it; floating. NULL: no time that can be read. */
static GVariant *
value_of (const PlRecordField *field, const char *text)
{
  g_autofree char *day = field->type == PL_RECORD_DAY ? pl_typed_day (text) : NULL;
  gint64 at = field->type == PL_RECORD_TIME ? pl_typed_moment (text) : -1;

  /* Empty: what stood there is taken away. */
  if (*text == '\0')
    return g_variant_new_string ("");
  if (field->type == PL_RECORD_DAY)
    return day != NULL ? g_variant_new_string (day) : NULL;
  if (field->type == PL_RECORD_TIME)
    return at >= 0 ? g_variant_new_int64 (at) : NULL;
  return g_variant_new_string (text);
}

static gboolean
add_value (GVariantBuilder *fields, const Editor *editor, const char *text, GError **error)
{
  GVariant *value = value_of (editor->field, text);

  if (value == NULL) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 editor->field->type == PL_RECORD_TIME
                     ? C_ ("record", "%s: write it as 9/3/2026 14:40")
                     : C_ ("record", "%s: write it as 9/3/2026"),
                 pl_record_say (editor->field->title));
    return FALSE;
  }
  g_variant_builder_add (fields, "{sv}", editor->field->name, value);
  return TRUE;
}

GVariant *
pl_record_form_read (PlRecordForm *form, GError **error)
{
  g_auto (GVariantBuilder) fields = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < form->editors->len; i++) {
    const Editor *editor = &g_array_index (form->editors, Editor, i);
    g_autofree char *text = read_editor (editor);
    gboolean said = form->amends ? !g_str_equal (text, editor->before) : *text != '\0';
    if (!check_chosen (editor, text, error) || (said && !add_value (&fields, editor, text, error)))
      return NULL;
  }
  return g_variant_builder_end (&fields);
}

char *
pl_record_form_problem (const PlRecordKind *kind, const char *message)
{
  const char *colon = strchr (message, ':');
  g_autofree char *name = colon != NULL ? g_strndup (message, (gsize)(colon - message)) : NULL;
  int i = name != NULL ? pl_record_field (kind, name) : -1;

  return i >= 0 ? g_strconcat (pl_record_say (kind->fields[i].title), colon, NULL)
                : g_strdup (message);
}
