/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/page-stack.h"

#include "gui/app/leaving.h"
#include "gui/app/unsent.h"
#include "gui/widgets/label.h"

struct _PlPageStack {
  AdwBin parent;
  AdwLeaflet *leaflet;
  GtkWidget *base;  /* the leaflet's; nullable */
  gpointer shown;   /* what the focus was last set in; compared only */
  GPtrArray *open;  /* of Opened: what lies over the base, the last on top */
  gboolean turning; /* another page is just being made the one that shows */
};

typedef struct {
  GtkWidget *page; /* the leaflet's */
  GWeakRef from;   /* what had the focus when it was opened */
} Opened;

enum {
  PROP_BASE = 1,
  N_PROPERTIES
};
enum {
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlPageStack, pl_page_stack, ADW_TYPE_BIN)

GtkWidget *
pl_page_stack_get_page (PlPageStack *stack)
{
  GtkWidget *child = adw_leaflet_get_visible_child (stack->leaflet);

  return child != stack->base ? child : NULL;
}

static gboolean
has_unsent (PlPageStack *stack)
{
  GtkWidget *page = pl_page_stack_get_page (stack);

  return page != NULL && pl_unsent_find (page) != NULL;
}

/* A leaflet asks nobody when it is swiped. */
void
pl_page_stack_guard (PlPageStack *stack)
{
  adw_leaflet_set_can_navigate_back (stack->leaflet, !has_unsent (stack));
}

static void
opened_free (gpointer data)
{
  Opened *opened = data;

  g_weak_ref_clear (&opened->from);
  g_free (opened);
}

static GtkWidget *
page_at (PlPageStack *stack, guint n)
{
  return ((Opened *)g_ptr_array_index (stack->open, n))->page;
}

static void
drop_pages_ahead (PlPageStack *stack)
{
  GtkWidget *shown = pl_page_stack_get_page (stack);

  for (guint n = stack->open->len; n > 0 && page_at (stack, n - 1) != shown; n--) {
    adw_leaflet_remove (stack->leaflet, page_at (stack, n - 1));
    g_ptr_array_remove_index (stack->open, n - 1);
  }
}

/* What had the focus when the lowest of the pages ahead was opened; NULL: it is gone, or none is ahead. Transfer full. */
static GtkWidget *
focus_before (PlPageStack *stack)
{
  GtkWidget *shown = pl_page_stack_get_page (stack);
  Opened *lowest = NULL;

  for (guint n = stack->open->len; n > 0 && page_at (stack, n - 1) != shown; n--)
    lowest = g_ptr_array_index (stack->open, n - 1);
  return lowest != NULL ? g_weak_ref_get (&lowest->from) : NULL;
}

/* Whoever comes back is where they were; whoever comes to a new page, or where that is gone, at its heading. */
static void
set_focus (PlPageStack *stack, GtkWidget *from)
{
  GtkWidget *page = pl_page_stack_get_page (stack);

  if (from != NULL && gtk_widget_get_root (from) == gtk_widget_get_root (GTK_WIDGET (stack)) &&
      gtk_widget_grab_focus (from))
    return;
  if (page != NULL)
    gtk_widget_activate_action (page, PL_PAGE_BEGIN, NULL);
}

/* The page that shows is there to stay. */
static void
settle (PlPageStack *stack)
{
  GtkWidget *child = adw_leaflet_get_visible_child (stack->leaflet);
  g_autoptr (GtkWidget) from = focus_before (stack);

  /* It is told twice, at the beginning of a transition and at its end. */
  if (child != stack->shown)
    set_focus (stack, from);
  /* GTK keeps a page for ever that goes with the focus in it. */
  drop_pages_ahead (stack);
  stack->shown = child;
  pl_page_stack_guard (stack);
}

static void
on_page_shown (PlPageStack *stack)
{
  if (stack->turning)
    return;
  if (stack->open != NULL && !adw_leaflet_get_child_transition_running (stack->leaflet))
    settle (stack);
  g_signal_emit (stack, signals[CHANGED], 0);
}

/* Where a page still moves, a leaflet says first that this has ended: the page that is to show is not the one that does then. */
static void
show (PlPageStack *stack, GtkWidget *page)
{
  stack->turning = TRUE;
  adw_leaflet_set_visible_child (stack->leaflet, page);
  stack->turning = FALSE;
  on_page_shown (stack);
}

void
pl_page_stack_open (PlPageStack *stack, GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (stack));
  Opened *opened = g_new (Opened, 1);

  drop_pages_ahead (stack);
  opened->page = page;
  g_weak_ref_init (&opened->from, root != NULL ? gtk_root_get_focus (root) : NULL);
  adw_leaflet_append (stack->leaflet, page);
  g_ptr_array_add (stack->open, opened);
  show (stack, page);
}

void
pl_page_stack_replace (PlPageStack *stack, GtkWidget *page)
{
  Opened *before = g_ptr_array_index (stack->open, stack->open->len - 1);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&before->from);

  pl_page_stack_open (stack, page);
  g_weak_ref_set (&((Opened *)g_ptr_array_index (stack->open, stack->open->len - 1))->from, from);
  adw_leaflet_remove (stack->leaflet, before->page);
  g_ptr_array_remove (stack->open, before);
}

/* From the page that shows: what is ahead of it stays until a transition has ended, and may be closed again before that. */
void
pl_page_stack_close (PlPageStack *stack)
{
  GtkWidget *shown = pl_page_stack_get_page (stack);
  guint n = stack->open->len;

  while (n > 0 && page_at (stack, n - 1) != shown)
    n--;
  show (stack, n > 1 ? page_at (stack, n - 2) : stack->base);
}

void
pl_page_stack_leave (PlPageStack *stack)
{
  GtkWidget *page = pl_page_stack_get_page (stack);

  if (has_unsent (stack))
    pl_leaving_ask (page, G_CALLBACK (pl_page_stack_close), stack);
  else if (page != NULL)
    pl_page_stack_close (stack);
}

void
pl_page_stack_go_back_to (PlPageStack *stack, GtkWidget *page)
{
  show (stack, page);
}

void
pl_page_stack_close_all (PlPageStack *stack)
{
  show (stack, stack->base);
}

static void
pl_page_stack_dispose (GObject *object)
{
  g_clear_pointer (&PL_PAGE_STACK (object)->open, g_ptr_array_unref);
  G_OBJECT_CLASS (pl_page_stack_parent_class)->dispose (object);
}

static void
pl_page_stack_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlPageStack *stack = PL_PAGE_STACK (object);

  stack->base = g_value_get_object (value);
  if (stack->base != NULL)
    adw_leaflet_prepend (stack->leaflet, stack->base);
}

static void
pl_page_stack_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_object (value, PL_PAGE_STACK (object)->base);
}

static void
pl_page_stack_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_page_stack_parent_class)->map (widget);
  pl_label_wrap_buttons (widget);
}

static void
pl_page_stack_class_init (PlPageStackClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = pl_page_stack_dispose;
  object_class->set_property = pl_page_stack_set_property;
  object_class->get_property = pl_page_stack_get_property;
  widget_class->map = pl_page_stack_map;
  properties[PROP_BASE] = g_param_spec_object ("base", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_PAGE_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/page-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPageStack, leaflet);
  gtk_widget_class_bind_template_callback (widget_class, on_page_shown);
}

static void
pl_page_stack_init (PlPageStack *stack)
{
  stack->open = g_ptr_array_new_with_free_func (opened_free);
  gtk_widget_init_template (GTK_WIDGET (stack));
}
