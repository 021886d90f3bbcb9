/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-readers.h"

#include <glib/gi18n.h>

#include "gui/child/tell-row.h"
#include "gui/widgets/list-box.h"
#include "gui/widgets/list-words.h"

/* People on a screen: the home has few, and a list of all would hide them. */
#define PEOPLE_MAX 12

struct _PlTellReaders {
  AdwBin parent;
  PlTellDraft *draft; /* not owned; NULL while nothing is shown */
  GtkListBox *rows;
  GtkCheckButton *first; /* of the group; the rows' */
  char *chosen;          /* nullable */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTellReaders, pl_tell_readers, ADW_TYPE_BIN)

/* A reader to choose. */
typedef struct {
  const char *title, *subtitle; /* subtitle: nullable */
  const char *choice;           /* as in the draft */
  const char *trusted;          /* a reader's id, or "" */
  const char *picture;
} Reader;

static void
take_chosen (PlTellReaders *list, GtkCheckButton *check)
{
  g_free (list->chosen);
  list->chosen = g_strdup (g_object_get_data (G_OBJECT (check), "title"));
}

static void
on_choice (GtkCheckButton *check, PlTellReaders *list)
{
  if (list->draft == NULL || !gtk_check_button_get_active (check))
    return;
  pl_tell_draft_set (&list->draft->choice, g_object_get_data (G_OBJECT (check), "choice"));
  pl_tell_draft_set (&list->draft->trusted, g_object_get_data (G_OBJECT (check), "trusted"));
  take_chosen (list, check);
  g_signal_emit (list, signals[CHANGED], 0);
}

static gboolean
is_chosen (PlTellReaders *list, const Reader *reader)
{
  return g_strcmp0 (list->draft->choice, reader->choice) == 0 &&
         g_str_equal (list->draft->trusted, reader->trusted);
}

static void
add (PlTellReaders *list, const Reader *reader)
{
  GtkCheckButton *check;
  GtkWidget *row = pl_tell_row_new (reader->title, reader->subtitle, reader->picture, &check);

  g_object_set_data_full (G_OBJECT (check), "title", g_strdup (reader->title), g_free);
  g_object_set_data_full (G_OBJECT (check), "choice", g_strdup (reader->choice), g_free);
  g_object_set_data_full (G_OBJECT (check), "trusted", g_strdup (reader->trusted), g_free);
  if (list->first != NULL)
    gtk_check_button_set_group (check, list->first);
  else
    list->first = check;
  gtk_check_button_set_active (check, is_chosen (list, reader));
  if (is_chosen (list, reader))
    take_chosen (list, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_choice), list, 0);
  gtk_list_box_append (list->rows, row);
}

/* The names of all readers of a role; NULL where there is none. */
static char *
names_of_role (GVariant *readers, const char *role)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < g_variant_n_children (readers); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (readers, i);
    const char *of = "", *name = "";

    g_variant_lookup (row, "role", "&s", &of);
    if (g_str_equal (of, role) && g_variant_lookup (row, "name", "&s", &name))
      g_ptr_array_add (names, g_strdup (name));
  }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return pl_list_words ((const char *const *)names->pdata);
}

/* Each member of staff who reads: the id of a reader, and the name. */
static void
add_trusted (PlTellReaders *list, GVariant *readers)
{
  for (gsize i = 0, n = 0; i < g_variant_n_children (readers) && n < PEOPLE_MAX; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (readers, i);
    const char *role = "", *id = "", *name = "";

    g_variant_lookup (row, "role", "&s", &role);
    if (!g_str_equal (role, "staff") || !g_variant_lookup (row, "id", "&s", &id) ||
        !g_variant_lookup (row, "name", "&s", &name))
      continue;
    add (list, &(Reader){ name, C_ ("tell", "Only this person, and who comes next"), "trusted", id,
                          "porchlight-person-symbolic" });
    n++;
  }
}

static void
add_role (PlTellReaders *list,
          GVariant *readers,
          const char *role,
          const char *called,
          const char *picture)
{
  g_autofree char *names = names_of_role (readers, role);

  if (names == NULL)
    return;
  g_autofree char *title = g_strdup_printf ("%s, %s", names, called);
  add (list, &(Reader){ title, NULL, role, "", picture });
}

/* What is sensible beforehand: staff on shift; about a member of staff, never one of them (C5). */
static void
choose_beforehand (PlTellDraft *draft)
{
  gboolean about_staff = draft->kind == PL_CONCERN_STAFF_MEMBER;

  if (about_staff &&
      (g_strcmp0 (draft->choice, "staff") == 0 || g_strcmp0 (draft->choice, "trusted") == 0))
    g_clear_pointer (&draft->choice, g_free);
  if (draft->choice == NULL)
    pl_tell_draft_set (&draft->choice, about_staff ? "manager" : "staff");
}

static void
add_all (PlTellReaders *list, GVariant *readers)
{
  if (list->draft->kind != PL_CONCERN_STAFF_MEMBER) {
    add (list, &(Reader){ C_ ("tell", "Any staff on shift"), NULL, "staff", "",
                          "porchlight-children-symbolic" });
    add_trusted (list, readers);
  }
  add_role (list, readers, "manager", C_ ("role", "the manager"), "porchlight-home-symbolic");
  add_role (list, readers, "lead", C_ ("role", "the person who looks after online safety"),
            "porchlight-safety-symbolic");
}

gboolean
pl_tell_readers_show (PlTellReaders *list, PlTellDraft *draft, GVariant *readers)
{
  list->draft = draft;
  if (draft == NULL)
    return FALSE;
  pl_list_box_clear (list->rows);
  list->first = NULL;
  g_clear_pointer (&list->chosen, g_free);
  choose_beforehand (draft);
  add_all (list, readers);
  return list->first != NULL;
}

const char *
pl_tell_readers_get_chosen (PlTellReaders *list)
{
  return list->chosen != NULL ? list->chosen : "";
}

static void
pl_tell_readers_finalize (GObject *object)
{
  g_free (PL_TELL_READERS (object)->chosen);
  G_OBJECT_CLASS (pl_tell_readers_parent_class)->finalize (object);
}

static void
pl_tell_readers_class_init (PlTellReadersClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_tell_readers_finalize;
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_TELL_READERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-readers.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellReaders, rows);
}

static void
pl_tell_readers_init (PlTellReaders *list)
{
  gtk_widget_init_template (GTK_WIDGET (list));
}
