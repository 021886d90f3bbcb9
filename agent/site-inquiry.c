/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/site-inquiry.h"

#include <glib/gi18n.h>

#include <string.h>

#include "policy/error.h"

/* The stub answers in well under a millisecond; one that is stuck is told as such. */
#define PATIENCE_MS 2000

typedef struct {
  PlSiteInquiries *all; /* not owned */
  guint16 number;
  GArray *findings;
  guint waiting; /* findings that are not known */
  guint patience;
  PlSiteInquiryDone done;
  gpointer data;
} Inquiry;

struct _PlSiteInquiries {
  PlWorkers *workers;
  GPtrArray *going_on; /* of Inquiry */
  guint16 last;
};

static void
inquiry_free (gpointer data)
{
  Inquiry *inquiry = data;

  g_clear_handle_id (&inquiry->patience, g_source_remove);
  g_array_unref (inquiry->findings);
  g_free (inquiry);
}

PlSiteInquiries *
pl_site_inquiries_new (PlWorkers *workers)
{
  PlSiteInquiries *inquiries = g_new0 (PlSiteInquiries, 1);

  inquiries->workers = workers;
  inquiries->going_on = g_ptr_array_new_with_free_func (inquiry_free);
  return inquiries;
}

static void
end (Inquiry *inquiry)
{
  PlSiteInquiryDone done = inquiry->done;
  gpointer data = inquiry->data;
  g_autoptr (GArray) findings = g_array_ref (inquiry->findings);

  g_ptr_array_remove (inquiry->all->going_on, inquiry);
  done (findings, data);
}

void
pl_site_inquiries_free (PlSiteInquiries *inquiries)
{
  if (inquiries == NULL)
    return;
  while (inquiries->going_on->len > 0)
    end (inquiries->going_on->pdata[0]);
  g_ptr_array_unref (inquiries->going_on);
  g_free (inquiries);
}

static gboolean
on_patience (gpointer data)
{
  ((Inquiry *)data)->patience = 0;
  end (data);
  return G_SOURCE_REMOVE;
}

static gboolean
ask_part (Inquiry *inquiry, const char *name, guint part)
{
  const PlSiteFinding *finding = &g_array_index (inquiry->findings, PlSiteFinding, part);
  PlWorkerMessage message = { .type = PL_WORKER_LOOK, .slot = finding->slot };

  message.look.question = inquiry->number;
  message.look.part = (guint16)part;
  message.look.access = (guint8)finding->access;
  message.look.length = (guint16)g_strlcpy (message.look.name, name, sizeof message.look.name);
  return pl_workers_look (inquiry->all->workers, &message);
}

static Inquiry *
begin (PlSiteInquiries *inquiries, GArray *findings, PlSiteInquiryDone done, gpointer data)
{
  Inquiry *inquiry = g_new0 (Inquiry, 1);

  inquiry->all = inquiries;
  inquiry->number = ++inquiries->last;
  inquiry->findings = findings;
  inquiry->waiting = findings->len;
  inquiry->done = done;
  inquiry->data = data;
  g_ptr_array_add (inquiries->going_on, inquiry);
  return inquiry;
}

gboolean
pl_site_inquiries_ask (PlSiteInquiries *inquiries,
                       const char *name,
                       GArray *findings,
                       PlSiteInquiryDone done,
                       gpointer data,
                       GError **error)
{
  if (inquiries->going_on->len >= PL_SITE_INQUIRIES_MAX) {
    g_array_unref (findings);
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
                 NC_ ("said", "%d sites are being looked at already"), PL_SITE_INQUIRIES_MAX);
    return FALSE;
  }
  Inquiry *inquiry = begin (inquiries, findings, done, data);
  for (guint i = 0; i < findings->len; i++)
    if (!ask_part (inquiry, name, i)) {
      g_ptr_array_remove (inquiries->going_on, inquiry);
      g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "the filter does not answer"));
      return FALSE;
    }
  inquiry->patience = g_timeout_add (findings->len > 0 ? PATIENCE_MS : 0, on_patience, inquiry);
  return TRUE;
}

static Inquiry *
inquiry_of (const PlSiteInquiries *inquiries, const PlWorkerMessage *message)
{
  for (guint i = 0; i < inquiries->going_on->len; i++) {
    Inquiry *inquiry = inquiries->going_on->pdata[i];
    if (inquiry->number == message->look.question && message->look.part < inquiry->findings->len)
      return inquiry;
  }
  return NULL;
}

/* A worker reads what came from the network: what it says is checked as a stranger's. */
static gboolean
is_sound (const PlSiteFinding *finding, const PlWorkerMessage *message)
{
  return !finding->known && finding->slot == message->slot &&
         message->look.length <= PL_HOSTNAME_MAX &&
         (guint)message->look.rule_offset + message->look.rule_length <= message->look.length &&
         message->look.answer <= PL_SITE_HELP && message->look.cause <= PL_SITE_BY_OTHER_NETWORK &&
         message->look.category >= PL_CATEGORY_NONE && message->look.category < PL_CATEGORY_MAX;
}

void
pl_site_inquiries_take (PlSiteInquiries *inquiries, const PlWorkerMessage *message)
{
  Inquiry *inquiry = inquiry_of (inquiries, message);
  PlSiteFinding *finding =
      inquiry != NULL ? &g_array_index (inquiry->findings, PlSiteFinding, message->look.part)
                      : NULL;

  if (finding == NULL || !is_sound (finding, message))
    return;
  finding->known = TRUE;
  finding->safe = message->look.safe != 0;
  finding->verdict = (PlSiteVerdict){
    .answer = (PlSiteAnswer)message->look.answer,
    .cause = (PlSiteCause)message->look.cause,
    .category = message->look.category,
    .rule_offset = message->look.rule_offset,
    .rule_length = message->look.rule_length,
  };
  if (--inquiry->waiting == 0)
    end (inquiry);
}
