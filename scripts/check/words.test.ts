/** The words part finds what it should: each planted sample is red, and what may stand is green. */
import { describe, expect, test } from 'vitest';
import { hasFailed } from './part.ts';
import { sampleProject } from './sample-project.ts';
import { strayWords, words } from './words.ts';

const NAME = 'src-renderer/features/a/A.tsx';

describe('words', () => {
  test.for([
    ["const a = '姓名';", 'Chinese outside text/zh: 姓名'],
    ['const a = `${b}：${c}`;', 'Chinese outside text/zh: ：'],
    ["names.join('、');", 'Chinese outside text/zh: 、'],
    ['const a = <p>姓名</p>;', 'Chinese outside text/zh: 姓名'],
    ['const a = <p>{b}（{c}）</p>;', 'Chinese outside text/zh: （'],
    ['const a = <p>Name</p>;', 'words outside text/: Name'],
    ["const a = <p>{b ? 'Name' : c}</p>;", 'words outside text/: Name'],
    ["const a = <p>{b && 'Name'}</p>;", 'words outside text/: Name'],
    ["const a = <p>{b ?? 'none'}</p>;", 'words outside text/: none'],
    ['const a = <p>{`${b} rows`}</p>;', 'words outside text/: rows'],
    ['const a = <button aria-label="Close" />;', 'words outside text/: Close'],
    ["const a = <input placeholder={b || 'Find'} />;", 'words outside text/: Find'],
    ['const a = <Panel title="Facts" />;', 'words outside text/: Facts'],
    ["useKeys([{ key: 'F9', label: 'Save', run }]);", 'words outside text/: Save'],
  ] as const)('finds %s', ([text, fault]) => {
    expect(strayWords(NAME, text)).toContain(`${NAME}:1: ${fault}`);
  });

  test('finds words in a style', () => {
    expect(strayWords('a.css', ".a::after { content: '可空'; }")).toEqual(['a.css: words in a style: 可空']);
  });

  test.for([
    "/** 姓名 */ const a = t('cases.columns.name');",
    "const a = <p>{t('cases.title')} · {b}</p>;",
    "const a = <p className='quiet'>{b === 'offline' && c}</p>;",
    'const a = <KeyCap name="Alt+1…9" />;',
    'const a = <span>{`Alt+${at + 1}`}</span>;',
    "const a = { key: 'name', kind: 'bank' };",
  ])('lets %s pass', (text) => {
    expect(strayWords(NAME, text)).toEqual([]);
  });

  test('English is held to it as well', () => {
    expect(strayWords('src-renderer/text/en/a.ts', "export const a = { title: '案件' };")).toHaveLength(1);
    expect(strayWords('src-renderer/text/en/a.ts', "export const a = { title: 'Cases' };")).toEqual([]);
  });

  test('looks at the screens and not at the Chinese words, and fails where there are none', async () => {
    using project = sampleProject({
      'src-renderer/a.tsx': 'export const a = <p>Name</p>;\n',
      'src-renderer/a.test.tsx': "export const a = '测试';\n",
      'src-renderer/text/zh/a.ts': "export const a = '姓名';\n",
    });
    expect(await words.run(project.folder)).toEqual({
      looked: 1,
      faults: ['src-renderer/a.tsx:1: words outside text/: Name'],
    });
    using empty = sampleProject({});
    expect(hasFailed(await words.run(empty.folder))).toBe(true);
  });
});
