/** Every code of the domain has words, so that no clerk ever reads a bare code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND_NAMES } from '#shared/domain/commands.ts';
import { DOCUMENT_KINDS } from '#shared/domain/document-kind.ts';
import { ACCOUNT_KINDS, HOUSEHOLD_CATEGORIES } from '#shared/domain/person.ts';
import {
  APPLICATION_STATES,
  BENEFITS,
  CIVIL_AFFAIRS_RETURNS,
  FEDERATION_RETURNS,
  MATERIAL_CODES,
  PRELIMINARY_REFUSALS,
  ROLES,
} from '#shared/domain/state.ts';
import { RECORD_TYPES } from '#shared/records/registry.ts';
import { sayBenefits, sayCode, sayDeadline, sayRefusal } from './codes.ts';
import { en } from './en/index.ts';
import { codes } from './zh/codes.ts';
import { zh } from './zh/index.ts';

const SOURCES = join(import.meta.dirname, '../..');

function codesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, code = '']) => code);
}

/** Every code that a command can be refused with: by the domain, by this computer, by the county. */
function refusalCodes(): string[] {
  const domain = join(SOURCES, 'src-shared/domain');
  const files = readdirSync(domain).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const domainText = files.map((name) => readFileSync(join(domain, name), 'utf8')).join('\n');
  const executor = readFileSync(join(SOURCES, 'src-main/replica/executor.ts'), 'utf8');
  const judge = readFileSync(join(SOURCES, 'src-server/sync/judge.ts'), 'utf8');
  const found = [
    codesIn(domainText, /refuse\(\s*'([a-z-]+\/[a-z-]+)'/g),
    codesIn(executor, /ok: false, code: '([a-z-]+\/[a-z-]+)'/g),
    codesIn(judge, /verdict\('refused', '([a-z-]+\/[a-z-]+)'/g),
  ];
  // A pattern that finds nothing any more is a fault of this test.
  expect(found.map((codesOfIt) => codesOfIt.length > 2)).toEqual([true, true, true]);
  return [...new Set(found.flat())];
}

describe('words for codes', () => {
  const groups = [
    ...Object.keys(RECORD_TYPES.person.groups),
    ...Object.keys(RECORD_TYPES.application.groups),
  ];
  test.each([
    ['state', APPLICATION_STATES],
    ['benefit', BENEFITS],
    ['role', ROLES],
    ['material', MATERIAL_CODES],
    ['reason', [...PRELIMINARY_REFUSALS, ...FEDERATION_RETURNS, ...CIVIL_AFFAIRS_RETURNS]],
    ['household', HOUSEHOLD_CATEGORIES],
    ['accountKind', ACCOUNT_KINDS],
    ['action', COMMAND_NAMES],
    ['group', groups],
    ['document', DOCUMENT_KINDS],
  ] as const)('every %s', (table, wanted) => {
    for (const words of [codes, en.codes]) {
      const known = Object.keys(words[table]);
      expect(wanted.filter((code) => !known.includes(code))).toEqual([]);
    }
  });

  test.each([
    ['Chinese', codes.refusal],
    ['English', en.codes.refusal],
  ])('every refusal has a sentence in %s', (_language, sentences) => {
    const found = refusalCodes();
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter((code) => !Object.hasOwn(sentences, code))).toEqual([]);
  });

  test('a code of a newer version gets words, never itself', () => {
    expect(sayCode('state', 'BRAND_NEW')).toBe(codes.unknown.state);
    expect(sayCode('household', 'BRAND_NEW')).toBe(codes.unknown.other);
    expect(sayCode('state', null)).toBe('');
    expect(sayRefusal('new/one')).toContain('资料没动');
  });

  test('benefits and deadlines read as a clerk says them', () => {
    expect(sayBenefits(['LIVING', 'NURSING'])).toBe('生活 + 护理');
    expect(sayBenefits(['NURSING'])).toBe('护理补贴');
    expect(sayDeadline({ kind: 'overdue', dueOn: '2026-11-20', workingDays: 1, step: null })).toBe(
      '超 1 个工作日',
    );
  });
});

describe('wording', () => {
  const sentences = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(sentences);
  const FORBIDDEN =
    /抱歉|哎呀|！|!|同步中|提交成功|云端|异常|非法|脏数据|版本冲突|覆盖|强制|驳回|打回|拦截|报错|无此人|查询结果为空|超时|请重试|残废|正常人|困难户|您/;

  test('none of the words that are not said', () => {
    expect(sentences(zh).filter((sentence) => FORBIDDEN.test(sentence))).toEqual([]);
  });
});
