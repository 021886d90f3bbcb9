/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/guidance.h"

#include <glib/gi18n.h>

#define EVERY_KIND PL_CONCERN_KINDS

static const struct {
  guint kind;
  const char *words;
} sentences[] = {
  { EVERY_KIND, NC_ ("guidance",
                     "Listen, and thank them for telling. Do not ask leading questions: one person "
                     "asks, and not twice.") },
  { EVERY_KIND,
    NC_ ("guidance", "Do not promise to keep it secret. Say who needs to know, and why.") },
  { EVERY_KIND,
    NC_ ("guidance",
         "Say that they are not in trouble. A concern is never a reason for a restriction.") },
  { EVERY_KIND, NC_ ("guidance",
                     "Do not look at, copy, forward or print pictures, and do not ask to be shown "
                     "them. It can be an offence.") },
  { EVERY_KIND,
    NC_ ("guidance",
         "Keep addresses, account names, dates and times. Write down the child's own words.") },
  { EVERY_KIND, NC_ ("guidance", "Never ask for a password, and do not write one down.") },
  { EVERY_KIND, NC_ ("guidance", "If a child is in danger now, ring 999 first.") },
  { PL_CONCERN_PICTURES, NC_ ("guidance",
                              "Do not delete anything, and ask nobody to. Leave the device as it "
                              "is, switched on or off, and ask the police.") },
  { PL_CONCERN_PICTURES, NC_ ("guidance",
                              "If a picture of somebody under 18 is going round, Report Remove "
                              "(Childline and IWF) takes it down.") },
  { PL_CONCERN_SHARED, NC_ ("guidance",
                            "Ask what would help first. Report Remove (Childline and IWF) takes "
                            "down pictures of people under 18.") },
  { PL_CONCERN_SHARED, NC_ ("guidance", "Do not blame: sharing is often pressed for.") },
  { PL_CONCERN_STRANGER,
    NC_ ("guidance",
         "Do not answer in the child's name, and do not warn the person. Ask the police first.") },
  { PL_CONCERN_MEETING,
    NC_ ("guidance",
         "Do not go in the child's place, and do not warn the person. Ask the police first.") },
  { PL_CONCERN_MEETING,
    NC_ ("guidance", "Ask the child now whether a time and a place are agreed.") },
  { PL_CONCERN_SELF_HARM, NC_ ("guidance",
                               "Stay with the child. Ask about today, and see to wounds. Ring 111 "
                               "or 999 when in doubt.") },
  { PL_CONCERN_SELF_HARM,
    NC_ ("guidance",
         "Do not take a device away for it: that can cut a child off from those who help.") },
  { PL_CONCERN_BULLYING, NC_ ("guidance",
                              "Ask what the child wants to happen. Help to block and report it, "
                              "and keep what was sent.") },
  { PL_CONCERN_UPSETTING,
    NC_ ("guidance", "If it calls for violence, ask the safeguarding lead about Prevent.") },
  { PL_CONCERN_MONEY,
    NC_ ("guidance",
         "Pay nothing. The bank and Action Fraud (0300 123 2040) can often stop a payment.") },
  { PL_CONCERN_STAFF_MEMBER, NC_ ("guidance",
                                  "Do not look into it yourself, and do not speak to the person. "
                                  "Ring the designated officer (LADO).") },
  { PL_CONCERN_STAFF_MEMBER,
    NC_ ("guidance", "Tell nobody who need not know. Write down what you did, and when.") },
  { PL_CONCERN_TALK,
    NC_ ("guidance", "Find a time today, and a quiet place that the child chooses.") },
};

const char **
pl_guidance_for (PlConcernKind kind)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].kind == EVERY_KIND || sentences[i].kind == (guint)kind)
      g_ptr_array_add (words, (gpointer)sentences[i].words);
  g_ptr_array_add (words, NULL);
  return (const char **)g_ptr_array_steal (words, NULL);
}
