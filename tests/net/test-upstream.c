/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/upstream.h"

#include "tests/tap.h"

static const guint8 nine[16] = { [10] = 0xff, 0xff, 9, 9, 9, 9 };

START_TEST (nameservers_are_read_in_order)
{
  PlUpstream upstreams[PL_UPSTREAM_MAX];

  guint n = pl_upstream_parse ("# by the network\nsearch home\n nameserver\t9.9.9.9 \n"
                               "nameserver 2001:db8::1\noptions edns0\n",
                               upstreams);
  ck_assert_uint_eq (n, 2);
  ck_assert_mem_eq (upstreams[0].address, nine, 16);
  ck_assert_uint_eq (upstreams[0].port, 53);
  ck_assert_uint_eq (upstreams[1].address[0], 0x20);
  ck_assert_uint_eq (upstreams[1].address[15], 1);
}
END_TEST

START_TEST (stubs_of_this_machine_are_passed_over)
{
  PlUpstream upstreams[PL_UPSTREAM_MAX];

  ck_assert_uint_eq (pl_upstream_parse ("nameserver 127.0.0.53\nnameserver ::1\nnameserver "
                                        "0.0.0.0\nnameserver 9.9.9.9",
                                        upstreams),
                     1);
  ck_assert_mem_eq (upstreams[0].address, nine, 16);
}
END_TEST

START_TEST (what_is_no_address_is_passed_over)
{
  PlUpstream upstreams[PL_UPSTREAM_MAX];

  ck_assert_uint_eq (pl_upstream_parse ("nameserver\nnameserver dns.example\nnameserver 9.9.9\n"
                                        "nameservers 9.9.9.9\nnameserver fe80::1%eth0\n",
                                        upstreams),
                     0);
}
END_TEST

START_TEST (more_than_the_most_are_cut)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PlUpstream upstreams[PL_UPSTREAM_MAX];

  for (guint i = 0; i < PL_UPSTREAM_MAX + 5; i++)
    g_string_append_printf (text, "nameserver 192.0.2.%u\n", i);
  ck_assert_uint_eq (pl_upstream_parse (text->str, upstreams), PL_UPSTREAM_MAX);
}
END_TEST

START_TEST (the_home_s_own_resolvers_come_first)
{
  PlHome home = { .n_upstreams = 1 };
  PlUpstream upstreams[PL_UPSTREAM_MAX];

  home.upstreams[0].address[15] = 42;
  ck_assert_uint_eq (pl_upstream_choose (&home, upstreams), 1);
  ck_assert_uint_eq (upstreams[0].address[15], 42);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    nameservers_are_read_in_order,       stubs_of_this_machine_are_passed_over,
    what_is_no_address_is_passed_over,   more_than_the_most_are_cut,
    the_home_s_own_resolvers_come_first, NULL,
  };

  return pl_tap_main ("upstream", tests, 10);
}
