/** What every flow stands on: one county (a central server with the made-up banner) for all flows of a worker, and a workbench
 *  that starts desks, lines and windows and puts them away afterwards.
 *  CO1 a flow never leans on what another left: each takes people of its own.  CO2 a window that complained — an error in its
 *  console, a breach of its content policy — fails its flow, unless the flow said that it breaks the line.              */
import { type Browser, test as base } from '@playwright/test';
import { type DeskLine, openLine, waitUntilSynced } from './desk-line.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type Account, type Centre, type DeskProcess, startCentre, startDesk } from './processes.ts';
import { DeskWindow, openWindow } from './window.ts';

interface DeskOptions {
  /** Signed in from the start. */
  readonly as?: Account;
  /** Goes to the centre through this line. */
  readonly through?: FaultProxy;
  /** Of a centre of the flow's own. */
  readonly central?: string;
  readonly computer?: string;
}

/** Where somebody sits: their desk by its line and by its window. */
export interface Seat {
  readonly line: DeskLine;
  readonly window: DeskWindow;
}

const COMPUTER_OF: Readonly<Record<Account, string>> = {
  naren: '民政办-3',
  wangjianguo: '民政办-1',
  gaomin: '东风-2',
  liuzhigang: '东风-1',
  chenliqun: '残联-1',
  saren: '民政局-1',
  batu: '财政局-1',
  hasi: '市民政局-1',
};

/** Starts things and remembers them. */
export class Workbench {
  readonly #browser: Browser;
  readonly #centre: () => Promise<Centre>;
  readonly #ends: (() => Promise<unknown>)[] = [];
  readonly #windows: DeskWindow[] = [];

  constructor(browser: Browser, centre: () => Promise<Centre>) {
    this.#browser = browser;
    this.#centre = centre;
  }

  /** The county's own centre, for what only its rows can say. */
  centre(): Promise<Centre> {
    return this.#centre();
  }

  async proxy(target?: string): Promise<FaultProxy> {
    const proxy = await startFaultProxy(target ?? (await this.#centre()).url);
    this.#ends.push(() => proxy.close());
    return proxy;
  }

  /** A centre of this flow's own, to be broken. */
  async ownCentre(more: readonly string[] = []): Promise<Centre> {
    const centre = await startCentre(more);
    this.#ends.push(() => centre.stop());
    return centre;
  }

  async desk({ as, through, central, computer }: DeskOptions = {}): Promise<DeskProcess> {
    const desk = await startDesk({
      central: through?.url ?? central ?? (await this.#centre()).url,
      computer: computer ?? (as ? COMPUTER_OF[as] : '办公室-1'),
      ...(as ? { signIn: as } : {}),
    });
    this.#ends.push(() => desk.stop());
    return desk;
  }

  async line(desk: DeskProcess): Promise<DeskLine> {
    const line = await openLine(desk.url);
    this.#ends.push(async () => line.close());
    return line;
  }

  async window(desk: DeskProcess): Promise<DeskWindow> {
    const window = await openWindow(this.#browser, desk.url);
    this.#windows.push(window);
    return window;
  }

  /** A desk that holds all that is theirs. */
  async seat(options: DeskOptions): Promise<Seat> {
    const desk = await this.desk(options);
    const line = await this.line(desk);
    await waitUntilSynced(line);
    return { line, window: await this.window(desk) };
  }

  async end(): Promise<string[]> {
    const complaints: string[] = [];
    for (const window of this.#windows) complaints.push(...(await window.close()));
    for (const end of this.#ends.toReversed()) await end();
    return complaints;
  }
}

interface WorkerThings {
  /** Started when the first flow asks for it. */
  county: () => Promise<Centre>;
}

export const test = base.extend<{ bench: Workbench }, WorkerThings>({
  county: [
    // Playwright reads what a fixture needs off the braces: empty ones say that it needs nothing.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      let centre: Promise<Centre> | undefined;
      await provide(() => (centre ??= startCentre()));
      await (await centre)?.stop();
    },
    { scope: 'worker' },
  ],
  bench: async ({ browser, county }, provide, testInfo) => {
    const bench = new Workbench(browser, county);
    await provide(bench);
    const complaints = await bench.end();
    if (testInfo.status === testInfo.expectedStatus && complaints.length > 0)
      throw new Error(['a window complained:', ...complaints].join('\n  '));
  },
});

export { expect } from '@playwright/test';
