/** The page docs/rules.md: beside every article what the product does about it. As Catala lays code beside the text of the law and OpenFisca gives
 *  every parameter its dated values and its reference, so here: article in plain words, rules with the file that keeps them, parameters with
 *  month and document, cases that prove it.                                                                                            */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NATIONAL_PACK } from '#shared/domain/policy-pack.ts';
import { type Article, DOCUMENTS } from './articles.ts';
import { readConstants } from './constants.ts';
import { articlesCited } from './marks.ts';
import { type ParameterText, readParameters, readRules, type RuleText } from './read-rules.ts';
import { RULE_WORDS } from './rule-words.ts';
import { datedValues, SHIPPED } from './shipped.ts';

const CASES = join('e2e', 'cases', 'dossier.cases.json');
/** Cases of our own, worked out from the dossier's words: counted here, for there are many. */
const OWN_CASES = join('e2e', 'cases', 'more');

interface Case {
  readonly id: string;
  readonly title: string;
  readonly articles: readonly string[];
}

interface CasesFile {
  readonly cases: readonly {
    readonly id: string;
    readonly title: string;
    readonly sources: readonly string[];
  }[];
  readonly policyPacks: Readonly<Record<string, { readonly standards: readonly Standard[] }>>;
}

interface Standard {
  readonly id: string;
  readonly region: string;
  readonly benefit: string;
  readonly amount: number;
  readonly from: string;
  readonly to?: string | null;
  readonly source?: string;
}

function readCases(root: string): { cases: Case[]; standards: Standard[] } {
  const file = JSON.parse(readFileSync(join(root, CASES), 'utf8')) as CasesFile;
  const cases = file.cases.map(({ id, title, sources }) => ({
    ...{ id, title, articles: sources.flatMap(articlesCited) },
  }));
  return { cases, standards: [...(file.policyPacks['seed-anchored']?.standards ?? [])] };
}

/** How many cases of our own cite an article, by file. */
function ownCases(root: string): (key: string) => string {
  const files = readdirSync(join(root, OWN_CASES)).sort();
  const read = files.map((name) => {
    const { cases } = JSON.parse(readFileSync(join(root, OWN_CASES, name), 'utf8')) as CasesFile;
    return { name, cited: cases.map(({ sources }) => sources.flatMap(articlesCited)) };
  });
  return (key) =>
    read
      .map(({ name, cited }) => ({ name, count: cited.filter((keys) => keys.includes(key)).length }))
      .filter(({ count }) => count > 0)
      .map(({ name, count }) => `${name} ${count}`)
      .join('、');
}

/** Steps of a file in the order in which they are taken, then the other rules. */
function inOrder(rules: readonly RuleText[]): RuleText[] {
  const step = ({ id }: RuleText): number => Number(/^T(\d+)$/.exec(id)?.[1] ?? Number.POSITIVE_INFINITY);
  return rules.toSorted((a, b) => (step(a) === step(b) ? 0 : step(a) - step(b)));
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function ruleLine({ id, file, words }: RuleText): string {
  const zh = RULE_WORDS[`${file} ${id}`] ?? RULE_WORDS[id];
  const said = zh ? `${zh} <br>${words}` : words;
  return `| ${id} | ${cell(said)} | \`${file}\` |`;
}

function rulesTable(rules: readonly RuleText[]): string[] {
  if (!rules.length) return ['规则：本系统没有只为本条而设的规则。No rule of its own.', ''];
  return [...headOf('规则 Rule', '内容 What it says', '所在 File'), ...rules.map(ruleLine), ''];
}

const headOf = (...names: readonly string[]): string[] => [
  `| ${names.join(' | ')} |`,
  `|${' --- |'.repeat(names.length)}`,
];

function parametersTable(parameters: readonly ParameterText[]): string[] {
  if (!parameters.length) return [];
  const lines = parameters.flatMap((each) =>
    datedValues(each).map(({ value, region, from, document }, at) => {
      const [name, words] = at === 0 ? [`\`${each.name}\``, cell(each.words)] : ['', ''];
      return `| ${name} | ${value} | ${region} | ${from} | ${document} | ${words} |`;
    }),
  );
  const head = headOf('参数 Parameter', '值 Value', '地区 Region', '自 From', '文件 Document', '出处 Source');
  return [...head, ...lines, ''];
}

/** Numbers that no pack sets. */
function constantsTable(constants: readonly ParameterText[]): string[] {
  if (!constants.length) return [];
  const lines = constants.map(({ name, value, words }) => `| \`${name}\` | ${value} | ${cell(words)} |`);
  return [...headOf('程序里的数 Number in the program', '值 Value', '是什么 What it is'), ...lines, ''];
}

function caseLines(cases: readonly Case[]): string[] {
  if (!cases.length) return [];
  return [`案例 Cases: ${cases.map(({ id, title }) => `${id}（${cell(title)}）`).join('；')}`, ''];
}

interface Material {
  readonly rules: readonly RuleText[];
  readonly parameters: readonly ParameterText[];
  readonly constants: readonly ParameterText[];
  readonly cases: readonly Case[];
  readonly own: (key: string) => string;
}

function articleText(article: Article, { rules, parameters, constants, cases, own }: Material): string[] {
  const of = <T extends { readonly articles: readonly string[] }>(list: readonly T[]): T[] =>
    list.filter(({ articles }) => articles.includes(article.key));
  return [
    `### ${article.title}`,
    '',
    `${article.zh}`,
    '',
    `*${article.en}*`,
    '',
    ...rulesTable(inOrder(of(rules))),
    ...parametersTable(of(parameters)),
    ...constantsTable(of(constants)),
    ...caseLines(of(cases)),
    ...(own(article.key) ? [`自拟案例 Cases of our own: ${own(article.key)}（\`e2e/cases/more\`）`, ''] : []),
  ];
}

const inYuan = (fen: number): string => (fen / 100).toFixed(2);
const listed = (list: readonly (string | number)[] | '*' | null | undefined, all: string): string =>
  list && list !== '*' ? list.join('、') : all;

/** What a pack as shipped says of amounts and scopes, line by line with its month. */
function shippedText(pack: (typeof SHIPPED)[number]): string[] {
  const since = pack.validFrom.slice(0, 7);
  const standards = pack.standards.map(
    ({ id, benefit, amountFen, from, to, grades, households }) =>
      `| ${id} | ${benefit} ${households ? listed(households, '') : listed(grades, '')} | ${inYuan(amountFen)} | ${from} | ${to ?? ''} |`,
  );
  const living = pack.livingScope.map(
    ({ from = since, households }) => `| 范围 scope | LIVING ${listed(households, '')} | | ${from} | |`,
  );
  const nursing = pack.nursingScope.map(
    ({ from = since, grades, classes }) =>
      `| 范围 scope | NURSING ${listed(grades, '')} × ${listed(classes, '各类 all classes')} | | ${from} | |`,
  );
  const lifts = pack.lifts.map(
    ({ exclusion, benefits, from, documentNo }) =>
      `| 放宽 lift ${documentNo} | ${exclusion} ${benefits.join('、')} | | ${from} | |`,
  );
  return [
    `### ${pack.region || 'CN'} 第${pack.version}版 ${pack.documentNo}（自 ${pack.validFrom}）`,
    '',
    ...headOf('项 Item', '给谁 For whom', '元/月 Yuan', '自 From', '至 To'),
    ...[...standards, ...living, ...nursing, ...lifts],
    '',
  ];
}

function standardsText(standards: readonly Standard[]): string[] {
  const lines = standards.map(
    ({ id, region, benefit, amount, from, to, source }) =>
      `| ${id} | ${region} | ${benefit} | ${amount} | ${from} | ${to ?? ''} | ${cell(source ?? '')} |`,
  );
  return [
    '## 金额和范围 Amounts and scopes',
    '',
    `全国（${NATIONAL_PACK.documentNo}）不定金额；各地的金额是政策包里有起始月和文号的数据。随程序交付的政策包如下；159999 是虚构的旗，金额也是虚构的。`,
    '',
    '*The country sets no amounts; each place’s are dated data with a document number. The packs as shipped; banner 159999 and its amounts are made up.*',
    '',
    ...SHIPPED.flatMap(shippedText),
    '### 案例用的金额 Amounts of the cases',
    '',
    '起始月是推断。*The months from which they hold are inference.*',
    '',
    ...headOf('标准 Standard', '地区 Region', '补贴 Benefit', '元/月', '自 From', '至 To', '出处 Source'),
    ...lines,
    '',
  ];
}

/** The page, and every fault of the sources that it is made of. */
export function rulesPage(root: string): { text: string; faults: readonly string[] } {
  const { rules, faults } = readRules(root);
  const { parameters, faults: parameterFaults } = readParameters(root);
  const { constants, faults: constantFaults } = readConstants(root);
  const { cases, standards } = readCases(root);
  const keys = DOCUMENTS.flatMap(({ articles }) => articles.map(({ key }) => key));
  const isLaw = ({ articles }: { readonly articles: readonly string[] }) =>
    articles.some((key) => keys.includes(key));
  const filesOf = (id: string) => new Set(rules.flatMap((rule) => (rule.id === id ? [rule.file] : [])));
  const stale = Object.keys(RULE_WORDS).filter((key) => {
    const [file = '', id] = key.split(' ');
    return id === undefined ? filesOf(file).size !== 1 : !filesOf(id).has(file);
  });
  const own = rules.filter((rule) => !isLaw(rule));
  const ownOf = ownCases(root);
  const text = [
    '# 规则对照 Rules beside the law',
    '',
    '由 `npm run rules` 生成，请勿手改。每条法规写什么、哪条规则照办、用哪些参数、哪些案例证明。',
    '标 ∴ 的是推断或设计决定，标 N○ 的未核对原文，都可由政策包调整。',
    '',
    '*Made by `npm run rules`. Per article: what it asks, the rules that do it, their parameters, the cases that prove it. ∴ is inference, N○ is not re-read; both are parameters of packs.*',
    '',
    ...DOCUMENTS.flatMap(({ title, note, articles }) => [
      `## ${title}`,
      '',
      ...(note ? [note, ''] : []),
      ...articles.flatMap((article) =>
        articleText(article, { rules, parameters, constants, cases, own: ownOf }),
      ),
    ]),
    ...standardsText(standards),
    '## 没有条文的规则 Rules without an article',
    '',
    '下面的规则出自设计决定或推断，不是条文。*Design decisions and inference.*',
    '',
    ...rulesTable(own),
    ...parametersTable(parameters.filter((each) => !isLaw(each))),
    ...constantsTable(constants.filter((each) => !isLaw(each))),
    ...caseLines(cases.filter((each) => !isLaw(each))),
  ].join('\n');
  return {
    text: `${text.trimEnd()}\n`,
    faults: [
      ...faults,
      ...parameterFaults,
      ...constantFaults,
      ...stale.map((id) => `rule-words.ts: ${id} is the id of no rule`),
    ],
  };
}
