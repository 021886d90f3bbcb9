/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/booking.h"

#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/result.h"

#define DECISIONS ".Decisions"

/* Two children and one computer: allowed, and for staff to sort out. */
static void
print_overlaps (GVariant *overlaps)
{
  GVariantIter iter;
  const char *child;
  gint64 from, until;

  g_variant_iter_init (&iter, overlaps);
  while (g_variant_iter_next (&iter, "(&sxx)", &child, &from, &until)) {
    g_autofree char *begins = pl_ctl_time_text (from);
    g_autofree char *ends = pl_ctl_time_text (until);
    fprintf (stderr, "%s has this computer booked at the same time: %s to %s\n", child, begins,
             ends);
  }
}

gboolean
pl_ctl_booking_add (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL, *from_text = NULL, *until_text = NULL;
  gint64 from, until, review = 0, id;
  gboolean beyond = FALSE;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, NULL, NULL },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until_text, NULL, NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "review", 0, 0, G_OPTION_ARG_INT64, &review, NULL, NULL },
    { "beyond-maximum", 0, 0, G_OPTION_ARG_NONE, &beyond, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the account of a CHILD", error))
    return FALSE;
  if (from_text == NULL || until_text == NULL || reason == NULL || review <= 0)
    return pl_ctl_wrong (error, "--from, --until, --reason and --review are wanted");
  if (!pl_ctl_time ("--from", from_text, &from, error) ||
      !pl_ctl_time ("--until", until_text, &until, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      DECISIONS, "Book", g_variant_new ("(sxxsxb)", argv[1], from, until, reason, review, beyond),
      "(xa(sxx))", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) overlaps = g_variant_get_child_value (reply, 1);
  g_variant_get_child (reply, 0, "x", &id);
  if (!pl_ctl_result_number ("booking", id))
    printf ("booking %" G_GINT64_FORMAT "\n", id);
  print_overlaps (overlaps);
  return TRUE;
}

gboolean
pl_ctl_booking_cancel (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  gint64 id;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a booking", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted: the child reads it");
  g_autoptr (GVariant) reply = pl_ctl_call_agent (DECISIONS, "CancelBooking",
                                                  g_variant_new ("(xs)", id, reason), "()", error);
  return reply != NULL;
}

static void
print_booking (GVariant *booking)
{
  g_autofree char *id = pl_ctl_field (booking, "id");
  g_autofree char *child = pl_ctl_field (booking, "child");
  g_autofree char *from = pl_ctl_time_field (booking, "from");
  g_autofree char *until = pl_ctl_time_field (booking, "until");
  g_autofree char *review = pl_ctl_field (booking, "review");
  g_autofree char *by = pl_ctl_field (booking, "made-by");
  g_autofree char *reason = pl_ctl_field (booking, "reason");
  g_autofree char *cancelled = pl_ctl_field (booking, "cancel-reason");

  printf ("%s\t%s\t%s\t%s\treview %s\t%s\t%s%s%s\n", id, child, from, until, review, by, reason,
          *cancelled != '\0' ? " / cancelled: " : "", cancelled);
}

gboolean
pl_ctl_booking_list (int argc, char **argv, GError **error)
{
  g_auto (PlCtlPage) page = { 0 };
  gboolean all = FALSE;
  const GOptionEntry more = { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL };

  return pl_ctl_page (&page, argc, argv, &more, error) &&
         pl_ctl_list (DECISIONS, "ListBookings",
                      g_variant_new ("(sbxu)", pl_ctl_page_child (&page), !all, page.before,
                                     (guint)page.limit),
                      page.json, print_booking, error);
}
