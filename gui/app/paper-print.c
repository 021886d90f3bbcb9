/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/paper-print.h"

/* The pages have margins of their own; on another paper than A4 they are made smaller, never cut. */
static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, PlPaper *paper)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (1, MIN (gtk_print_context_get_width (context) / PL_PAPER_WIDTH,
                              gtk_print_context_get_height (context) / PL_PAPER_HEIGHT));

  cairo_scale (cr, scale, scale);
  pl_paper_draw_page (paper, (guint)page, cr);
}

static GtkPrintOperation *
operation_new (const char *job, PlPaper *paper)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  g_object_set_data_full (G_OBJECT (operation), "paper", paper, (GDestroyNotify)pl_paper_free);
  gtk_print_operation_set_job_name (operation, job);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, (int)pl_paper_n_pages (paper));
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), paper);
  return operation;
}

void
pl_paper_print (GtkWindow *window, const char *job, PlPaper *paper)
{
  g_autoptr (GtkPrintOperation) operation = operation_new (job, paper);

  /* What goes wrong is told in the dialog. */
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

gboolean
pl_paper_print_to_file (const char *path, const char *job, PlPaper *paper, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = operation_new (job, paper);

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) !=
         GTK_PRINT_OPERATION_RESULT_ERROR;
}
