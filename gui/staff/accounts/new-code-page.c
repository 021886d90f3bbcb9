/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/new-code-page.h"

#include <glib/gi18n.h>
#ifdef PL_WITH_QRENCODE
#include <qrencode.h>
#endif

#include "gui/app/print.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"

/* Four light cells around it: ISO/IEC 18004 asks for them. */
#define QUIET_ZONE 4
#define CELL       6 /* pixels: a telephone reads it from a hand's breadth */
#define BYTES      3 /* of a pixel */

struct _PlNewCodePage {
  PlSubpage parent;
  GtkBox *sheet;
  GtkLabel *codes, *said;
  GtkWidget *picture, *print; /* nullable */
};

G_DEFINE_FINAL_TYPE (PlNewCodePage, pl_new_code_page, PL_TYPE_SUBPAGE)

#ifdef PL_WITH_QRENCODE
static gboolean
is_dark (const QRcode *qr, int x, int y)
{
  return x >= 0 && y >= 0 && x < qr->width && y < qr->width &&
         (qr->data[y * qr->width + x] & 1) != 0;
}

/* Dark on light whatever the theme is: cameras read it so. Transfer full. */
static GdkTexture *
texture_of (const QRcode *qr)
{
  int width = (qr->width + 2 * QUIET_ZONE) * CELL;
  gsize stride = (gsize)width * BYTES, size = stride * (gsize)width;
  guint8 *pixels = g_malloc (size);

  for (gsize i = 0; i < size; i++) {
    int x = (int)(i % stride / BYTES), y = (int)(i / stride);
    pixels[i] = is_dark (qr, x / CELL - QUIET_ZONE, y / CELL - QUIET_ZONE) ? 0 : 0xff;
  }
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, size);
  return gdk_memory_texture_new (width, width, GDK_MEMORY_R8G8B8, bytes, stride);
}

static void
add_picture (PlNewCodePage *page, const char *uri)
{
  QRcode *qr = QRcode_encodeString (uri, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

  if (qr == NULL) {
    pl_sheet_add_text (page->sheet, "problem", C_ ("codes", "No picture can be made of it."));
    return;
  }
  g_autoptr (GdkTexture) texture = texture_of (qr);
  QRcode_free (qr);
  page->picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("codes", "A picture for the telephone’s camera"), -1);
  gtk_widget_set_size_request (page->picture, gdk_texture_get_width (texture) / 2, -1);
  gtk_widget_set_halign (page->picture, GTK_ALIGN_START);
  gtk_box_append (page->sheet, page->picture);
}
#else
/* It is typed in. */
static void
add_picture (PlNewCodePage *page, const char *uri)
{
}
#endif

/* "1.  1234 5678", a line each. A space that joins: also where text runs from right to left the 5 is after the 4. Transfer full. */
static char *
sheet_words (char **sheet)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; sheet[i] != NULL; i++)
    g_string_append_printf (words, "%s%2u.  %.4s\u00a0%s", i > 0 ? "\n" : "", i + 1, sheet[i],
                            sheet[i] + 4);
  return g_string_free (words, FALSE);
}

static char *
sheet_markup (const char *codes)
{
  return g_markup_printf_escaped (
      "<span size='xx-large' weight='bold'>%s</span>\n%s\n\n<tt>%s</tt>\n",
      C_ ("codes", "One-time codes"),
      C_ ("codes", "Keep this where children do not come. Cross codes off "
                   "from the top."),
      codes);
}

static void
on_print (PlNewCodePage *page)
{
  g_autoptr (GtkPrintOperation) operation = pl_print_new (
      C_ ("codes", "One-time codes"), sheet_markup (gtk_label_get_label (page->codes)));

  pl_print_run (operation, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
}

static void
on_done (PlNewCodePage *page)
{
  pl_subpage_close (GTK_WIDGET (page));
}

static void
fill (PlNewCodePage *page, const char *uri, char **sheet)
{
  g_autofree char *codes = *uri != '\0' ? g_strdup (uri) : sheet_words (sheet);

  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("codes", "One-time codes"),
                              C_ ("codes", "Your new codes"));
  pl_sheet_add_text (
      page->sheet, "second",
      *uri != '\0'
          ? C_ ("codes", "Read this with the authenticator app of the home’s telephone.")
          : C_ ("codes",
                "Print this, keep it where children do not come, and cross codes off from the "
                "top."));
  page->said = pl_sheet_add_text (page->sheet, "done", NULL);
  if (*uri != '\0')
    add_picture (page, uri);
  page->codes = pl_sheet_add_text (page->sheet, *uri != '\0' ? "quieter" : "one-time", codes);
  pl_sheet_add_text (page->sheet, "quieter",
                     C_ ("codes",
                         "It is shown only once: it is gone when this page closes. The ones "
                         "before count no more."));
  if (*uri == '\0')
    page->print = pl_sheet_add_button (page->sheet, C_ ("codes", "Print the sheet"), "ask",
                                       G_CALLBACK (on_print), page);
  pl_sheet_add_button (page->sheet, C_ ("codes", "Done"), *uri != '\0' ? "ask" : NULL,
                       G_CALLBACK (on_done), page);
}

/* A locked screen, or another place of the window: whoever comes next does not see it. */
static void
pl_new_code_page_unmap (GtkWidget *widget)
{
  PlNewCodePage *page = PL_NEW_CODE_PAGE (widget);

  GTK_WIDGET_CLASS (pl_new_code_page_parent_class)->unmap (widget);
  pl_label_say (page->codes, "");
  if (page->picture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (page->picture), NULL);
  if (page->print != NULL)
    gtk_widget_set_visible (page->print, FALSE);
  pl_label_say (page->said,
                C_ ("codes", "They were shown, and are gone. If they were not kept, make new "
                             "ones."));
}

static void
pl_new_code_page_class_init (PlNewCodePageClass *class)
{
  GTK_WIDGET_CLASS (class)->unmap = pl_new_code_page_unmap;
}

static void
pl_new_code_page_init (PlNewCodePage *page)
{
}

PlSubpage *
pl_new_code_page_new (GVariant *reply)
{
  PlNewCodePage *page = g_object_new (PL_TYPE_NEW_CODE_PAGE, NULL);
  g_auto (GStrv) sheet = NULL;
  const char *uri;

  g_variant_get (reply, "(&s^as)", &uri, &sheet);
  fill (page, uri, sheet);
  return PL_SUBPAGE (page);
}
