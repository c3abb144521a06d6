/** REEVALUATE: the people of a county are judged again under a pack that came, township by township, a page at a time. What changes becomes a
 *  line of history and a task of the township; nothing that was determined is undone (domain/reevaluation.ts).
 *  RE3 the order says how far it is, in the transaction of what it made: a server that is killed goes on there, and no case has two lines.
 *  RE4 an order waits for the first day of its pack.                                                                                    */
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import { CENTRE_DEVICE, type Id } from '#shared/base/id.ts';
import { benefitsOf } from '#shared/domain/application.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { factsOfPerson } from '#shared/domain/person-facts.ts';
import { monthsToCompare, type Rejudged, rejudged } from '#shared/domain/reevaluation.ts';
import { type Benefit, ENDED_STATES } from '#shared/domain/state.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CentralTransaction } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import { packsFor } from '../sync/packs.ts';
import type { JobPorts } from './ports.ts';
import type { JobKind, JobRecord } from './runner.ts';
import { centreMeta, commitOfStep, countyScopes, recordsSaying, rowOf, townshipScopes } from './work.ts';

/** Two subsidies each and two rows for each: below what one step may make. */
const PEOPLE_A_STEP = 100;
const OF_A_PERSON_MAX = 50;
const WANTED = { type: 'reevaluation', field: 'state', values: ['TO_DO'] } as const;

interface Sets {
  readonly before: PolicyPack;
  readonly after: PolicyPack;
  /** This month. */
  readonly now: string;
}

/** An open file or a running subsidy, and what a new pack changes of it. */
interface Changed extends Rejudged {
  readonly personId: Id;
  readonly applicationId: Id | null;
  readonly entitlementId: Id | null;
}

function changesOf(
  person: Row<'person'>,
  files: readonly Row<'application'>[],
  entitlements: readonly Row<'entitlement'>[],
  { before, after, now }: Sets,
): Changed[] {
  const judge = (applied: readonly Benefit[], from: string) =>
    rejudged(
      (month) => factsOfPerson(person.values, { month, applied, scope: person.scope }),
      { before, after },
      monthsToCompare(before, after, { from, now }),
    );
  const open = files.filter(
    ({ values }) => !(ENDED_STATES as readonly string[]).includes(values.state ?? ''),
  );
  const ofFiles = open.flatMap(({ id, values }) =>
    judge(benefitsOf(values), (values.submittedOn ?? `${now}-01`).slice(0, 7)).map((change) => ({
      ...change,
      ...{ personId: person.id, applicationId: id, entitlementId: null },
    })),
  );
  const running = entitlements.filter(({ values }) => values.state === 'ACTIVE');
  const ofRunning = running.flatMap(({ id, values }) =>
    judge([values.benefit as Benefit], values.entitledFrom ?? now).map((change) => ({
      ...change,
      ...{ personId: person.id, applicationId: values.applicationId, entitlementId: id },
    })),
  );
  return [...ofFiles, ...ofRunning];
}

function recordsOf(
  change: Changed,
  order: Row<'reevaluation'>,
  at: string,
  newId: () => Id,
): WrittenRecord[] {
  const { personId, applicationId, entitlementId, benefit, month, before, after, rule, article } = change;
  const { documentNo, beforeVersion, afterVersion } = order.values;
  const told = { benefit, fromMonth: month, beforeFen: before.amountFen, afterFen: after.amountFen };
  const reasons = { beforeReasons: [...before.reasons], afterReasons: [...after.reasons] };
  const why = { ruleName: rule, article, documentNo, beforeVersion, afterVersion };
  return [
    {
      type: 'rejudgement',
      id: newId(),
      set: {
        personId,
        applicationId,
        entitlementId,
        ...told,
        ...reasons,
        ...why,
        judgedAt: at,
        state: 'OPEN',
      },
    },
    {
      type: 'history',
      id: newId(),
      set: {
        ...{ personId, applicationId, action: 'pack.reevaluate', madeAt: at, device: CENTRE_DEVICE },
        ...{ details: { rejudged: { ...told, ...reasons, ...why } } as FieldValue },
      },
    },
  ];
}

/** The people of a page, with their files and subsidies. */
async function changesOfPage(
  tx: CentralTransaction,
  scope: number,
  ids: readonly Id[],
  sets: Sets,
): Promise<Changed[]> {
  const queriesOf = (id: Id) => [
    { type: 'person', id } as const,
    { type: 'application', by: 'personId', value: id, limit: OF_A_PERSON_MAX } as const,
    { type: 'entitlement', by: 'personId', value: id, limit: OF_A_PERSON_MAX } as const,
  ];
  await tx.foresee({ reads: { scope, queries: ids.flatMap(queriesOf) } });
  const changed: Changed[] = [];
  for (const id of ids) {
    const [people, files, entitlements] = await Promise.all(
      queriesOf(id).map((query) => tx.read(scope, query)),
    );
    const person = people?.[0] as Row<'person'> | undefined;
    if (person && !person.values.mergedInto)
      changed.push(
        ...changesOf(person, files as Row<'application'>[], entitlements as Row<'entitlement'>[], sets),
      );
  }
  return changed;
}

/** The township that the order is at, and the people after the last that it judged; null at its end. */
async function nextPage({ store }: JobPorts, county: number, order: Row<'reevaluation'>) {
  const townships = await townshipScopes(store, county);
  const { atScope, afterPerson } = order.values;
  for (const scope of townships.filter((code) => code >= (atScope ?? 0))) {
    const after = scope === atScope ? (afterPerson ?? 0) : 0;
    const rows = await store.snapshot((snapshot) => snapshot.readPage(scope, 'person', after, PEOPLE_A_STEP));
    if (rows.length) return { scope, ids: rows.map(({ id }) => id) };
  }
  return null;
}

async function step(ports: JobPorts, { scope: county, id }: JobRecord): Promise<boolean> {
  const { store, clock } = ports;
  const nowMs = clock.now();
  const at = instantText(nowMs);
  const order = await store.transaction([], (tx) => rowOf(tx, county, 'reevaluation', id));
  if (order?.values.state !== 'TO_DO' || (order.values.startsOn ?? '') > shanghaiDate(nowMs)) return false;
  const { beforeVersion, afterVersion } = order.values;
  const packs = await packsFor(store, [beforeVersion ?? '', afterVersion ?? '']);
  const before = packs.byVersion(beforeVersion ?? '');
  const after = packs.byVersion(afterVersion ?? '');
  if (!before || !after) throw new Error(`the packs ${beforeVersion} and ${afterVersion} are not all here`);
  const page = await nextPage(ports, county, order);
  const meta = centreMeta(nowMs);
  return store.transaction(page ? [county, page.scope] : [county], async (tx) => {
    // Another server may have done this page meanwhile.
    const now = await rowOf(tx, county, 'reevaluation', id);
    if (now?.values.state !== 'TO_DO') return false;
    if (now.values.atScope !== order.values.atScope || now.values.afterPerson !== order.values.afterPerson)
      return true;
    const judgedBefore = now.values.judged ?? 0;
    if (!page) {
      await writeCommit(tx, county, meta, [{ type: 'reevaluation', id, set: { state: 'DONE', doneAt: at } }]);
      return false;
    }
    const sets = { before, after, now: shanghaiDate(nowMs).slice(0, 7) };
    const changed = await changesOfPage(tx, page.scope, page.ids, sets);
    const progress = {
      ...{ atScope: page.scope, afterPerson: page.ids.at(-1) as Id, judged: judgedBefore + page.ids.length },
      changed: (now.values.changed ?? 0) + changed.length,
    };
    const newId = await commitOfStep(tx, county, meta, [{ type: 'reevaluation', id, set: progress }]);
    const records = changed.flatMap((each) => recordsOf(each, now, at, newId));
    if (records.length) await writeCommit(tx, page.scope, meta, records);
    return true;
  });
}

export function reevaluate(ports: JobPorts): JobKind {
  return {
    name: 'reevaluation',
    find: async (scopes) => {
      const counties = await countyScopes(ports.store);
      return recordsSaying(
        ports.store,
        WANTED,
        scopes ? counties.filter((code) => scopes.includes(code)) : counties,
      );
    },
    step: (job) => step(ports, job),
  };
}
