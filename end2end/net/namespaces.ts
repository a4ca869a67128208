// Networks that nobody else is on: Linux network namespaces, made by the tests and gone with them.
//
// A name says which process made it, so that what a process left behind when it was killed is found and removed by
// the next run. Only programs inside such a namespace are ever ended.

import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FAMILY = 'visavis';
let made = 0;

/** Runs a command that ends by itself, and gives what it wrote. */
export function run(program: string, ...args: string[]): string {
  // What it complains of is in the error, and nowhere else.
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
}

export class Namespace {
  private constructor(readonly name: string) {}

  /** A network with nothing in it but its own loopback. */
  static make(label: string): Namespace {
    made += 1;
    const namespace = new Namespace(`${FAMILY}-${process.pid}-${made}-${label}`);
    run('ip', 'netns', 'add', namespace.name);
    namespace.ip('link', 'set', 'lo', 'up');
    return namespace;
  }

  /** `ip` inside. */
  ip(...args: string[]): string {
    return run('ip', '-n', this.name, ...args);
  }

  /** Any command inside. */
  run(program: string, ...args: string[]): string {
    return run(...this.command(program, ...args));
  }

  /** Starts a program inside that goes on until it is ended. */
  spawn(program: string, args: string[], options: SpawnOptions): ChildProcess {
    const [first, ...rest] = this.command(program, ...args);
    return spawn(first, rest, options);
  }

  /** What to call so that a program runs inside. It takes the place of what was called: its process is the same. */
  command(program: string, ...args: string[]): [string, ...string[]] {
    return ['ip', 'netns', 'exec', this.name, program, ...args];
  }

  /** Writes a program into `folder` that runs another one inside, for those who take nothing but a path. */
  async wrap(program: string, folder: string): Promise<string> {
    const path = join(folder, `${this.name}.sh`);
    const quoted = this.command(program).map((word) => `'${word.replaceAll("'", "'\\''")}'`);
    await writeFile(path, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`);
    await chmod(path, 0o755);
    return path;
  }

  /** A line from here to there, with the name of its end at each. */
  connect(here: string, to: Namespace, there: string): void {
    this.ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', to.name);
    this.ip('link', 'set', here, 'up');
    to.ip('link', 'set', there, 'up');
  }

  /** Ends whatever runs inside and takes the network away. */
  dispose(): void {
    remove(this.name);
  }
}

/** Removes what processes have left behind that are no more. */
export function sweep(): void {
  for (const line of run('ip', 'netns', 'list').split('\n')) {
    const [name = ''] = line.split(' ');
    const [family, maker] = name.split('-');
    if (family === FAMILY && !isAlive(Number(maker))) remove(name);
  }
}

function remove(name: string): void {
  for (const inside of run('ip', 'netns', 'pids', name).split('\n').filter(Boolean)) {
    try {
      process.kill(Number(inside), 'SIGKILL');
    } catch {
      // It has ended by itself meanwhile.
    }
  }
  run('ip', 'netns', 'delete', name);
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}
