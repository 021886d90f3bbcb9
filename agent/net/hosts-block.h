/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The text of Porchlight's lines in a hosts file (hosts(5)): a marked block of names that are kept from
 * everyone on the machine (F9). The file is bytes to carry through, not to parse: lines end with "\n"
 * and may hold anything.
 *
 * Ours are, from a begin mark to an end mark (or the file's end), the lines that begin as ours do.
 * Every other line stays, byte for byte and in its order, also one that somebody put between.
 */

/*
 * The block for names (normal form, NULL-terminated), each with its "www.": every line ends with
 * "\n". Both addresses are the block address, the second as an IPv4-mapped one, so that a question for
 * IPv6 addresses only is answered here, too. Transfer full.
 */
char *pl_hosts_block_text (const char *const *names);

/* TRUE if the block stands in the file once, whole, in lines of its own, and no other line is ours. */
gboolean pl_hosts_block_stands (GBytes *file, const char *block);

/* The file without our lines. Transfer full. */
GBytes *pl_hosts_block_remove (GBytes *file);

/*
 * The file with the block: at its start, so that a last line without "\n" stays as it is; where it
 * stands already, the file itself. Transfer full.
 */
GBytes *pl_hosts_block_put (GBytes *file, const char *block);

G_END_DECLS
