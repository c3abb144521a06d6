/** Registers that other bodies keep, handed in for the monthly comparison (S004 art.8): who handed over what, of which day, which file.
 *  RG1 the federation's holder list goes from its desk to that of civil affairs as pages beside the head, in the county's scope and the class
 *  `health`: finance, which has no business with it, never holds it, nor does a township. All other registers (custody, deaths, households,
 *  benefits of other schemes) are read at the desk that compares and do not leave it: of them only the head is a record
 *  (docs/adr/0026-registers-of-others.md).  RG2 a list is handed over when its last page is there; pages come in order.  RG3 the newest of a
 *  kind counts; pages of an older list are emptied when the next one is there, for what is not needed is not kept (PIPL art.19).       */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { isPlainMonth } from './calendar.ts';
import { change, create, defineCommand, firstOf, refuse } from './command.ts';
import { dateSchema, idSchema } from './person.ts';
import { bodyOf } from './state.ts';

/** HOLDERS 持证残疾人花名册 (federation), HOUSEHOLDS 低保、特困、低边… (civil affairs), DEATHS 死亡、火化 (funeral services), CUSTODY 服刑 (justice),
 *  OTHER_BENEFITS 高龄、离休、因公、工伤护理费、孤儿.                                                                                  */
export const REGISTER_KINDS = ['HOLDERS', 'HOUSEHOLDS', 'DEATHS', 'CUSTODY', 'OTHER_BENEFITS'] as const;
export type RegisterKind = (typeof REGISTER_KINDS)[number];

export const REGISTER_STATES = ['OPEN', 'HANDED_OVER'] as const;

/** So that an act stays small on a thin line. */
export const REGISTER_PAGE_ROWS = 200;
const PAGES_MAX = 5_000;

const text = (max: number) => z.string().trim().max(max);

/** A holder as the list says (dossier (h): name, ID, certificate no., class, grade, issue, expiry, status, renewal date, hukou, phone). */
export const holderRow = z.strictObject({
  idNumber: text(18).min(15),
  name: text(50).min(1),
  certificateNumber: text(22),
  disabilityClass: z.number().int().min(1).max(7),
  grade: z.number().int().min(1).max(4),
  issuedOn: dateSchema.nullable(),
  expiresOn: dateSchema.nullable(),
  status: z.enum(['VALID', 'EXPIRED', 'FROZEN', 'REVOKED', 'RENEWING']),
  renewalAppliedOn: dateSchema.nullable(),
  /** Village code of the household register, where it could be told. */
  village: idSchema.nullable(),
  hukou: text(100).nullable(),
  phone: text(20).nullable(),
});
export type HolderRow = z.infer<typeof holderRow>;

const COUNTY_ROLES = ['COUNTY_FEDERATION_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'] as const;

/** A register was read from a file here. */
export const registerOpen = defineCommand({
  name: 'register.open',
  version: 1,
  args: z.strictObject({
    kind: z.enum(REGISTER_KINDS),
    month: z.string().refine(isPlainMonth),
    /** Day on which its owner drew it. */
    asOf: dateSchema,
    /** From whom, in words: 旗殡仪馆, 旗司法局 … */
    source: text(60).min(1),
    fileHash: z.string().regex(/^[0-9a-f]{64}$/),
    rowCount: z.number().int().min(1),
    /** Pages that follow; none of a register that stays on the desk (RG1). */
    pageCount: z.number().int().min(0).max(PAGES_MAX),
  }),
  roles: COUNTY_ROLES,
  target: () => null,
  needs: () => [],
  decide(_records, args, context) {
    const isFederation = bodyOf(context.actor.role) === 'FEDERATION';
    if (isFederation && args.kind !== 'HOLDERS') return refuse('register/not-your-register', ['kind']);
    if (args.asOf > context.madeOn) return refuse('person/future-date', ['asOf']);
    if ((args.kind === 'HOLDERS') !== args.pageCount > 0) return refuse('register/pages', ['pageCount']);
    return {
      changes: [
        create('register', context.newId(), {
          ...args,
          pagesDone: 0,
          state: args.pageCount ? 'OPEN' : 'HANDED_OVER',
          handedBy: context.actor.accountId,
          handedOn: context.madeOn,
        }),
      ],
    };
  },
});

/** The next page of the holder list (RG2). */
export const registerAddPage = defineCommand({
  name: 'register.addPage',
  version: 1,
  args: z.strictObject({
    registerId: idSchema,
    /** From 1. */
    page: z.number().int().min(1).max(PAGES_MAX),
    rows: z.array(holderRow).min(1).max(REGISTER_PAGE_ROWS),
  }),
  roles: COUNTY_ROLES,
  target: ({ registerId }) => ({ type: 'register', id: registerId }),
  needs: ({ registerId }) => [{ as: 'register', type: 'register', id: registerId }],
  decide(records, { registerId, page, rows }, context) {
    const register = firstOf(records, 'register', 'register') as Row<'register'> | null;
    if (!register) return refuse('register/not-found');
    const { state, handedBy, pagesDone, pageCount } = register.values;
    if (state !== 'OPEN' || handedBy !== context.actor.accountId) return refuse('register/handed-over');
    if (page !== (pagesDone ?? 0) + 1) return refuse('register/pages', ['page']);
    return {
      changes: [
        create('registerPage', context.newId(), { registerId, page, rows }),
        change('register', register.id, {
          pagesDone: page,
          state: page === pageCount ? 'HANDED_OVER' : 'OPEN',
        }),
      ],
    };
  },
});

/** A page of a list that another has followed (RG3). */
export const registerEmptyPage = defineCommand({
  name: 'register.emptyPage',
  version: 1,
  args: z.strictObject({ pageId: idSchema }),
  roles: COUNTY_ROLES,
  target: ({ pageId }) => ({ type: 'registerPage', id: pageId }),
  needs: ({ pageId }) => [{ as: 'page', type: 'registerPage', id: pageId }],
  decide(records) {
    const page = firstOf(records, 'page', 'registerPage');
    if (!page) return refuse('register/not-found');
    return { changes: page.values.rows === null ? [] : [change('registerPage', page.id, { rows: null })] };
  },
});
