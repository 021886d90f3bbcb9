/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <arpa/inet.h>
#include <string.h>

#include "policy/sites/site-list-private.h"

void
pl_site_list_skip (PlSiteList *list, PlSiteSkip reason)
{
  if (list->skipped)
    return;
  list->skipped = TRUE;
  list->reason = reason;
}

gboolean
pl_site_list_is_address (const char *text, gsize length)
{
  char copy[INET6_ADDRSTRLEN + 16]; /* and a zone or a prefix length */
  struct in_addr ipv4;
  struct in6_addr ipv6;

  if (length == 0 || length >= sizeof copy || !(g_ascii_isxdigit (text[0]) || text[0] == ':'))
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  copy[strcspn (copy, "%/")] = '\0';
  return inet_aton (copy, &ipv4) != 0 || inet_pton (AF_INET6, copy, &ipv6) == 1;
}

/* Why text, which has no normal form, is not a name. */
static PlSiteSkip
reason_for (const char *text, gsize length)
{
  if (pl_site_list_is_address (text, length))
    return PL_SITE_SKIP_ADDRESS;
  if (memchr (text, '$', length) != NULL)
    return PL_SITE_SKIP_MODIFIER;
  for (gsize i = 0; i < length; i++)
    if (strchr ("*/^|~:", text[i]) != NULL)
      return PL_SITE_SKIP_PATTERN;
  return PL_SITE_SKIP_INVALID_NAME;
}

/* Bytes of "*.", "**." and "." before a name: every rule holds for what is below its name anyway. */
static gsize
wildcard_length (const char *text, gsize length)
{
  gsize skipped = 0;

  for (gsize i = 0; i < length && (text[i] == '*' || text[i] == '.'); i++)
    if (text[i] == '.')
      skipped = i + 1;
  return skipped;
}

void
pl_site_list_add (PlSiteList *list, PlSiteRuleKind kind, const char *text, gsize length)
{
  char name[PL_HOSTNAME_MAX + 1];
  gsize wildcard = wildcard_length (text, length);
  gsize written = pl_hostname_normalise (text + wildcard, length - wildcard, name);

  if (written == 0)
    pl_site_list_skip (list, reason_for (text, length));
  else if (memchr (name, '.', written) == NULL)
    pl_site_list_skip (list, PL_SITE_SKIP_SINGLE_LABEL);
  else if (pl_hostname_is_public_suffix (name))
    pl_site_list_skip (list, PL_SITE_SKIP_PUBLIC_SUFFIX);
  else {
    list->gave_rule = TRUE;
    list->report.rules++;
    list->func (kind, name, written, list->user_data);
  }
}
