/** Made-up answers of the import and conflict calls. */
import { implement } from '@orpc/server';
import { deskContract } from '#shared/rpc/desk.ts';
import { pageOf, people, rowOf } from './world.ts';

const os = implement(deskContract);

const conflictItems = [
  {
    conflictId: 77,
    personId: 4,
    personName: people[3]?.name ?? '',
    groupName: 'bank',
    kind: 'ask' as const,
    state: 'OPEN' as const,
    since: '2026-11-22T08:00:00.000Z',
    touchesMoney: true,
  },
  {
    conflictId: 78,
    personId: 5,
    personName: people[4]?.name ?? '',
    groupName: 'contact',
    kind: 'merged' as const,
    state: 'NOTED' as const,
    since: '2026-11-21T08:00:00.000Z',
    touchesMoney: false,
  },
  {
    conflictId: 79,
    personId: 6,
    personName: people[5]?.name ?? '',
    groupName: 'certificate',
    kind: 'proposal' as const,
    state: 'NOTED' as const,
    since: '2026-11-20T08:00:00.000Z',
    touchesMoney: false,
  },
];
export const conflicts = {
  list: os.conflicts.list.handler(() => conflictItems),
  open: os.conflicts.open.handler(({ input }) => {
    const item = conflictItems.find(({ conflictId }) => conflictId === input.conflictId);
    if (!item) return null;
    const at = item.personId - 1;
    const { person } = pageOf(at);
    return {
      item,
      recordType: 'person',
      recordId: item.personId,
      settlement: null,
      person: {
        personId: item.personId,
        name: person.name,
        idNumberMasked: person.idNumberMasked ?? '',
        sex: person.sex,
        birthDate: person.birthDate,
        age: person.age,
        village: person.village,
        township: person.township,
        scope: person.scope,
        openApplication: null,
      },
      fields: [
        { field: 'accountHolder', before: person.name, mine: person.name, theirs: person.name },
        {
          field: 'bankName',
          before: '农信社 查干淖尔社',
          mine: '农信社 查干淖尔社',
          theirs: '工商银行 旗支行',
        },
        {
          field: 'accountNumber',
          before: '***************4417',
          mine: '***************5530',
          theirs: '***************7731',
        },
        { field: 'accountKind', before: 'SOCIAL_CARD', mine: 'SOCIAL_CARD', theirs: 'BANK_CARD' },
      ],
      mine: { who: '娜仁', unit: '查干淖尔苏木民政办', at: '2026-11-20T07:12:00.000Z', device: '苏木-2号机' },
      theirs: { who: '萨仁', unit: '乌兰淖尔旗民政局', at: '2026-11-20T08:40:00.000Z', device: '民政-1号机' },
    };
  }),
};
const importRows = [...Array(40).keys()].map((n) => ({
  row: 4 + n,
  result: (['ready', 'look', 'wrong', 'skipped'] as const)[n % 4] ?? 'ready',
  cells: {
    name: people[n]?.name ?? '',
    idNumber: rowOf(n).idNumberMasked,
    certificateNumber: pageOf(n).person.certificateNumberMasked ?? '',
    village: rowOf(n).village,
    household: '低保',
    benefits: '生活',
  },
  problems:
    n % 4 === 2
      ? [
          {
            column: 'idNumber',
            code: 'ID_CHECKSUM',
            message: '身份证号最后一位校验不对，可能抄错了一位。请对照身份证。',
          },
        ]
      : n % 4 === 1
        ? [
            {
              column: 'village',
              code: 'VILLAGE',
              message: '“东风”可能是东风村，也可能是东风镇。按东风村导入？',
            },
          ]
        : [],
}));
export const imports = {
  preview: os.imports.preview.handler(({ input }) => ({
    ok: true as const,
    preview: {
      importId: 'i1',
      fileName: input.fileName,
      sheetName: '花名册',
      headerRow: 3,
      columns: [{ header: '姓名', field: 'name' }],
      counts: { total: 3000, ready: 2941, look: 36, wrong: 22, skipped: 1 },
      byCode: [{ code: 'ID_CHECKSUM', rows: 9 }],
    },
  })),
  rows: os.imports.rows.handler(({ input }) => ({
    total: importRows.length,
    rows: importRows.slice(input.offset, input.offset + input.limit),
  })),
  run: os.imports.run.handler(async function* () {
    for (let done = 0; done <= 3000; done += 500) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      yield { done, total: 3000, imported: done, unchanged: 0, refused: 0, finished: done === 3000 };
    }
  }),
};
