/** What people do at a desk: acts of the product's real commands, drawn against what that desk shows at that moment, right ones mostly and
 *  wrong ones too.                                                                                                                 */
import type { Chance } from '#shared/base/chance.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import type { Row } from '#shared/records/rows.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { otherIdNumber } from '#shared/domain/id-number.ts';
import { judgedHash } from '#shared/domain/review.ts';
import {
  type ApplicationState,
  bodyOf,
  CIVIL_AFFAIRS_RETURNS,
  FEDERATION_RETURNS,
  MATERIAL_CODES,
  PRELIMINARY_REFUSALS,
} from '#shared/domain/state.ts';
import { mergeTwo, settleDuplicate } from './duplicate-acts.ts';
import { ADDRESSES, BANK_NUMBERS, PHONES, type SimAccount } from './people.ts';
import { type DrawnAct, NONSENSE_SHARE, rowsOf, type Scene, type Workplace } from './scene.ts';
import { pick } from './plan.ts';

function earlier(scene: Scene, days: number): string {
  const back = Math.floor(scene.chance.next() * days);
  return shanghaiDate(Date.parse(`${scene.today}T04:00:00Z`) - back * 86_400_000);
}

function bank(scene: Scene, holder: string) {
  return {
    accountHolder: holder,
    bankName: pick(scene.chance, ['农信社', '邮储银行']),
    accountNumber: pick(scene.chance, BANK_NUMBERS),
    accountKind: 'SOCIAL_CARD',
  };
}

function household(scene: Scene) {
  return {
    householdCategory: pick(scene.chance, ['DIBAO', 'DIBAO', 'LOW_INCOME', 'NONE']),
    householdFrom: pick(scene.chance, ['2025-01', '2025-07', null]),
    needsLongTermCare: scene.chance.next() < 0.5,
  };
}

/** A person as a clerk types them in; phone, account and household differ from one time to the next. */
function typed(scene: Scene, caller: DemoPerson) {
  const { chance } = scene;
  return {
    name: caller.name,
    idNumber: caller.idNumber,
    ethnicity: caller.ethnicity,
    phone: chance.next() < 0.3 ? null : pick(chance, PHONES),
    residenceAddress: chance.next() < 0.5 ? null : pick(chance, ADDRESSES),
    hukouVillage: caller.hukouVillage,
    hukouKind: caller.hukouKind,
    hukouAddress: caller.hukouAddress,
    certificateNumber: `${caller.idNumber}${caller.disabilityClass}${pick(chance, [caller.grade, caller.grade, 1])}`,
    certificateExpiresOn: caller.certificateExpiresOn,
    ...household(scene),
    bank: chance.next() < 0.3 ? null : bank(scene, caller.name),
  };
}

function submit(scene: Scene) {
  const { chance } = scene;
  const isComplete = chance.next() < 0.75;
  const materials = isComplete ? [...MATERIAL_CODES] : MATERIAL_CODES.filter(() => chance.next() < 0.5);
  return {
    person: typed(scene, pick(chance, scene.callers)),
    benefits: pick(chance, [['LIVING'], ['NURSING'], ['LIVING', 'NURSING']]),
    submittedOn: earlier(scene, 4),
    submittedVia: 'COUNTER',
    materials,
    declarations: { truth: true, privacyNotice: true },
    atCounter: isComplete
      ? pick(chance, ['ACCEPT', 'ACCEPT', 'KEEP'])
      : pick(chance, ['REQUEST_SUPPLEMENT', 'KEEP']),
  };
}

/** Rosters that are old enough say the number of fifteen digits. */
function inOldForm<T extends { idNumber: string }>({ chance }: Scene, person: T): T {
  const old = otherIdNumber(person.idNumber);
  return old && chance.next() < 0.3 ? { ...person, idNumber: old } : person;
}

function register(scene: Scene) {
  return {
    person: inOldForm(scene, typed(scene, pick(scene.chance, scene.callers))),
    rosterBenefits: pick(scene.chance, [[], ['LIVING']]),
    file: '名册.xlsx',
    row: 3,
  };
}

const EDITS: Readonly<Record<string, readonly string[]>> = {
  TOWNSHIP: ['contact', 'contact', 'bank', 'bank', 'household'],
  FEDERATION: ['certificate', 'certificate', 'certificate', 'bank'],
  CIVIL_AFFAIRS: ['household', 'household', 'bank', 'contact'],
};

function edit(scene: Scene) {
  const { chance, account } = scene;
  const people = rowsOf(scene.desk, 'person');
  if (!people.length) return null;
  const person = chance.next() < 0.6 ? (people[0] as Row<'person'>) : pick(chance, people);
  const mine = EDITS[bodyOf(account.role)];
  if (!mine) return null;
  const part = pick(chance, mine);
  const parts: Record<string, unknown> = {};
  if (part === 'contact') {
    parts.contact = {
      phone: pick(chance, PHONES),
      ...(chance.next() < 0.5 && { residenceAddress: pick(chance, ADDRESSES) }),
      statedOn: earlier(scene, 3),
    };
  }
  if (part === 'bank') parts.bank = bank(scene, person.values.name ?? '户主');
  if (part === 'household') parts.household = household(scene);
  if (part === 'certificate') {
    parts.certificate = {
      certificateNumber: `${person.values.idNumber}4${pick(chance, [1, 2, 3])}`,
      certificateExpiresOn: pick(chance, ['2027-12-31', '2030-06-30', null]),
    };
  }
  return { personId: person.id, ...parts, reason: '本人来电' };
}

function settle(scene: Scene): DrawnAct | null {
  const { chance, account } = scene;
  const conflicts = rowsOf(scene.desk, 'conflict').filter(
    ({ values }) => values.state === 'OPEN' || chance.next() < 0.05,
  );
  if (!conflicts.length) return null;
  const conflict = pick(chance, conflicts);
  if (conflict.values.kind === 'duplicate' && chance.next() >= NONSENSE_SHARE)
    return settleDuplicate(scene, conflict);
  const choice = pick(chance, ['mine', 'theirs', 'third']);
  const third: Record<string, unknown> = {
    bank: { accountNumber: pick(chance, BANK_NUMBERS) },
    contact: { phone: pick(chance, PHONES) },
    household: { householdCategory: 'DIBAO' },
    certificate: { grade: 2 },
  };
  const values = third[conflict.values.groupName ?? ''];
  const args = {
    conflictId: conflict.id,
    choice,
    ...(choice === 'third' && values !== undefined && { values }),
    reason: '与本人核实',
  };
  return { account, name: 'conflict.settle', args };
}

/** What may be done with a file, by role and state. */
const NEXT: Readonly<Record<string, Partial<Record<ApplicationState, readonly string[]>>>> = {
  TOWNSHIP: {
    SUBMITTED: [
      'application.accept',
      'application.accept',
      'application.requestSupplement',
      'application.supplement',
    ],
    SUPPLEMENT_REQUESTED: ['application.supplement'],
    RESUBMITTED: ['application.accept', 'application.accept', 'application.supplement'],
    PRELIMINARY_REVIEW: [
      ...Array.from({ length: 12 }, () => 'review.passPreliminary'),
      'review.refusePreliminary',
    ],
    PRELIMINARY_PASSED: ['application.enter', 'application.enter', 'application.sendToFederation'],
    RETURNED_TO_TOWNSHIP: ['application.sendToFederation', 'application.notifyRefusal'],
  },
  FEDERATION: {
    FEDERATION_REVIEW: ['review.passFederation', 'review.passFederation', 'review.returnToTownship'],
    RETURNED_TO_FEDERATION: ['review.forwardReturn'],
  },
  CIVIL_AFFAIRS: { DETERMINING: ['review.determine', 'review.determine', 'review.returnToFederation'] },
};
const ALL_NEXT = [...new Set(Object.values(NEXT).flatMap((table) => Object.values(table).flat()))];
const STALE_LOOK_SHARE = 0.04;

function fileArgs(scene: Scene, name: string, file: Row<'application'>): Record<string, unknown> {
  const { chance, account, desk } = scene;
  const person = rowsOf(desk, 'person').find(({ id }) => id === file.values.personId);
  const hasLooked = person && chance.next() >= STALE_LOOK_SHARE;
  const judged = hasLooked ? judgedHash(bodyOf(account.role), person, file) : '0'.repeat(64);
  const applicationId = file.id;
  const missing = (file.values.missing ?? []) as string[];
  switch (name) {
    case 'application.supplement':
      return {
        applicationId,
        brought: missing.length ? missing : ['ID_COPY'],
        bank: chance.next() < 0.4 ? bank(scene, person?.values.name ?? '户主') : null,
      };
    case 'application.requestSupplement':
      return { applicationId, missing: [pick(chance, MATERIAL_CODES)] };
    case 'application.notifyRefusal':
      return { applicationId, words: '不符合条件' };
    case 'review.passPreliminary':
    case 'review.passFederation':
      return { applicationId, judged };
    case 'review.refusePreliminary':
      return { applicationId, judged, reasonCode: pick(chance, PRELIMINARY_REFUSALS), words: '不通过' };
    case 'review.returnToTownship':
      return { applicationId, judged, reasonCode: pick(chance, FEDERATION_RETURNS) };
    case 'review.returnToFederation':
      return { applicationId, judged, reasonCode: pick(chance, CIVIL_AFFAIRS_RETURNS) };
    case 'review.determine': {
      const approved = ['LIVING', 'NURSING'].filter((benefit) =>
        benefit === 'LIVING' ? file.values.appliedLiving : file.values.appliedNursing,
      );
      return { applicationId, judged, approved };
    }
    default:
      return { applicationId };
  }
}

/** Who would do it, mostly: reviews are a reviewer's, the counter is the clerk's. */
function suited(scene: Scene, name: string): SimAccount {
  const { chance, desk, account } = scene;
  if (chance.next() < NONSENSE_SHARE) return account;
  const isReview = name.startsWith('review.');
  return desk.accounts.find(({ role }) => isReview !== (role === 'TOWNSHIP_CLERK')) ?? account;
}

/** The right one of two acts of one state. */
function inOrder(scene: Scene, name: string, file: Row<'application'>): string {
  if (scene.chance.next() < NONSENSE_SHARE) return name;
  if (name === 'application.enter' && file.values.enteredOn) return 'application.sendToFederation';
  if (name === 'application.sendToFederation' && !file.values.enteredOn) return 'application.enter';
  return name;
}

function fileAct(scene: Scene): DrawnAct | null {
  const { chance, desk, account } = scene;
  const files = rowsOf(desk, 'application');
  if (!files.length) return null;
  const table = NEXT[bodyOf(account.role)] ?? {};
  const open = files.filter(({ values }) => table[values.state as ApplicationState]);
  const isNonsense = chance.next() < NONSENSE_SHARE || !open.length;
  const file = pick(chance, isNonsense ? files : open);
  const drawn = pick(
    chance,
    isNonsense ? ALL_NEXT : (table[file.values.state as ApplicationState] as string[]),
  );
  const name = isNonsense ? drawn : inOrder(scene, drawn, file);
  const by = suited(scene, name);
  return { account: by, name, args: fileArgs({ ...scene, account: by }, name, file) };
}

/** Something that one of a desk's people does now; null when there is nothing to do. */
export function drawAct(
  chance: Chance,
  desk: Workplace,
  nowMs: number,
  callers: readonly DemoPerson[],
): DrawnAct | null {
  const account = chance.next() < 0.7 ? (desk.accounts[0] as SimAccount) : pick(chance, desk.accounts);
  const scene: Scene = { chance, desk, account, callers, today: shanghaiDate(nowMs) };
  const kind = chance.next();
  const isTownship = bodyOf(account.role) === 'TOWNSHIP';
  const given = (name: string, args: unknown): DrawnAct | null => (args ? { account, name, args } : null);
  if (kind < 0.12) {
    const settled = settle(scene);
    if (settled) return settled;
  }
  if (kind < 0.15) {
    const merged = mergeTwo(scene);
    if (merged) return merged;
  }
  if (kind < 0.27) return given('person.edit', edit(scene));
  if (isTownship && kind < 0.32) return given('person.register', register(scene));
  if (isTownship && kind < 0.45) return given('application.submit', submit(scene));
  const act = fileAct(scene);
  if (act) return act;
  return isTownship ? given('application.submit', submit(scene)) : null;
}

/** A row of a roster that a township imports; null at the county. */
export function drawRegister(
  chance: Chance,
  desk: Workplace,
  nowMs: number,
  callers: readonly DemoPerson[],
): DrawnAct | null {
  const [account] = desk.accounts;
  if (!account || bodyOf(account.role) !== 'TOWNSHIP') return null;
  const scene: Scene = { chance, desk, account, callers, today: shanghaiDate(nowMs) };
  return { account, name: 'person.register', args: register(scene) };
}
