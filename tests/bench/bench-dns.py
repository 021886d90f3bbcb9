#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""One table: our DNS stub, dnsmasq and unbound, with the same million names and the same queries.

Each server is pinned to one core, the client (dnsperf) and the upstream to another. The servers run
side by side and are measured in turns, so that whatever else the machine does meets them all; of the
rates the best counts, since a disturbed round says nothing of the server.
CPU is what the kernel's scheduler counted for the process. Memory is its private pages; mapped are
those of files (our site index), which the kernel shares with whoever maps them, too, and can drop.

Environment: PL_CTL, PL_STAND, PL_UPSTREAM (programs), PL_RESOLVER; BENCH_NAMES, BENCH_RATE, BENCH_SECONDS.
"""
import itertools
import os
import pathlib
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

NAMES = int(os.environ.get('BENCH_NAMES', 1_000_000))
RATE = int(os.environ.get('BENCH_RATE', 10_000))
SECONDS = int(os.environ.get('BENCH_SECONDS', 4))
ROUNDS = 5
QUERIES = 200_000
SERVER_CORE, CLIENT_CORE = 0, 1
SKIP = 77


def list_names(count):
    """Names in the manner of block lists: short registered names, many with one label more."""
    rng = random.Random(1)
    letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
    tops = ['com', 'net', 'org', 'xyz', 'info', 'top', 'co.uk', 'de', 'ru', 'online']
    names = {}
    while len(names) < count:
        name = ''.join(rng.choices(letters, k=rng.randint(6, 18))) + '.' + rng.choice(tops)
        if rng.random() < 0.4:
            name = rng.choice(['www', 'cdn', 'm', 'static', 'play', 'img']) + '.' + name
        names[name] = True
    return list(names)


def write_queries(path, blocked):
    """Three in ten blocked (half of them below the name), six in ten popular, one in ten new."""
    rng = random.Random(2)
    popular = [f'www.popular{n}.example' for n in range(2000)]
    with open(path, 'w') as out:
        for n in range(QUERIES):
            kind = rng.random()
            if kind < 0.15:
                name = rng.choice(blocked)
            elif kind < 0.3:
                name = 'a.' + rng.choice(blocked)
            elif kind < 0.9:
                name = popular[min(int(rng.paretovariate(0.7)), len(popular)) - 1]
            else:
                name = f'new{n}.example'
            out.write(f'{name} A\n')


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def pinned(core, *command, **options):
    return subprocess.Popen(['taskset', '-c', str(core), *command], **options)


def first_answer(port, name, since, process):
    """Milliseconds from since to the first answer to a question for name."""
    question = b''.join(bytes([len(label)]) + label.encode() for label in name.split('.'))
    query = b'\0\1\1\0\0\1\0\0\0\0\0\0' + question + b'\0\0\1\0\1'
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.connect(('127.0.0.1', port))
        client.settimeout(0.002)
        while process.poll() is None:
            try:
                client.send(query)
                client.recv(512)
                return (time.monotonic() - since) * 1000
            except (ConnectionRefusedError, TimeoutError):
                time.sleep(0.001)
    sys.exit(f'{process.args}: ended with {process.returncode}')


class Server:
    def __init__(self, name, process, pid, port, first_ms):
        self.name, self.process, self.pid, self.port = name, process, pid, port
        self.first_ms, self.cpu_us, self.rates = first_ms, [], []

    def cpu_ns(self):
        return int(pathlib.Path(f'/proc/{self.pid}/schedstat').read_text().split()[0])

    def memory_mb(self, key):
        rollup = pathlib.Path(f'/proc/{self.pid}/smaps_rollup').read_text().splitlines()
        return sum(int(line.split()[1]) for line in rollup if line.startswith(key)) / 1024


def start_ours(folder, names, upstream):
    index, plain = folder / 'index', folder / 'names'
    plain.write_text('\n'.join(names) + '\n')
    subprocess.run([os.environ['PL_CTL'], 'sites', 'build', '-o', index, f'gambling={plain}'],
                   check=True, stdout=subprocess.DEVNULL)
    stand = pinned(SERVER_CORE, os.environ['PL_STAND'], index, str(upstream), names[0],
                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    pid, port, first_ms = stand.stdout.readline().split()
    return Server('porchlight', stand, int(pid), int(port), float(first_ms))


def start_peer(name, command, port, probe):
    since = time.monotonic()
    process = pinned(SERVER_CORE, *command, stderr=subprocess.DEVNULL)
    first_ms = first_answer(port, probe, since, process)
    return Server(name, process, process.pid, port, first_ms)


def start_dnsmasq(folder, names, upstream):
    port, config = free_port(), folder / 'dnsmasq.conf'
    config.write_text(
        f'port={port}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\n'
        f'user=root\nserver=127.0.0.1#{upstream}\ncache-size=10000\ndns-forward-max=2000\n'
        + ''.join(f'address=/{name}/192.0.2.53\n' for name in names))
    return start_peer('dnsmasq', ['dnsmasq', '-k', '-x', folder / 'dnsmasq.pid', '-C', config],
                      port, names[0])


def start_unbound(folder, names, upstream):
    port, config = free_port(), folder / 'unbound.conf'
    config.write_text(
        f'server:\n interface: 127.0.0.1\n port: {port}\n num-threads: 1\n chroot: ""\n'
        f' username: ""\n directory: "{folder}"\n pidfile: ""\n use-syslog: no\n'
        ' do-not-query-localhost: no\n module-config: "iterator"\n msg-cache-size: 4m\n'
        ' rrset-cache-size: 8m\n outgoing-range: 4096\n num-queries-per-thread: 2048\n'
        + ''.join(f' local-zone: "{name}" always_refuse\n' for name in names)
        + f'forward-zone:\n name: "."\n forward-addr: 127.0.0.1@{upstream}\n'
        'remote-control:\n control-enable: no\n')
    return start_peer('unbound', ['unbound', '-d', '-c', config], port, names[0])


def dnsperf(port, queries, *options):
    """Runs it and returns (queries completed, queries a second)."""
    run = subprocess.run(
        ['taskset', '-c', str(CLIENT_CORE), 'dnsperf', '-s', '127.0.0.1', '-p', str(port), '-d',
         queries, '-l', str(SECONDS), *options],
        check=True, capture_output=True, text=True)
    fields = dict(line.strip().split(':', 1) for line in run.stdout.splitlines() if ':' in line)
    return (int(fields['Queries completed'].split()[0]), float(fields['Queries per second']))


def measure_paced(server, queries):
    before = server.cpu_ns()
    completed, _ = dnsperf(server.port, queries, '-Q', str(RATE), '-c', '20')
    server.cpu_us.append((server.cpu_ns() - before) / 1000 / completed)


def measure_throughput(server, queries):
    _, rate = dnsperf(server.port, queries, '-c', '20', '-q', '100')
    server.rates.append(rate)


def print_table(servers):
    print(f'{NAMES} names; {RATE} queries/s paced, {ROUNDS} rounds of {SECONDS} s; median CPU, best rate')
    print(f'{"":12}{"CPU us/query":>14}{"queries/s":>12}{"private MB":>12}{"mapped MB":>11}{"first answer ms":>17}')
    for it in servers:
        print(f'{it.name:12}{statistics.median(it.cpu_us):14.2f}{max(it.rates):12.0f}'
              f'{it.memory_mb("Private_Dirty"):12.1f}{it.memory_mb("Private_Clean"):11.1f}'
              f'{it.first_ms:17.1f}')
    ours, *peers = [statistics.median(it.cpu_us) for it in servers]
    print(f'CPU a query, ours to the better peer: {ours / min(peers):.2f} (to reach: 0.80)')


def main():
    for program in ('dnsperf', 'dnsmasq', 'unbound', 'taskset'):
        if shutil.which(program) is None:
            print(f'{program} is not installed')
            return SKIP
    if os.cpu_count() < 2:
        print('two cores are needed')
        return SKIP
    servers = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        names, queries = list_names(NAMES), folder / 'queries'
        write_queries(queries, names)
        upstream = pinned(CLIENT_CORE, os.environ['PL_UPSTREAM'], stdout=subprocess.PIPE, text=True)
        port = int(upstream.stdout.readline())
        try:
            for start in (start_ours, start_dnsmasq, start_unbound):
                servers.append(start(folder, names, port))
            for _, server in itertools.product(range(ROUNDS), servers):
                measure_paced(server, queries)
            for _, server in itertools.product(range(ROUNDS), servers):
                measure_throughput(server, queries)
            print_table(servers)
        finally:
            for server in servers:
                if server.process.stdin is not None:
                    server.process.stdin.close()
                else:
                    server.process.terminate()
                server.process.wait()
            upstream.terminate()
            upstream.wait()
    return 0


if __name__ == '__main__':
    sys.exit(main())
