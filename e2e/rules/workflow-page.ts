/** The page docs/workflow.md: the table of T1–T15 (domain/workflow.ts) in plain Chinese, to be read beside the procedure: state, act, who, what may
 *  stand in its way, days, paper, article (S004 arts 1–4, 13; dossier (d)). The words are those of the screens.                           */
import { DEMO_PACK, type PackDeadlines } from '#shared/domain/pack.ts';
import type { DeadlineStep } from '#shared/domain/deadline.ts';
import { type Transition, TRANSITIONS } from '#shared/domain/workflow.ts';
import { zh } from '../../src-renderer/text/zh/index.ts';

type Table = Readonly<Record<string, string>>;
const { state, action, role, document, task, refusal } = zh.codes as unknown as Readonly<
  Record<string, Table>
>;

const DAYS_OF: Readonly<Record<DeadlineStep, keyof PackDeadlines>> = {
  supplement: 'supplementReminder',
  entry: 'entry',
  sendToFederation: 'submitToFederation',
  federationReview: 'federationReview',
  determine: 'determine',
  returnHop: 'returnHop',
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function said(table: Table | undefined, keys: readonly string[], between = '、'): string {
  return keys
    .map((key) => {
      const word = table?.[key];
      if (!word) throw new Error(`no word for ${key}`);
      return word;
    })
    .join(between);
}

function daysOf(step: DeadlineStep | null): string {
  if (!step) return '';
  return `${said(task, [step])}：${DEMO_PACK.deadlines[DAYS_OF[step]]} 个工作日`;
}

function line({ id, act, from, to, roles, guards, deadline, document: paper, article }: Transition): string {
  const cells = [
    `${id}`,
    from.length ? said(state, from) : '（新件）',
    `${said(action, [act])} \`${act}\``,
    said(role, roles),
    said(state, to),
    said(refusal, guards, '<br>').replaceAll(/。[^<]*/g, ''),
    daysOf(deadline),
    paper ? said(document, [paper]) : '',
    article,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

export function workflowPage(): string {
  return [
    '# 办理流程 The way of a file (T1–T15)',
    '',
    '由 `npm run rules` 生成，请勿手改。系统里的每一步都照这张表：从哪个状态、谁、办什么、到哪个状态、什么情况办不了、几个工作日、出什么文书、依据哪一条。',
    '期限只提醒，不会因为过期自己改变状态。天数取自演示政策包，各地可以另定；标 ∴ 的是推断或设计决定。',
    '',
    '*Made by `npm run rules` from `src-shared/domain/workflow.ts`, which the commands take their states and roles from. Days are those of the demo pack. No state changes by lapse of time.*',
    '',
    '| 步 | 从 From | 办什么 Act | 谁 Who | 到 To | 办不了的情况 Guards | 期限 Days | 文书 Paper | 依据 Source |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...(TRANSITIONS as readonly Transition[]).map(line),
    '',
    'T15：县民政书面决定把审定放给苏木镇的，从决定写明的那天起 T13、T14 由苏木镇审核人办，初审和审定不能是同一个人（S004 art.13）。旗民政仍可以审定。',
    '收回也是书面决定，从写明的那天起算，可以是以后的日子。等着审定的件轮到谁，只看当天有没有有效的授权：收回那天起，还没审定的都回到旗里；审定的件上写明是哪一级定的（∴）。',
    '',
    '## 件以外的办法',
    '',
    '家庭经济状况核对：苏木镇打印《家庭经济状况核对授权书》，家里人签了再登记；苏木镇或旗民政送出请求，请求写成签了名的文件，放进交换文件夹的 `out`（文件夹在“设置”里定，找不到、不能读写都会说明）；核对机构的结果放进 `in`，要有核对机构的签名，公钥由旗民政在“设置”里登记。没有签名、签名不对、答的不是这次请求的，不收，什么都不改；没拷完的留在原处等拷完。结果只供办理的人参考，不自动改变补贴（S002；∴）。',
    '',
  ].join('\n');
}
