/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/sites/site-list-private.h"

/*
 * What a line means. Sources: hosts(5); the Adblock Plus filter syntax; dnsmasq(8); RFC 1035
 * section 5 and draft-vixie-dnsop-dns-rpz for zone files.
 */

/* A part of a line. */
typedef struct {
  const char *at, *end;
} Text;

static gsize
text_length (Text text)
{
  return (gsize)(text.end - text.at);
}

static gboolean
text_is (Text text, const char *word)
{
  gsize length = strlen (word);

  return text_length (text) == length && g_ascii_strncasecmp (text.at, word, length) == 0;
}

static gboolean
text_begins (Text text, const char *prefix)
{
  gsize length = strlen (prefix);

  return text_length (text) >= length && memcmp (text.at, prefix, length) == 0;
}

static const char *
text_find (Text text, char c)
{
  return memchr (text.at, c, text_length (text));
}

static Text
text_trim (Text text)
{
  while (text.at < text.end && g_ascii_isspace (*text.at))
    text.at++;
  while (text.at < text.end && g_ascii_isspace (text.end[-1]))
    text.end--;
  return text;
}

/* Takes the next word off text; an empty one at its end. */
static Text
next_word (Text *text)
{
  Text word;

  *text = text_trim (*text);
  word = (Text){ text->at, text->at };
  while (word.end < text->end && !g_ascii_isspace (*word.end))
    word.end++;
  text->at = word.end;
  return word;
}

static void
add (PlSiteList *list, PlSiteRuleKind kind, Text name)
{
  pl_site_list_add (list, kind, name.at, text_length (name));
}

static gboolean
is_address (Text text)
{
  return pl_site_list_is_address (text.at, text_length (text));
}

/* Adblock. */

/* "##", "#@#", "#?#", "#$#", "#%#", "#@?#" ...: what follows selects parts of pages. */
static gboolean
begins_page_rule (Text text)
{
  const char *at = text.at + 1;

  if (at < text.end && *at == '@')
    at++;
  if (at < text.end && strchr ("?$%", *at) != NULL)
    at++;
  return text.end - at >= 2 && at[0] == '#' && at[1] != '#' && !g_ascii_isspace (at[1]);
}

/* What follows "||" in a rule: name^, or name alone. Rules have no blanks but before a comment. */
static void
read_adblock (PlSiteList *list, PlSiteRuleKind kind, Text rule)
{
  Text rest = rule, first = next_word (&rest);

  rest = text_trim (rest);
  if (text_begins (rest, "#") || text_begins (rest, "!"))
    rule = first;

  const char *caret = text_find (rule, '^');
  Text name = { rule.at, caret != NULL ? caret : rule.end };

  list->adblock = TRUE;
  if (caret == NULL || caret + 1 == rule.end)
    add (list, kind, name);
  else
    pl_site_list_skip (list, caret[1] == '$' ? PL_SITE_SKIP_MODIFIER : PL_SITE_SKIP_PATTERN);
}

static void
read_exception (PlSiteList *list, Text rule)
{
  list->adblock = TRUE;
  if (text_begins (rule, "||"))
    read_adblock (list, PL_SITE_RULE_EXCEPTION, (Text){ rule.at + 2, rule.end });
  else
    pl_site_list_skip (list, PL_SITE_SKIP_PATTERN);
}

/* Dnsmasq. */

/* TRUE if line is KEY=VALUE, with the key of an option. */
static gboolean
split_option (Text line, Text *key, Text *value)
{
  *key = (Text){ line.at, line.at };
  while (key->end < line.end && (g_ascii_islower (*key->end) || *key->end == '-'))
    key->end++;
  *value = text_trim ((Text){ key->end, line.end });
  if (key->at == key->end || !text_begins (*value, "="))
    return FALSE;
  *value = text_trim ((Text){ value->at + 1, value->end });
  return TRUE;
}

/* address=/name/..., address=/name/name/..., local=/name/. A server answers for its names. */
static void
read_option (PlSiteList *list, Text key, Text value)
{
  gboolean local = text_is (key, "local");
  const char *comment = value.at;

  while (comment < value.end && !g_ascii_isspace (*comment))
    comment++;
  value.end = comment;
  if (!(local || text_is (key, "address")) || (local && value.end[-1] != '/')) {
    pl_site_list_skip (list, PL_SITE_SKIP_NOT_A_BLOCK);
    return;
  }

  const char *slash;
  gboolean any = FALSE;

  if (text_begins (value, "/"))
    for (value.at++; (slash = text_find (value, '/')) != NULL; value.at = slash + 1) {
      add (list, PL_SITE_RULE_BLOCK, (Text){ value.at, slash });
      any = TRUE;
    }
  if (!any)
    pl_site_list_skip (list, PL_SITE_SKIP_INVALID_NAME);
}

/* Zone files (RPZ). */

static gboolean
is_record_type (Text word)
{
  static const char *const types[] = { "CNAME", "A",   "AAAA", "TXT",   "NS",    "SOA",
                                       "MX",    "PTR", "SRV",  "DNAME", "HTTPS", "SVCB" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (text_is (word, types[i]))
      return TRUE;
  return FALSE;
}

/* "300", "1h", "IN": what may stand between a record's name and its type. */
static gboolean
is_ttl_or_class (Text word)
{
  return g_ascii_isdigit (*word.at) || text_is (word, "IN");
}

/* RPZ actions that keep a name from being resolved, and addresses that lead nowhere. */
static gboolean
record_blocks (Text type, Text data)
{
  static const char *const nowhere[] = { "0.0.0.0", "127.0.0.1", "::", "::1" };

  if (text_is (type, "CNAME"))
    return text_is (data, ".") || text_is (data, "*.") || text_is (data, "rpz-drop.");
  if (text_is (type, "A") || text_is (type, "AAAA"))
    for (gsize i = 0; i < G_N_ELEMENTS (nowhere); i++)
      if (text_is (data, nowhere[i]))
        return TRUE;
  return FALSE;
}

/* RPZ triggers on addresses and name servers end in such a label: 32.1.2.0.192.rpz-ip. */
static gboolean
is_other_trigger (Text owner)
{
  const char *dot = memrchr (owner.at, '.', text_length (owner));

  return dot != NULL && g_ascii_strncasecmp (dot, ".rpz-", MIN (5, owner.end - dot)) == 0;
}

/* Takes the zone's own name off an absolute owner name. */
static Text
relative_owner (const PlSiteList *list, Text owner)
{
  gsize origin = strlen (list->origin);

  if (owner.at == owner.end || owner.end[-1] != '.')
    return owner;
  owner.end--;
  if (origin > 0 && text_length (owner) > origin && owner.end[-(gssize)origin - 1] == '.' &&
      g_ascii_strncasecmp (owner.end - origin, list->origin, origin) == 0)
    owner.end -= origin + 1;
  return owner;
}

static void
set_origin (PlSiteList *list, Text name)
{
  if (pl_hostname_normalise (name.at, text_length (name), list->origin) == 0)
    list->origin[0] = '\0';
}

static void
read_record (PlSiteList *list, Text owner, Text type, Text data)
{
  if (text_is (type, "SOA") && !text_is (owner, "@"))
    set_origin (list, owner);
  owner = relative_owner (list, owner);
  if (record_blocks (type, next_word (&data)) && !is_other_trigger (owner))
    add (list, PL_SITE_RULE_BLOCK, owner);
  else
    pl_site_list_skip (list, PL_SITE_SKIP_NOT_A_BLOCK);
}

/* Plain, wildcard, hosts and zone lines. */
static void
read_words (PlSiteList *list, Text line)
{
  Text first = next_word (&line), second = next_word (&line);

  if (*first.at == '$') {
    if (text_is (first, "$ORIGIN"))
      set_origin (list, second);
    pl_site_list_skip (list, PL_SITE_SKIP_NOT_A_BLOCK);
  } else if (second.at == second.end) {
    add (list, PL_SITE_RULE_BLOCK, first);
  } else if (is_address (first)) {
    for (; second.at < second.end; second = next_word (&line))
      add (list, PL_SITE_RULE_BLOCK, second);
  } else if (is_record_type (first)) { /* of the owner before */
    pl_site_list_skip (list, PL_SITE_SKIP_NOT_A_BLOCK);
  } else {
    while (second.at < second.end && is_ttl_or_class (second))
      second = next_word (&line);
    if (is_record_type (second))
      read_record (list, first, second, line);
    else
      pl_site_list_skip (list, PL_SITE_SKIP_INVALID_NAME);
  }
}

/* Lines that their first character tells; FALSE for the others. */
static gboolean
read_marked (PlSiteList *list, Text line)
{
  switch (*line.at) {
    case '!':
      list->adblock = TRUE;
      return TRUE;
    case ';':
      return TRUE;
    case '#':
      if (list->adblock && begins_page_rule (line))
        pl_site_list_skip (list, PL_SITE_SKIP_PATTERN);
      return TRUE;
    case '[': /* [Adblock Plus 2.0] */
      list->adblock = TRUE;
      if (line.end[-1] != ']')
        pl_site_list_skip (list, PL_SITE_SKIP_PATTERN);
      return TRUE;
    default:
      return FALSE;
  }
}

/* Where a comment starts in line, NULL if none does; *page_rule if what looks like one is no comment. */
static const char *
find_comment (Text line, gboolean *page_rule)
{
  for (const char *at = line.at; at < line.end; at++)
    if (*at == ';' || *at == '#') {
      *page_rule =
          *at == '#' && !g_ascii_isspace (at[-1]) && begins_page_rule ((Text){ at, line.end });
      return at;
    }
  return NULL;
}

void
pl_site_list_read_line (PlSiteList *list, const char *text, gsize length, gboolean too_long)
{
  Text line = text_trim ((Text){ text, text + length }), key, value;
  gboolean page_rule = FALSE;

  if (line.at == line.end || read_marked (list, line))
    return;

  const char *comment = find_comment (line, &page_rule);

  if (too_long && comment == NULL)
    pl_site_list_skip (list, PL_SITE_SKIP_LINE_TOO_LONG);
  else if (text_begins (line, "||"))
    read_adblock (list, PL_SITE_RULE_BLOCK, (Text){ line.at + 2, line.end });
  else if (text_begins (line, "@@"))
    read_exception (list, (Text){ line.at + 2, line.end });
  else if (split_option (line, &key, &value))
    read_option (list, key, value);
  else if (page_rule || *line.at == '/' || *line.at == '|')
    pl_site_list_skip (list, PL_SITE_SKIP_PATTERN);
  else
    read_words (list, (Text){ line.at, comment != NULL ? comment : line.end });
}
