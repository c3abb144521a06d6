/** Who sits at which desk, and the made-up people who come to the counter. Few people and few values on purpose: desks are to meet in the
 *  same person, the same field and now and then the same value.                                                                    */
import { seededRandom } from '#shared/base/chance.ts';
import { CENTRE_DEVICE, type Id, makeId } from '#shared/base/id.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { Role } from '#shared/domain/state.ts';

export interface SimAccount {
  readonly id: Id;
  readonly name: string;
  readonly role: Role;
  readonly unitScope: number;
}

export const COUNTY = 159999000000;
export const NORTH = DEMO_TOWNSHIPS[0]?.code as number;
export const SOUTH = DEMO_TOWNSHIPS[1]?.code as number;
export const TOWNSHIPS = [NORTH, SOUTH];

const account = (counter: number, name: string, role: Role, unitScope: number): SimAccount => ({
  id: makeId(CENTRE_DEVICE, counter),
  name,
  role,
  unitScope,
});

export const ACCOUNTS = {
  northClerk: account(1, 'naren', 'TOWNSHIP_CLERK', NORTH),
  northReviewer: account(2, 'wangjianguo', 'TOWNSHIP_REVIEWER', NORTH),
  northSecondClerk: account(3, 'tuya', 'TOWNSHIP_CLERK', NORTH),
  southClerk: account(4, 'gaomin', 'TOWNSHIP_CLERK', SOUTH),
  southReviewer: account(5, 'liuzhigang', 'TOWNSHIP_REVIEWER', SOUTH),
  federation: account(6, 'chenliqun', 'COUNTY_FEDERATION_REVIEWER', COUNTY),
  civilAffairs: account(7, 'saren', 'COUNTY_CIVIL_AFFAIRS_APPROVER', COUNTY),
} as const;
/** Beside the others: where finance sits at a desk the county pays (payday.ts), and only there anybody knows of it. */
export const FINANCE = account(8, 'zhaomin', 'COUNTY_FINANCE', COUNTY);

export interface DeskPlace {
  readonly device: number;
  /** Accounts that signed in on this computer. */
  readonly accounts: readonly SimAccount[];
  /** The most that a reply may take: its line is poor. */
  readonly bytesMax?: number;
}

/** A few commits. */
const POOR_LINE_BYTES = 1_500;

/** The desk with which a county pays. */
export const PAYING_DESK = 'finance';

export const ALL_DESKS: Readonly<Record<string, DeskPlace>> = {
  north: { device: 11, accounts: [ACCOUNTS.northClerk, ACCOUNTS.northReviewer] },
  'north-second': {
    device: 12,
    accounts: [ACCOUNTS.northSecondClerk, ACCOUNTS.northReviewer],
    bytesMax: POOR_LINE_BYTES,
  },
  south: { device: 13, accounts: [ACCOUNTS.southClerk, ACCOUNTS.southReviewer] },
  federation: { device: 14, accounts: [ACCOUNTS.federation] },
  'civil-affairs': { device: 15, accounts: [ACCOUNTS.civilAffairs], bytesMax: POOR_LINE_BYTES },
  /** The same person at another computer; nobody joins there in the middle of a history. */
  'civil-affairs-second': { device: 16, accounts: [ACCOUNTS.civilAffairs] },
  /** Nor here. */
  [PAYING_DESK]: { device: 17, accounts: [FINANCE] },
};

/** As many as come in a short history; in a long one new ones keep coming. */
export const PEOPLE_AT_FIRST = 6;
const PEOPLE = 48;
const peopleChance = seededRandom(20261122);
const VILLAGE = DEMO_VILLAGES.find(({ parent }) => parent === NORTH)?.code as number;

/** The people of every history, in the order in which they first come. */
export const CALLERS: readonly DemoPerson[] = Array.from({ length: PEOPLE }, (_, index) =>
  makeDemoPerson(peopleChance.next, VILLAGE, index),
);

export const PHONES = ['13900000001', '13900000002', '15000000003'] as const;
export const ADDRESSES = ['团结村12号', '胜利村3号', '东街社区7号'] as const;
/** Account numbers; no text of the federation's file may contain one. */
export const BANK_NUMBERS = ['6217999900000000101', '6217999900000000218', '6217999900000000325'] as const;
