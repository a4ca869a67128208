// A server process of one test: the real program, an empty data folder, a port that the system chose.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const READY = /^Visavis is ready: (https?:\/\/\S+)$/;
const PATIENCE_MS = 20_000;

/** Settings by their environment names, such as `VISAVIS_ICE_SERVERS`. */
export type Settings = Record<string, string>;

/** Where a server runs. */
export interface Ground {
  /** The address that it listens on; port 0 lets the system choose. */
  listen: string;
  /** What to call to run a program there. */
  command: (program: string, ...args: string[]) => [string, ...string[]];
}

const THIS_MACHINE: Ground = { listen: '127.0.0.1:0', command: (program, ...args) => [program, ...args] };

export class Server {
  #process: ChildProcess | undefined;
  #address: string | undefined;
  /** Seconds that its clock is ahead of the machine's. */
  #ahead = 0;
  readonly #lines: string[] = [];

  private constructor(
    readonly dataDir: string,
    private readonly settings: Settings,
    private readonly ground: Ground,
  ) {}

  /** Starts a server with an empty data folder. */
  static async start(settings: Settings = {}, ground = THIS_MACHINE): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'visavis-end2end-')), settings, ground);
    await server.#start(ground.listen);
    return server;
  }

  /** The file that tells it how far its clock is ahead. */
  get #clock(): string {
    return join(this.dataDir, 'ahead');
  }

  /** Where it listens, such as `http://127.0.0.1:40123` or the same by https; the same after a restart. */
  get address(): string {
    if (!this.#address) throw new Error('the server has not been started');
    return this.#address;
  }

  /** The whole address of a path. */
  url(path: string): string {
    return new URL(path, this.address).href;
  }

  /** Everything that it has written, for people who look into a failure. */
  get log(): string {
    return this.#lines.join('\n');
  }

  /** Asks it to go (SIGTERM) and waits until it has gone. Gives its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** Takes it away in the middle of whatever it does (SIGKILL). */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts it again with the same data folder on the same port. */
  async startAgain(): Promise<void> {
    if (this.#process) throw new Error('the server is still running');
    await this.#start(new URL(this.address).host);
  }

  /** Lets time go by for the server: its clock goes that much ahead. The browsers' clocks stay. */
  async pass(seconds: number): Promise<void> {
    this.#ahead += seconds;
    // In one step, so that it never reads half a figure.
    await writeFile(`${this.#clock}.next`, String(this.#ahead));
    await rename(`${this.#clock}.next`, this.#clock);
  }

  /** Ends it, if it runs, and removes its data folder. */
  async dispose(): Promise<void> {
    if (this.#process) await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #start(listen: string): Promise<void> {
    const program = process.env.VISAVIS_SERVER;
    if (!program) {
      throw new Error('VISAVIS_SERVER does not name the server; start the tests by `cargo xtask test --e2e`');
    }
    const [command, ...args] = this.ground.command(program);
    const child = spawn(command, args, {
      // Not the workspace: a `visavis.toml` of the person who runs the tests must not count.
      cwd: this.dataDir,
      env: {
        PATH: process.env.PATH,
        RUST_BACKTRACE: '1',
        RUST_LOG: process.env.RUST_LOG,
        // Nobody here needs a relay, and its usual port is one for all tests; those that are about it ask for one.
        VISAVIS_TURN_LISTEN: 'off',
        ...this.settings,
        VISAVIS_LISTEN: listen,
        VISAVIS_DATA_DIR: join(this.dataDir, 'data'),
        VISAVIS_CLOCK_AHEAD: this.#clock,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.#lines.push(`--- ${program} on ${listen}`);
    createInterface({ input: child.stderr }).on('line', (line) => this.#lines.push(line));

    this.#address = await new Promise<string>((resolve, reject) => {
      const tooLate = setTimeout(
        () => reject(new Error(`the server is not ready after ${PATIENCE_MS} ms:\n${this.log}`)),
        PATIENCE_MS,
      );
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        clearTimeout(tooLate);
        reject(new Error(`the server ended at once (${signal ?? code}):\n${this.log}`));
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#lines.push(line);
        const address = READY.exec(line)?.[1];
        if (address) {
          clearTimeout(tooLate);
          resolve(address.replace(/\/$/, ''));
        }
      });
    });
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    if (!child) throw new Error('the server is not running');
    this.#process = undefined;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  }
}
