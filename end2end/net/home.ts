// A home as most are: a machine with a private address, behind a router that shows one address for all.
//
// Every home has the same private addresses, as real ones do: what is tried between them must not find anybody.

import { Namespace } from './namespaces.ts';

/** How a router translates (RFC 4787, in the words that people use for it). */
export type Translation =
  /** A port inside has one port outside; only who was sent to may send back. STUN is enough. */
  | 'port-restricted'
  /** Another port outside for each destination: what STUN tells is true for the STUN server only. */
  | 'symmetric';

export interface HomeOptions {
  translation?: Translation;
  /** Which packets get out; `tcp` is what remains where a firewall lets no UDP pass. */
  passes?: 'everything' | 'tcp';
  /** Ways out, each by a router of its own. The machine takes the first that is up. */
  uplinks?: 1 | 2;
}

export class Home {
  /** Where the browser runs. */
  readonly machine: Namespace;
  readonly #routers = new Map<number, Namespace>();

  /** `plugIn` connects a router's line, called `outside`, with the public network. */
  constructor(
    number: number,
    { translation = 'port-restricted', passes = 'everything', uplinks = 1 }: HomeOptions,
    plugIn: (router: Namespace, uplink: number) => void,
  ) {
    this.machine = Namespace.make(`home${number}`);
    for (let uplink = 1; uplink <= uplinks; uplink += 1) {
      const router = Namespace.make(`router${number}-${uplink}`);
      this.#routers.set(uplink, router);
      plugIn(router, uplink);
      translate(router, translation, passes);
      router.connect('inside', this.machine, line(uplink));
      router.ip('address', 'add', `192.168.${uplink}.1/24`, 'dev', 'inside');
      this.machine.ip('address', 'add', `192.168.${uplink}.2/24`, 'dev', line(uplink));
      // Whoever sends by an address sends by its line.
      this.machine.ip('rule', 'add', 'from', `192.168.${uplink}.2`, 'table', String(100 + uplink));
      this.#route(uplink);
    }
  }

  /** The way out that an address belongs to, one of the machine's own or one that a router shows. */
  uplinkOf(address: string): number {
    const [, inside, outside] = /^(?:192\.168\.(\d)\.2|198\.51\.100\.\d(\d))$/.exec(address) ?? [];
    const uplink = Number(inside ?? outside);
    if (!this.#routers.has(uplink)) throw new Error(`no way out of this home has the address ${address}`);
    return uplink;
  }

  /** Pulls the cable of a way out: the machine knows at once. */
  cut(uplink = 1): void {
    this.machine.ip('link', 'set', line(uplink), 'down');
  }

  /** Puts it back. */
  mend(uplink = 1): void {
    this.machine.ip('link', 'set', line(uplink), 'up');
    this.#route(uplink);
  }

  /** Lets the way beyond the router swallow everything: nobody is told. */
  darken(uplink = 1): void {
    this.#router(uplink).ip('link', 'set', 'outside', 'down');
  }

  /** Lets it pass again. */
  lighten(uplink = 1): void {
    this.#router(uplink).ip('link', 'set', 'outside', 'up');
  }

  /** Loses this share (0 to 1) of all packets from now on, both ways, at random. */
  lose(share: number, uplink = 1): void {
    const drop = ['-m', 'statistic', '--mode', 'random', '--probability', String(share), '-j', 'DROP'];
    this.#router(uplink).run('iptables', '-w', '-I', 'FORWARD', ...drop);
  }

  /** Lets no more than this many kbit/s out, with a queue of 300 ms as a cheap modem has it; `undefined` lets all. */
  narrow(kilobits: number | undefined, uplink = 1): void {
    const outside = ['qdisc', kilobits === undefined ? 'delete' : 'replace', 'dev', 'outside', 'root'];
    const limit = kilobits === undefined ? [] : ['tbf', 'rate', `${kilobits}kbit`, 'burst', '4kb', 'latency', '300ms'];
    this.#router(uplink).run('tc', ...outside, ...limit);
  }

  dispose(): void {
    this.machine.dispose();
    for (const router of this.#routers.values()) router.dispose();
  }

  #router(uplink: number): Namespace {
    const router = this.#routers.get(uplink);
    if (!router) throw new Error(`this home has no way out ${uplink}`);
    return router;
  }

  /** The ways of the machine by this line, which go when the line does. */
  #route(uplink: number): void {
    const by = ['default', 'via', `192.168.${uplink}.1`, 'dev', line(uplink)];
    this.machine.ip('route', 'replace', ...by, 'metric', String(100 * uplink));
    this.machine.ip('route', 'replace', ...by, 'table', String(100 + uplink));
  }
}

function line(uplink: number): string {
  return `uplink${uplink}`;
}

function translate(router: Namespace, translation: Translation, passes: HomeOptions['passes']): void {
  const rule = (...args: string[]) => router.run('iptables', '-w', ...args);
  const changing = translation === 'symmetric' ? ['--random-fully'] : [];
  rule('-t', 'nat', '-A', 'POSTROUTING', '-o', 'outside', '-j', 'MASQUERADE', ...changing);
  // What comes before anybody has sent there is dropped and not remembered: remembered, it would take the port that
  // the one inside is about to use, and a port-restricted router would turn into a symmetric one.
  rule('-A', 'INPUT', '-i', 'outside', '-m', 'conntrack', '--ctstate', 'NEW', '-j', 'DROP');
  if (passes === 'tcp') rule('-A', 'FORWARD', '-p', 'udp', '-j', 'DROP');
  rule('-A', 'FORWARD', '-i', 'inside', '-j', 'ACCEPT');
  rule('-A', 'FORWARD', '-m', 'conntrack', '--ctstate', 'ESTABLISHED,RELATED', '-j', 'ACCEPT');
  rule('-P', 'FORWARD', 'DROP');
  router.run('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
}
