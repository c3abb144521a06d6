/** Made-up answers to every call of the screens' contract. Goes when the real replica serves. */
import { parseArgs } from 'node:util';
import { implement } from '@orpc/server';
import { deskContract } from '#shared/rpc/desk.ts';
import type { Role } from '#shared/domain/state.ts';
import { conflicts, imports } from './more-calls.ts';
import { deadlineOf, pageOf, people, rowOf, stateOf, TODAY } from './world.ts';

export const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: 'out/renderer' },
    role: { type: 'string', default: 'TOWNSHIP_CLERK' },
    link: { type: 'string', default: 'offline' },
    locked: { type: 'boolean', default: false },
  },
});
const NOW = '2026-11-23T02:43:00.000Z';
const UNITS: Record<string, [string, string]> = {
  TOWNSHIP_CLERK: ['娜仁', '查干淖尔苏木民政办'],
  TOWNSHIP_REVIEWER: ['王建国', '查干淖尔苏木民政办'],
  COUNTY_FEDERATION_REVIEWER: ['陈立群', '乌兰淖尔旗残联'],
  COUNTY_CIVIL_AFFAIRS_APPROVER: ['萨仁', '乌兰淖尔旗民政局'],
};
let isOpen = !values.locked;
let topics: string[] = [];
const wakers = new Set<() => void>();
function changed(...names: string[]): void {
  topics = names;
  for (const wake of wakers) wake();
}

const os = implement(deskContract);
const [personName, unitName] = UNITS[values.role] ?? ['娜仁', ''];
const me = {
  accountId: 1,
  account: 'naren',
  personName,
  role: values.role as Role,
  unitName,
  scopes: [159999101000],
  computerName: '苏木-2号机',
  deviceNumber: 2,
  countyName: '乌兰淖尔旗',
};

const session = {
  status: os.session.status.handler(() => ({
    state: isOpen ? ('open' as const) : ('locked' as const),
    computerName: '苏木-2号机',
    centralUrl: 'https://sumu.example:8443',
    complete: true,
    today: TODAY,
    me: isOpen ? me : null,
    known: [
      { account: 'naren', personName: '娜仁', unitName: '查干淖尔苏木民政办' },
      { account: 'wangjianguo', personName: '王建国', unitName: '查干淖尔苏木民政办' },
    ],
  })),
  signIn: os.session.signIn.handler(({ input }) => {
    if (input.password !== 'sumu-demo-2026') return { ok: false as const, code: 'wrong-password' as const };
    isOpen = true;
    changed('session');
    return { ok: true as const, mode: 'offline' as const };
  }),
  signOut: os.session.signOut.handler(() => {
    isOpen = false;
    changed('session');
    return {};
  }),
};
const watch = os.watch.handler(async function* ({ signal }) {
  while (!signal?.aborted) {
    await new Promise<void>((resolve) => {
      wakers.add(resolve);
      signal?.addEventListener('abort', () => resolve());
    });
    yield { topics };
  }
});
const isOffline = values.link === 'offline';
const link = {
  status: os.link.status.handler(() => ({
    state: isOffline ? ('offline' as const) : ('online' as const),
    since: isOffline ? '2026-11-23T00:12:00.000Z' : null,
    lastReceivedAt: '2026-11-23T00:11:00.000Z',
    nextTryAt: null,
    waiting: isOffline ? 12 : 0,
    oldestWaitingAt: isOffline ? '2026-11-23T00:12:00.000Z' : null,
    needsYou: isOffline ? 3 : 0,
    sending: null,
    packVersion: '2026-07',
    firstSync: null,
  })),
  tryNow: os.link.tryNow.handler(() => ({})),
};
const tasks: Record<string, string> = {
  PRELIMINARY_PASSED: 'entry',
  FEDERATION_REVIEW: 'federationReview',
  RETURNED_TO_TOWNSHIP: 'returnHop',
  SUPPLEMENT_REQUESTED: 'supplement',
  DETERMINING: 'determine',
  PRELIMINARY_REVIEW: 'preliminary',
  SUBMITTED: 'application.accept',
};
const todayRow = (at: number) => ({
  ...rowOf(at),
  task: tasks[stateOf(at)] ?? 'entry',
  note: stateOf(at) === 'RETURNED_TO_TOWNSHIP' ? '残联退回：类别或等级与残联库不一致' : null,
});
const withKind = (kind: string) =>
  [...Array(60).keys()]
    .filter((at) => deadlineOf(at).kind === kind && stateOf(at) !== 'RETURNED_TO_TOWNSHIP')
    .map(todayRow);
const today = {
  overview: os.today.overview.handler(() => {
    const overdue = withKind('overdue');
    const soon = [...withKind('today'), ...withKind('soon')];
    const returned = [...Array(60).keys()]
      .filter((at) => stateOf(at) === 'RETURNED_TO_TOWNSHIP')
      .map(todayRow)
      .slice(0, 3);
    const mine = [...Array(60).keys()]
      .filter((at) => stateOf(at) === 'PRELIMINARY_REVIEW')
      .map(todayRow)
      .slice(0, 4);
    return {
      today: TODAY,
      counts: {
        overdue: overdue.length,
        soon: soon.length,
        returned: returned.length,
        conflicts: 1,
        needsYou: 3,
        expiring: 6,
        others: 9,
      },
      groups: [
        { group: 'overdue' as const, rows: overdue },
        { group: 'soon' as const, rows: soon },
        { group: 'returned' as const, rows: returned },
        { group: 'mine' as const, rows: mine },
      ],
      next: overdue[0] ?? null,
      waitingFor: [
        { whom: 'FEDERATION' as const, count: 5 },
        { whom: 'CIVIL_AFFAIRS' as const, count: 3 },
        { whom: 'APPLICANT' as const, count: 1 },
      ],
      expiring: [11, 24, 40].map((days, at) => ({ personId: at + 1, name: people[at]?.name ?? '', days })),
    };
  }),
};
const cases = {
  search: os.cases.search.handler(({ input }) => {
    const text = input.text.trim();
    const hits = people
      .keys()
      .filter((at) => {
        const row = rowOf(at);
        if (input.state && row.state !== input.state) return false;
        if (input.benefit && !row.benefits.includes(input.benefit as 'LIVING')) return false;
        return (
          !text ||
          row.name.includes(text) ||
          people[at]?.idNumber.endsWith(text) ||
          row.village.includes(text)
        );
      })
      .toArray();
    return {
      total: hits.length,
      all: people.length,
      reading: text ? (/\d/.test(text) ? ('digits' as const) : ('name' as const)) : ('all' as const),
      milliseconds: 3,
      rows: hits.slice(input.offset, input.offset + input.limit).map(rowOf),
    };
  }),
  open: os.cases.open.handler(({ input }) =>
    people[input.personId - 1] ? pageOf(input.personId - 1) : null,
  ),
  byIdNumber: os.cases.byIdNumber.handler(() => null),
  reveal: os.cases.reveal.handler(({ input }) => {
    const person = people[input.personId - 1];
    return person
      ? {
          idNumber: person.idNumber,
          certificateNumber: person.certificateNumber,
          phone: person.phone,
          accountNumber: person.accountNumber,
        }
      : null;
  }),
};
const REVIEWED: Record<string, string> = {
  COUNTY_FEDERATION_REVIEWER: 'FEDERATION_REVIEW',
  COUNTY_CIVIL_AFFAIRS_APPROVER: 'DETERMINING',
};
const reviewItem = (at: number) => ({
  ...rowOf(at),
  applicationId: 10_000 + at,
  state: REVIEWED[values.role] ?? 'PRELIMINARY_REVIEW',
  deadline: deadlineOf(at),
  blockedByFourEyes: at % 10 === 1,
});
const review = {
  queue: os.review.queue.handler(() =>
    [...Array(60).keys()]
      .filter((at) => stateOf(at) === (REVIEWED[values.role] ?? 'PRELIMINARY_REVIEW'))
      .map(reviewItem),
  ),
  file: os.review.file.handler(({ input }) => {
    const page = pageOf(input.applicationId - 10_000);
    const application = page.applications[0];
    return application
      ? { item: reviewItem(input.applicationId - 10_000), page, application, judged: 'a'.repeat(64) }
      : null;
  }),
};
const acts = [...Array(46).keys()].map((n) => {
  const place = n < 3 ? ('needs-you' as const) : n < 15 ? ('waiting' as const) : ('received' as const);
  return {
    number: 388 + n,
    name: ['application.submit', 'application.enter', 'person.edit'][n % 3] ?? '',
    personId: n + 1,
    personName: people[n]?.name ?? '',
    madeAt: '2026-11-23T00:20:00.000Z',
    who: '娜仁',
    place,
    outcome:
      n === 0
        ? 'refused'
        : n === 1
          ? 'in-conflict'
          : n === 2
            ? 'refused'
            : place === 'waiting'
              ? 'pending'
              : 'applied',
    code: n === 0 ? 'application/already-handled' : n === 2 ? 'duplicate/person' : null,
    receipt: place === 'received' ? `乌民-20261123-000${231 + n}` : null,
    bytes: 1800 + n * 37,
    conflictId: n === 1 ? 77 : null,
  };
});
const journal = {
  overview: os.journal.overview.handler(() => ({
    made: 46,
    waiting: 12,
    received: 31,
    needsYou: 3,
    decided: 9,
    oldestWaitingAt: '2026-11-23T00:12:00.000Z',
    waitingBytes: 38_000,
    receipts: acts.slice(15, 18).map(({ receipt }) => ({ receipt: receipt ?? '', at: NOW, acts: 4 })),
  })),
  acts: os.journal.acts.handler(({ input }) => {
    const rows = acts.filter(({ place }) => !input.place || place === input.place);
    return { total: rows.length, rows: rows.slice(input.offset, input.offset + input.limit) };
  }),
  act: os.journal.act.handler(({ input }) => {
    const act = acts.find(({ number }) => number === input.number);
    return act ? { ...act, args: {}, detail: null, commit: null } : null;
  }),
  dismiss: os.journal.dismiss.handler(() => ({})),
};
const drafts = new Map<string, { kind: string; key: string; body: string; savedAt: string }>();
const draft = {
  save: os.draft.save.handler(({ input }) => {
    drafts.set(`${input.kind}/${input.key}`, { ...input, savedAt: NOW });
    return { savedAt: NOW };
  }),
  read: os.draft.read.handler(({ input }) => drafts.get(`${input.kind}/${input.key}`) ?? null),
  list: os.draft.list.handler(({ input }) => [...drafts.values()].filter(({ kind }) => kind === input.kind)),
  remove: os.draft.remove.handler(({ input }) => {
    drafts.delete(`${input.kind}/${input.key}`);
    return {};
  }),
};
const command = {
  issue: os.command.issue.handler(({ input }) => {
    if (JSON.stringify(input.args).includes('refuse'))
      return { ok: false as const, code: 'application/already-handled' };
    changed('cases', 'journal', 'link');
    return { ok: true as const, number: 500, savedAt: NOW, ids: [10_001] };
  }),
};
export const router = os.router({
  session,
  watch,
  link,
  today,
  cases,
  review,
  conflicts,
  journal,
  draft,
  command,
  imports,
});
